package io.github.assetpaysim.contract.merchant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.plan.Result;
import io.github.assetpaysim.contract.plan.Verdict;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** At a host like AssetPay's staging: no control API, real skins, a person who accepts. */
class StagingPlanTest {
    private static final String USER = "76561198000000778";

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> told = new ArrayList<>();
    private HttpServer server;
    private String order;
    private String status = "HOLD";
    private int depositAnswer = 200;
    private BigDecimal balance = BigDecimal.ZERO;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            requests.add(path);
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            byte[] answer = ("{\"success\":true,\"data\":" + data(path, body) + "}").getBytes(UTF_8);
            exchange.sendResponseHeaders(status(path), answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private int status(String path) {
        if (path.startsWith("/_sim")) {
            return 404;
        }
        return path.equals("/client/trading/deposit") ? depositAnswer : 200;
    }

    private String data(String path, String body) {
        String item =
                "{\"id\":\"item-%s\",\"accepted\":true,\"tradable\":true,\"offer\":{\"price\":%s,\"reference\":\"r\"}}";
        return switch (path) {
            case "/auth/authenticate-client" -> "{\"token\":\"t\"}";
            case "/client/inventory" ->
                "{\"inventory\":[" + String.format(item, "dear", "99.00") + "," + String.format(item, "cheap", "1.25")
                        + "]}";
            case "/client/trading/deposit" -> {
                order = body;
                yield "{}";
            }
            case "/client/trades" -> "{\"trades\":[" + trade() + "]}";
            default -> "null";
        };
    }

    private String trade() {
        return Json.text(Json.object()
                .put("id", "trade-1")
                .put(
                        "externalId",
                        Json.parse(order.getBytes(UTF_8)).path("externalId").asText())
                .put("status", status)
                .put("totalPrice", new BigDecimal("1.25"))
                .put("preCredit", new BigDecimal("0.75")));
    }

    private MerchantOptions options() {
        return MerchantOptions.at("http://127.0.0.1:" + server.getAddress().getPort())
                .apiKey("ap_staging")
                .user(USER, "https://steamcommunity.com/tradeoffer/new/?partner=39735050&token=AbCdEfGh")
                .probe(steamId -> balance)
                .settle(Duration.ofMillis(50));
    }

    private static Map<String, Result> run(MerchantOptions options) throws InterruptedException {
        try (MerchantPlan plan = MerchantPlan.open(options)) {
            return plan.plan().run(plan.atOnce(), result -> {}).stream()
                    .collect(Collectors.toMap(Result::id, Function.identity()));
        }
    }

    @Test
    void nothing_is_created_unless_it_is_allowed() throws Exception {
        Map<String, Result> results = run(options().interactive(told::add));

        // All but the one of merchants that take no withdrawals.
        assertThat(results).hasSize(MerchantPlan.checks().size() - 1);
        assertThat(results.values()).allMatch(result -> result.verdict() == Verdict.SKIPPED);
        assertThat(results.get("SIG-01").reason()).contains("needs the control API", "is no simulator");
        assertThat(results.get("AMT-01").reason()).contains("--allow creates-trade");
        assertThat(requests).containsOnly("/_sim/health");
    }

    @Test
    void nothing_is_created_when_nobody_is_there_to_accept() throws Exception {
        assertThat(run(options().mayCreateTrades()).get("AMT-01").reason()).contains("--interactive");
        assertThat(requests).containsOnly("/_sim/health");
    }

    @ParameterizedTest
    @CsvSource({
        "HOLD,      0,    WHEN-02, AMT-02",
        "HOLD,      0.75, WHEN-02, AMT-02",
        "COMPLETED, 1.25, AMT-01,  AMT-02",
        "DECLINED,  0,    END-01,  AMT-02",
        "FAILED,    0,    END-02,  AMT-02",
        "CANCELED,  0,    END-03,  AMT-02"
    })
    void the_cheapest_item_is_deposited_and_judged_as_far_as_it_gets(
            String reached, BigDecimal credited, String judged, String also) throws Exception {
        status = reached;
        MerchantOptions options = options().mayCreateTrades().interactive(line -> {
            told.add(line);
            balance = credited;
        });

        Map<String, Result> results = run(options);

        assertThat(results.values().stream()
                        .filter(result -> result.verdict() == Verdict.PASS)
                        .map(Result::id))
                .containsExactlyInAnyOrder(judged, also);
        assertThat(results.values()).noneMatch(result -> result.verdict().violated());
        assertThat(order).contains("item-cheap", "\"price\":1.25").doesNotContain("item-dear");
        assertThat(told).singleElement().asString().contains("1.25 USD", USER, "Steam");
        assertThat(requests).filteredOn("/client/trading/deposit"::equals).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"HOLD, 1.00, WHEN-02", "COMPLETED, 1.26, AMT-01", "COMPLETED, 1.26, AMT-02", "DECLINED, 1.25, END-01"})
    void a_wrong_credit_is_found(String reached, BigDecimal credited, String violated) throws Exception {
        status = reached;

        Map<String, Result> results = run(options().mayCreateTrades().interactive(line -> balance = credited));

        assertThat(results.get(violated).verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void a_deposit_that_cannot_be_made_is_not_tried_again_by_the_next_check() throws Exception {
        depositAnswer = 400;

        Map<String, Result> results = run(options().mayCreateTrades().interactive(told::add));

        assertThat(results.values()).noneMatch(result -> result.verdict().judged());
        assertThat(requests).filteredOn("/client/trading/deposit"::equals).hasSize(1);
    }

    @Test
    void without_a_probe_the_deposit_is_not_even_made() throws Exception {
        Map<String, Result> results =
                run(options().probe(null).mayCreateTrades().interactive(told::add));

        assertThat(results.get("AMT-01").verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(requests).doesNotContain("/client/trading/deposit");
    }
}
