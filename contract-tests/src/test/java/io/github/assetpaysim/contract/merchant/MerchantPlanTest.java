package io.github.assetpaysim.contract.merchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.assetpaysim.contract.Callback;
import io.github.assetpaysim.contract.CallbackReceiver;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.http.Http;
import io.github.assetpaysim.contract.http.HttpUrl;
import io.github.assetpaysim.contract.merchant.probe.HttpProbe;
import io.github.assetpaysim.contract.merchant.scene.AssetPay;
import io.github.assetpaysim.contract.merchant.scene.CreditPolicy;
import io.github.assetpaysim.contract.merchant.scene.Order;
import io.github.assetpaysim.contract.merchant.scene.StartTrade;
import io.github.assetpaysim.contract.plan.Outcome;
import io.github.assetpaysim.contract.plan.Requirement;
import io.github.assetpaysim.contract.plan.Requirements;
import io.github.assetpaysim.contract.plan.Result;
import io.github.assetpaysim.contract.plan.Selection;
import io.github.assetpaysim.contract.plan.Unusable;
import io.github.assetpaysim.contract.plan.Verdict;
import io.github.assetpaysim.contract.signing.CallbackSignature;
import io.github.assetpaysim.contract.simulator.Control;
import io.github.assetpaysim.contract.zoo.Config;
import io.github.assetpaysim.contract.zoo.Policy;
import io.github.assetpaysim.contract.zoo.ReferenceMerchant;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Most of these wait for merchants that hang, so several run at the same time, each with a merchant of its own. */
@Execution(ExecutionMode.CONCURRENT)
class MerchantPlanTest {
    private static final String SECRET = "plan-s3cret";
    private static Simulator simulator;

