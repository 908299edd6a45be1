package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.PlanRun.SECRET;
import static io.github.assetpaysim.contract.merchant.PlanRun.only;
import static io.github.assetpaysim.contract.merchant.PlanRun.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.assetpaysim.contract.CallbackReceiver;
import io.github.assetpaysim.contract.merchant.probe.HttpProbe;
import io.github.assetpaysim.contract.merchant.scene.CreditPolicy;
import io.github.assetpaysim.contract.plan.Outcome;
import io.github.assetpaysim.contract.plan.Result;
import io.github.assetpaysim.contract.plan.Unusable;
import io.github.assetpaysim.contract.plan.Verdict;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What is said when the kit was told something that is not so: an address, a probe, a secret, a key. */
@Execution(ExecutionMode.CONCURRENT)
class MistakenOptionsTest {
    @RegisterExtension
    static final PlanRun RUNS = new PlanRun();

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
    void a_probe_at_the_wrong_place_leaves_the_question_open() throws Exception {
        try (ReferenceMerchant merchant = ReferenceMerchant.start(Config.of(SECRET, Policy.COMPLETED));
                CallbackReceiver elsewhere = new CallbackReceiver()) {
            elsewhere.answer(request -> 404);
            Map<String, Result> results =
                    run(RUNS.options(merchant.callbackUrl().toString())
                            .probe(new HttpProbe(elsewhere.url() + "/{steamId}", "/balance"))
                            .selection(only("CB-01", "amount")));

            assertThat(results.get("AMT-01").reason()).contains("is it the right address?");
            assertThat(new Outcome(List.copyOf(results.values()), Set.of()).exitStatus())
                    .isEqualTo(Outcome.NOT_SHOWN);
        }
    }

    @Test
    void who_tells_cents_is_asked_about_that() throws Exception {
        try (ReferenceMerchant merchant = ReferenceMerchant.start(Config.of(SECRET, Policy.COMPLETED))) {
            Map<String, Result> results =
                    run(RUNS.options(merchant.callbackUrl().toString())
                            .probe(steamId -> merchant.balance(steamId).movePointRight(2))
                            .selection(only("AMT-01")));

            assertThat(results.get("AMT-01").verdict()).isEqualTo(Verdict.FAIL);
            assertThat(results.get("AMT-01").came()).contains("1225.00");
            assertThat(results.get("AMT-01").cause()).contains("a hundred times as much", "the probe tells cents");
        }
    }

    @Test
    void who_told_another_policy_than_the_merchant_has_is_not_asked_to_tell_it() throws Exception {
        try (ReferenceMerchant merchant = ReferenceMerchant.start(Config.of(SECRET, Policy.COMPLETED))) {
            Map<String, Result> results =
                    run(RUNS.options(merchant.callbackUrl().toString())
                            .probe(merchant::balance)
                            .creditPolicy(CreditPolicy.INSTANT)
                            .selection(only("WHEN-02", "AMT-03")));

            assertThat(results.get("WHEN-02").verdict()).isEqualTo(Verdict.FAIL);
            assertThat(results.get("AMT-03").verdict()).isEqualTo(Verdict.SKIPPED);
            assertThat(results.get("AMT-03").reason()).contains("--credit-policy instant", "WHEN-02");
        }
    }

    @Test
    void who_refuses_the_signature_is_asked_about_the_secret() throws Exception {
        try (CallbackReceiver receiver = new CallbackReceiver()) {
            Result refused =
                    run(RUNS.answering(receiver, 401).selection(only("CB-01"))).get("CB-01");
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
            Result result = run(RUNS.options(url)
                            .probe(steamId -> BigDecimal.ZERO)
                            .selection(only("CB-01")))
                    .get("CB-01");
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
                run(RUNS.options("http://127.0.0.1:" + free + "/").probe(steamId -> BigDecimal.ZERO));

        assertThat(results.values()).noneMatch(result -> result.verdict().judged());
        assertThat(results.get("CB-01").reason()).contains("nobody answers", "connection refused", "--callback-url");
    }

    @Test
    void a_probe_that_never_works_ends_the_run_before_it_begins() {
        assertThatThrownBy(() ->
                        MerchantPlan.open(RUNS.options("http://127.0.0.1:1/").probe(steamId -> {
                            throw new IOException("the database is away");
                        })))
                .isInstanceOf(Unusable.class)
                .hasMessage("The probe does not work: the database is away.");
    }

    @Test
    void a_probe_that_fails_later_makes_its_check_inconclusive() throws Exception {
        try (CallbackReceiver receiver = new CallbackReceiver()) {
            boolean[] asked = {false};
            Map<String, Result> results = run(RUNS.options(receiver.url().toString())
                    .probe(steamId -> {
                        if (asked[0]) {
                            throw new IOException("gone");
                        }
                        asked[0] = true;
                        return BigDecimal.ZERO;
                    })
                    .selection(only("AMT-02")));

            assertThat(results.get("AMT-02").verdict()).isEqualTo(Verdict.SKIPPED);
            assertThat(results.get("AMT-02").reason()).contains("the probe failed: gone");
        }
    }

    @Test
    void an_api_key_in_use_is_explained() {
        String key = RUNS.simulator().defaultMerchant().credentials().apiKey();

        assertThatThrownBy(() ->
                        MerchantPlan.open(RUNS.options("http://127.0.0.1:1/").apiKey(key)))
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
                    .selection(only("CB-01"));

            assertThatThrownBy(() -> MerchantPlan.open(options))
                    .isInstanceOf(Unusable.class)
                    .hasMessageContaining("give its token as --control-token");
            assertThat(run(options.controlToken("open-sesame")).get("CB-01").verdict())
                    .isEqualTo(Verdict.PASS);
        }
    }
}