    @BeforeAll
    static void start() {
        simulator = Simulator.start(Settings.STANDARD);
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    private static MerchantOptions options(String callbackUrl) {
        return MerchantOptions.at(simulator.toString())
                .callbackUrl(callbackUrl)
                .apiSecret(SECRET)
                .settle(Duration.ofMillis(200));
    }

    private static Map<String, Result> run(MerchantOptions options) throws InterruptedException {
        try (MerchantPlan plan = MerchantPlan.open(options)) {
            return plan.plan().run(plan.atOnce(), result -> {}).stream()
                    .collect(Collectors.toMap(Result::id, Function.identity()));
        }
    }

    private static MerchantOptions answering(CallbackReceiver receiver, int status) {
        receiver.answer(callback -> status);
        return options(receiver.url().toString()).probe(steamId -> BigDecimal.ZERO);
    }

    @Test
    void there_is_one_check_for_each_requirement() {
        assertThat(MerchantPlan.checks())
                .extracting(MerchantCheck::id)
                .containsExactlyElementsOf(
                        Requirements.ALL.stream().map(Requirement::id).toList());
    }

    @Test
    void without_a_probe_nothing_about_an_effect_passes() throws Exception {
        try (ReferenceMerchant merchant = ReferenceMerchant.start(Config.of(SECRET, Policy.COMPLETED))) {
            Map<String, Result> results = run(options(merchant.callbackUrl().toString()));

            assertThat(results.values().stream()
                            .filter(result -> result.verdict() == Verdict.PASS)
                            .map(Result::id))
                    .containsExactlyInAnyOrder(
                            "CB-01", "CB-02", "CB-03", "CB-12", "CB-13", "SIG-07", "SIG-08", "GATE-01", "GATE-03",
                            "GATE-12", "GATE-13", "GATE-14", "GATE-17");
            assertThat(results.values())
                    .filteredOn(result -> result.verdict() != Verdict.PASS)
                    .allSatisfy(result -> {
                        assertThat(result.verdict()).as(result.toString()).isIn(Verdict.INCONCLUSIVE, Verdict.SKIPPED);
                        assertThat(result.reason()).contains("--");
                    });
        }
    }

    @Test
    void when_the_ordinary_path_fails_the_rest_is_skipped_with_that_reason() throws Exception {
        try (CallbackReceiver receiver = new CallbackReceiver()) {
            Map<String, Result> results = run(answering(receiver, 500));

            assertThat(results.get("CB-01").verdict()).isEqualTo(Verdict.FAIL);
            assertThat(results.get("CB-01").came()).isEqualTo("[500, 500, 500]");
            assertThat(results.get("CB-01").evidence().repeat().event()).isEqualTo("INITIATED");
            assertThat(results.get("CB-01").evidence().callbacks()).hasSize(1);
            assertThat(results.get("CB-01").evidence().lines()).isEmpty();
            assertThat(results.get("CB-01").evidence().see()).isEqualTo("ordinary deposit");
            assertThat(results.values().stream()
                            .filter(result -> result.verdict() == Verdict.FAIL)
                            .map(Result::id))
                    .containsExactly("CB-01");
            assertThat(results.get("SIG-01").verdict()).isEqualTo(Verdict.SKIPPED);
            assertThat(results.get("SIG-01").reason())
                    .startsWith("needs the ordinary path, which fails: the callback INITIATED was not acknowledged");
        }
    }

    @Test
    void what_is_never_exceeded_is_not_known_before_the_end() throws Exception {
        try (CallbackReceiver receiver = new CallbackReceiver()) {
            receiver.answer(callback -> callback.trade().path("status").asText().equals("COMPLETED") ? 500 : 200);
            Map<String, Result> results = run(options(receiver.url().toString()).probe(steamId -> BigDecimal.ZERO));

            assertThat(results.get("CB-01").verdict()).isEqualTo(Verdict.FAIL);
            assertThat(results.get("WHEN-02").verdict()).isEqualTo(Verdict.PASS);
            assertThat(results.get("AMT-02").verdict()).isEqualTo(Verdict.SKIPPED);
        }
    }

    @Test
    void a_merchant_that_credits_nothing_fails_by_the_amount_alone() throws Exception {
        try (CallbackReceiver receiver = new CallbackReceiver()) {
            Map<String, Result> results = run(answering(receiver, 200));

            assertThat(results.values().stream()
                            .filter(result -> result.verdict().violated())
                            .map(Result::id))
                    .containsExactly("AMT-01");
        }
    }

    @Test
    void the_ordinary_path_is_walked_once_however_many_checks_wait_for_it() throws Exception {
        Set<String> orders = ConcurrentHashMap.newKeySet();
        try (CallbackReceiver receiver = new CallbackReceiver()) {
            receiver.answer(callback -> {
                orders.add(callback.trade().path("externalId").asText());
                return 200;
            });

            run(options(receiver.url().toString()).probe(steamId -> BigDecimal.ZERO));

            assertThat(orders.stream().filter(order -> order.contains("-ordinary-")))
                    .hasSize(2);
            assertThat(orders.stream().filter(order -> order.contains("-withdrawal-")))
                    .hasSize(1);
        }
    }

    private static int asInTheQuickStart(Callback callback, Map<String, BigDecimal> balances) {
        JsonNode payload;
        try {
            payload = Json.read(callback.body()).path("payload");
        } catch (IOException e) {
            return 400;
        }
        JsonNode trade = payload.path("trade");
        if (!CallbackSignature.verifies(trade, payload.path("key").asText(), SECRET)) {
            return 401;
        }
        if (payload.path("event").asText().equals("COMPLETED")) {
            balances.merge(
                    trade.path("clientSteamID").asText(),
                    trade.path("totalPrice").decimalValue(),
                    BigDecimal::add);
        }
        return 200;
    }

    /** As AssetPay's quick start shows it: the event decides, and nothing is remembered. */
    @Test
    void a_handler_as_in_the_quick_start_fails_where_money_is_at_stake() throws Exception {
        Map<String, BigDecimal> balances = new ConcurrentHashMap<>();
        try (CallbackReceiver receiver = new CallbackReceiver()) {
            receiver.answer(callback -> asInTheQuickStart(callback, balances));

            Map<String, Result> results = run(options(receiver.url().toString())
                    .probe(steamId -> balances.getOrDefault(steamId, BigDecimal.ZERO)));

            assertThat(results.values().stream()
                            .filter(result -> result.verdict() == Verdict.FAIL)
                            .map(Result::id))
                    .containsExactlyInAnyOrder(
                            "ONCE-01", "ONCE-02", "ONCE-04", "ONCE-05", "ONCE-09", "WHEN-03", "WHEN-04", "END-06",
                            "END-07", "GATE-02", "GATE-03");
        }
    }

    @Test
    void who_refuses_the_unknown_order_is_told_how_to_be_judged() throws Exception {
        try (CallbackReceiver receiver = new CallbackReceiver()) {
            Map<String, Result> results = run(answering(receiver, 404));

            assertThat(results.get("CB-01").verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(results.get("CB-01").reason()).contains("did not start itself", "--start-deposit");
            assertThat(results.values()).noneMatch(result -> result.verdict().violated());
        }
    }

    @Test
    void who_has_not_stored_the_order_yet_when_he_answers_is_waited_for() throws Exception {
        Map<String, AtomicInteger> refusals = new ConcurrentHashMap<>();
        try (CallbackReceiver receiver = new CallbackReceiver();
                CallbackReceiver shop = new CallbackReceiver()) {
            MerchantOptions options = options(receiver.url().toString())
                    .apiKey("ap_stores-late")
                    .selection(new Selection(List.of("CB-01"), List.of()))
                    .startDeposit(StartTrade.deposit("POST " + shop.url(), null));
            shop.answer(order -> start(Json.parse(order.body()), "ap_stores-late"));
            receiver.answer(callback -> refusals.computeIfAbsent(callback.tradeId(), trade -> new AtomicInteger())
                                    .incrementAndGet()
                            <= 5
                    ? 404
                    : 200);

            assertThat(run(options).get("CB-01").verdict()).isEqualTo(Verdict.PASS);
        }
    }

    /** Starts a deposit at the simulator, as a merchant does. */
    private static int start(JsonNode order, String apiKey) {
        try {
            AssetPay assetPay =
                    new AssetPay(new Http(), HttpUrl.target(simulator.baseUrl().toString()), apiKey);
            String steamId = order.path("steamId").asText();
            String tradeUrl = order.path("tradeUrl").asText();
            assetPay.deposit(
                    assetPay.token(steamId, tradeUrl),
                    new Order(
                            steamId,
                            tradeUrl,
                            (ArrayNode) order.path("items"),
                            order.path("game").asText(),
                            order.path("externalId").asText(),
                            true));
            return 200;
        } catch (IOException e) {
            return 500;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 503;
        }
    }

    @Test
    void who_ends_while_he_is_judged_violates_nothing_and_that_has_one_reason() throws Exception {
        ReferenceMerchant merchant = ReferenceMerchant.start(Config.of(SECRET, Policy.COMPLETED));
        try (MerchantPlan plan =
                MerchantPlan.open(options(merchant.callbackUrl().toString())
                        .probe(new HttpProbe(merchant.url() + "/users/{steamId}", "/balance")))) {
            assertThat(plan.facts()).isNotEmpty();
            merchant.close();

            Outcome outcome = new Outcome(plan.plan().run(plan.atOnce(), result -> {}), Set.of());

            assertThat(outcome.results()).noneMatch(result -> result.verdict().violated());
            assertThat(outcome.exitStatus()).isEqualTo(Outcome.NOT_SHOWN);
            assertThat(outcome.results())
                    .filteredOn(result -> result.verdict() == Verdict.INCONCLUSIVE)
                    .extracting(Result::reason)
                    .allMatch(reason -> reason.contains("nobody listens at http://127.0.0.1:"));
            assertThat(outcome.results().stream().map(Result::reason).distinct())
                    .hasSizeLessThan(6);
        }
    }

    @Test
    void a_probe_at_the_wrong_place_leaves_the_question_open() throws Exception {
        try (ReferenceMerchant merchant = ReferenceMerchant.start(Config.of(SECRET, Policy.COMPLETED));
                CallbackReceiver elsewhere = new CallbackReceiver()) {
            elsewhere.answer(request -> 404);
            Map<String, Result> results = run(options(merchant.callbackUrl().toString())
                    .probe(new HttpProbe(elsewhere.url() + "/{steamId}", "/balance")));

            assertThat(results.get("AMT-01").reason()).contains("is it the right address?");
            assertThat(new Outcome(List.copyOf(results.values()), Set.of()).exitStatus())
                    .isEqualTo(Outcome.NOT_SHOWN);
        }
    }

    @Test
    void who_tells_cents_is_asked_about_that() throws Exception {
        try (ReferenceMerchant merchant = ReferenceMerchant.start(Config.of(SECRET, Policy.COMPLETED))) {
            Map<String, Result> results = run(options(merchant.callbackUrl().toString())
                    .probe(steamId -> merchant.balance(steamId).movePointRight(2)));

            assertThat(results.get("AMT-01").verdict()).isEqualTo(Verdict.FAIL);
            assertThat(results.get("AMT-01").came()).contains("1225.00");
            assertThat(results.get("AMT-01").cause()).contains("a hundred times as much", "the probe tells cents");
        }
    }

    @Test
    void who_told_another_policy_than_the_merchant_has_is_not_asked_to_tell_it() throws Exception {
        try (ReferenceMerchant merchant = ReferenceMerchant.start(Config.of(SECRET, Policy.COMPLETED))) {
            Map<String, Result> results = run(options(merchant.callbackUrl().toString())
                    .probe(merchant::balance)
                    .creditPolicy(CreditPolicy.INSTANT)
                    .selection(new Selection(List.of("WHEN-02", "AMT-03"), List.of())));

            assertThat(results.get("WHEN-02").verdict()).isEqualTo(Verdict.FAIL);
            assertThat(results.get("AMT-03").verdict()).isEqualTo(Verdict.SKIPPED);
            assertThat(results.get("AMT-03").reason()).contains("--credit-policy instant", "WHEN-02");
        }
    }

    @Test
    void the_time_to_answer_is_what_was_told_when_that_is_less() throws Exception {
        try (CallbackReceiver receiver = new CallbackReceiver()) {
            CountDownLatch end = new CountDownLatch(1);
            receiver.answer(callback -> {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return 200;
            });
            Map<String, Result> results =
                    run(options(receiver.url().toString()).callbackTimeout(Duration.ofMillis(300)));
            end.countDown();

            assertThat(results.get("CB-02").verdict()).isEqualTo(Verdict.FAIL);
            assertThat(results.get("CB-02").expected()).endsWith("within 0.3 s, as --callback-timeout says");
        }
    }

    /** Credits once what is completed, and takes it back once. */
    private static void book(JsonNode trade, Map<String, BigDecimal> entries) {
        String status = trade.path("status").asText();
        if (status.equals("COMPLETED") || status.equals("REVERTED")) {
            BigDecimal total = trade.path("totalPrice").decimalValue();
            entries.putIfAbsent(
                    trade.path("clientSteamID").asText() + " "
                            + trade.path("id").asText() + status,
                    status.equals("COMPLETED") ? total : total.negate());
        }
    }

    private static BigDecimal booked(Map<String, BigDecimal> entries, String steamId) {
        return entries.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(steamId))
                .map(Map.Entry::getValue)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static int never(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 503;
    }

    private static Map<String, Result> judge(Function<Callback, Boolean> hangs, String... requirements)
            throws Exception {
        return judge(hangs, callback -> 200, requirements);
    }

    private static Map<String, Result> judge(
            Function<Callback, Boolean> hangs, Function<Callback, Integer> status, String... requirements)
            throws Exception {
        Map<String, BigDecimal> entries = new ConcurrentHashMap<>();
        CountDownLatch end = new CountDownLatch(1);
        try (CallbackReceiver receiver = new CallbackReceiver()) {
            receiver.answer(callback -> {
                if (hangs.apply(callback)) {
                    return never(end);
                }
                book(callback.trade(), entries);
                return status.apply(callback);
            });
            return run(options(receiver.url().toString())
                    .probe(steamId -> booked(entries, steamId))
                    .callbackTimeout(Duration.ofSeconds(1))
                    .selection(new Selection(List.of(requirements), List.of())));
        } finally {
            end.countDown();
        }
    }

    @Test
    void who_never_answers_long_callbacks_does_not_acknowledge_them() throws Exception {
        Result result =
                judge(callback -> callback.body().length > 50_000, "CB-11").get("CB-11");

        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.FAIL);
        assertThat(result.expected()).isEqualTo("HTTP 200 to the callback INITIATED (many-items)");
        assertThat(result.came()).contains("no complete answer within");
    }

    @Test
    void who_never_answers_only_the_first_of_the_long_callbacks_does_not_acknowledge_it_either() throws Exception {
        Result result = judge(
                        callback -> callback.body().length > 50_000
                                && callback.trade().path("status").asText().equals("INITIATED"),
                        "CB-11")
                .get("CB-11");

        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.FAIL);
        assertThat(result.expected()).isEqualTo("HTTP 200 to the callback INITIATED (many-items)");
    }

    private static int atGate(Callback callback, int status) {
        JsonNode trade = callback.trade();
        return trade.path("type").asText().equals("WITHDRAW")
                        && trade.path("status").asText().equals("INITIATED")
                ? status
                : 200;
    }

    @ParameterizedTest
    @CsvSource({"404, INCONCLUSIVE", "409, INCONCLUSIVE", "402, FAIL", "403, FAIL", "500, FAIL"})
    void who_refuses_the_gate_of_a_withdrawal_that_it_did_not_start_is_told_how_to_be_judged(
            int status, Verdict verdict) throws Exception {
        Result result = judge(callback -> false, callback -> atGate(callback, status), "GATE-01")
                .get("GATE-01");

        assertThat(result.verdict()).as(result.reason()).isEqualTo(verdict);
        if (verdict == Verdict.INCONCLUSIVE) {
            assertThat(result.reason()).contains("--start-withdrawal", "--no-withdrawals");
        }
    }

    @Test
    void a_simulator_whose_own_api_fails_cannot_be_used() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, 503, "{}"));
        server.createContext(
                "/_sim/",
                exchange -> answer(exchange, 200, "{\"status\":\"ok\",\"id\":\"m-1\",\"apiKey\":\"ap_broken\"}"));
        server.start();
        try {
            MerchantOptions options = MerchantOptions.at(
                            "http://127.0.0.1:" + server.getAddress().getPort())
                    .callbackUrl("http://127.0.0.1:1/")
                    .apiSecret(SECRET);

            assertThatThrownBy(() -> MerchantPlan.open(options))
                    .isInstanceOf(Unusable.class)
                    .hasMessageContaining("answered HTTP 503");
        } finally {
            server.stop(0);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Test
    void the_ordinary_paths_are_callbacks_to_be_acknowledged_too() throws Exception {
        assertThat(judge(callback -> false, "CB-01", "CB-13").get("CB-13").verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void what_has_not_come_to_the_merchant_shows_nothing() throws Exception {
        Result result = judge(
                        callback -> callback.trade().path("status").asText().equals("CANCELED"), "END-03")
                .get("END-03");

        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.reason()).contains("lets the callback CANCELED time out");
    }

    /** As with a pool of connections that is too small: each request waits for what the others hold. */
    @Test
    void who_hangs_on_callbacks_that_come_at_once_and_credits_nothing_fails_after_one_round() throws Exception {
        Set<String> trades = ConcurrentHashMap.newKeySet();
        Result result = judge(
                        callback -> {
                            JsonNode trade = callback.trade();
                            boolean hangs = trade.path("status").asText().equals("COMPLETED")
                                    && !trade.path("externalId").asText().contains("-ordinary-");
                            if (hangs) {
                                trades.add(trade.path("id").asText());
                            }
                            return hangs;
                        },
                        "ONCE-02")
                .get("ONCE-02");

        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.FAIL);
        assertThat(result.came()).isEqualTo("0.00 USD");
        assertThat(trades).hasSize(1);
    }

    @Test
    void who_is_only_overrun_is_not_blamed() throws Exception {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        Map<String, Result> results = judge(
                callback -> {
                    String order = callback.trade().path("externalId").asText();
                    // The ordinary path goes through, but when its first callback comes again everything hangs.
                    return !order.contains("-ordinary-")
                            || !seen.add(order + callback.trade().path("status").asText());
                },
                "CB-11",
                "ONCE-02");

        assertThat(results.values()).allSatisfy(result -> {
            assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(result.reason()).contains("--parallel");
        });
    }

    @Test
    void who_is_only_overrun_is_not_blamed_for_what_was_given_up_meanwhile() throws Exception {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        Result result = judge(
                        callback -> {
                            JsonNode trade = callback.trade();
                            String status = trade.path("status").asText();
                            String order = trade.path("externalId").asText();
                            // One callback alone: all its attempts are over before anybody looks whether they are.
                            return order.contains("-ordinary-")
                                    ? !seen.add(order + status)
                                    : status.equals("COMPLETED");
                        },
                        "ONCE-06")
                .get("ONCE-06");

        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.reason()).contains("--parallel");
    }

    @Test
    void who_refuses_the_ordinary_callback_when_it_comes_again_is_not_overrun() throws Exception {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        Result result = judge(
                        callback -> callback.body().length > 50_000,
                        callback -> seen.add(callback.tradeId()
                                        + callback.trade().path("status").asText())
                                ? 200
                                : 409,
                        "CB-11")
                .get("CB-11");

        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.FAIL);
        assertThat(result.came()).contains("no complete answer within");
    }

    @Test
    void who_refuses_the_signature_is_asked_about_the_secret() throws Exception {
        try (CallbackReceiver receiver = new CallbackReceiver()) {
            Result refused = run(answering(receiver, 401)).get("CB-01");
            assertThat(refused.came()).contains("401");
            assertThat(refused.cause()).contains("--api-secret");
        }
    }

    @Test
    void a_redirect_of_callbacks_says_where_it_leads_and_no_credentials_are_shown() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Location", "/cb/");
                exchange.sendResponseHeaders(308, -1);
            }
        });
        server.start();
        try {
            String url = "http://shop:s3cret@127.0.0.1:" + server.getAddress().getPort() + "/cb";
            Result result = run(options(url).probe(steamId -> BigDecimal.ZERO)).get("CB-01");
            assertThat(result.came()).contains("308 to /cb/, and redirects are never followed");
            assertThat(result.evidence().repeat().url().toString())
                    .contains("***@")
                    .doesNotContain("s3cret");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void when_nobody_listens_nothing_is_judged() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        Map<String, Result> results =
                run(options("http://127.0.0.1:" + free + "/").probe(steamId -> BigDecimal.ZERO));

        assertThat(results.values()).noneMatch(result -> result.verdict().judged());
        assertThat(results.get("CB-01").reason()).contains("nobody answers", "connection refused", "--callback-url");
    }

    @Test
    void a_probe_that_never_works_ends_the_run_before_it_begins() {
        assertThatThrownBy(
                        () -> MerchantPlan.open(options("http://127.0.0.1:1/").probe(steamId -> {
                            throw new IOException("the database is away");
                        })))
                .isInstanceOf(Unusable.class)
                .hasMessage("The probe does not work: the database is away.");
    }

    @Test
    void a_probe_that_fails_later_makes_its_check_inconclusive() throws Exception {
        try (CallbackReceiver receiver = new CallbackReceiver()) {
            boolean[] asked = {false};
            Map<String, Result> results = run(options(receiver.url().toString()).probe(steamId -> {
                if (asked[0]) {
                    throw new IOException("gone");
                }
                asked[0] = true;
                return BigDecimal.ZERO;
            }));

            assertThat(results.get("AMT-02").verdict()).isEqualTo(Verdict.SKIPPED);
            assertThat(results.get("AMT-02").reason()).contains("the probe failed: gone");
        }
    }

    @Test
    void an_api_key_in_use_is_explained() {
        String key = simulator.defaultMerchant().credentials().apiKey();

        assertThatThrownBy(
                        () -> MerchantPlan.open(options("http://127.0.0.1:1/").apiKey(key)))
                .isInstanceOf(Unusable.class)
                .hasMessageContainingAll("already has a merchant", "apiKey", "DELETE");
    }

    @Test
    void a_simulator_that_wants_its_control_token_says_so() throws Exception {
        try (Simulator guarded = Simulator.start(Settings.STANDARD.with(Settings.CONTROL_TOKEN, "open-sesame"));
                CallbackReceiver receiver = new CallbackReceiver()) {
            MerchantOptions options = MerchantOptions.at(guarded.toString())
                    .callbackUrl(receiver.url().toString())
                    .apiSecret(SECRET)
                    .selection(new Selection(List.of("CB-01"), List.of()));

            assertThatThrownBy(() -> MerchantPlan.open(options))
                    .isInstanceOf(Unusable.class)
                    .hasMessageContaining("give its token as --control-token");
            assertThat(run(options.controlToken("open-sesame")).get("CB-01").verdict())
                    .isEqualTo(Verdict.PASS);
        }
    }

    @Test
    void only_what_is_selected_is_judged_and_what_it_needs_is_done() throws Exception {
        try (ReferenceMerchant merchant = ReferenceMerchant.start(Config.of(SECRET, Policy.COMPLETED))) {
            Map<String, Result> results = run(options(merchant.callbackUrl().toString())
                    .probe(merchant::balance)
                    .selection(new Selection(List.of("signature", "WHEN-03"), List.of("SIG-02"))));

            assertThat(results.keySet())
                    .containsExactlyInAnyOrder(
                            "SIG-01", "SIG-03", "SIG-04", "SIG-05", "SIG-06", "SIG-07", "SIG-08", "SIG-09", "WHEN-03");
            assertThat(results.values()).allMatch(result -> result.verdict() == Verdict.PASS);
        }
    }

    @Test
    void closing_throws_the_merchant_away_also_while_checks_run() throws Exception {
        try (Simulator own = Simulator.start(Settings.STANDARD);
                CallbackReceiver receiver = new CallbackReceiver()) {
            MerchantPlan plan = MerchantPlan.open(MerchantOptions.at(own.toString())
                    .callbackUrl(receiver.url().toString())
                    .apiSecret(SECRET));
            plan.plan().start(plan.atOnce(), result -> {});
            assertThat(merchants(own)).isEqualTo(2);

            plan.close();
            plan.close();

            assertThat(merchants(own)).isEqualTo(1);
        }
    }

    private static int merchants(Simulator simulator) throws Exception {
        return new Control(new Http(), HttpUrl.target(simulator.baseUrl().toString()), null)
                .get("/health")
                .required("merchants")
                .intValue();
    }
}
