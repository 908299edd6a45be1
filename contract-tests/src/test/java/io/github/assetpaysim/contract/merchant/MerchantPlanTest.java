package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.PlanRun.SECRET;
import static io.github.assetpaysim.contract.merchant.PlanRun.only;
import static io.github.assetpaysim.contract.merchant.PlanRun.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.assetpaysim.contract.Callback;
import io.github.assetpaysim.contract.CallbackReceiver;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.http.Http;
import io.github.assetpaysim.contract.http.HttpUrl;
import io.github.assetpaysim.contract.merchant.scene.AssetPay;
import io.github.assetpaysim.contract.merchant.scene.Order;
import io.github.assetpaysim.contract.merchant.scene.StartTrade;
import io.github.assetpaysim.contract.plan.Requirement;
import io.github.assetpaysim.contract.plan.Requirements;
import io.github.assetpaysim.contract.plan.Result;
import io.github.assetpaysim.contract.plan.Selection;
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
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the plan makes of a merchant as a whole: what waits for what, and what is selected. */
@Execution(ExecutionMode.CONCURRENT)
class MerchantPlanTest {
    @RegisterExtension
    static final PlanRun RUNS = new PlanRun();

    @Test
    void there_is_one_check_for_each_requirement() {
        assertThat(MerchantPlan.checks())
                .extracting(MerchantCheck::id)
                .containsExactlyElementsOf(
                        Requirements.MERCHANT.stream().map(Requirement::id).toList());
    }

    @Test
    void without_a_probe_nothing_about_an_effect_passes() throws Exception {
        try (ReferenceMerchant merchant = ReferenceMerchant.start(Config.of(SECRET, Policy.COMPLETED))) {
            Map<String, Result> results =
                    run(RUNS.options(merchant.callbackUrl().toString()));

            assertThat(results.values().stream()
                            .filter(result -> result.verdict() == Verdict.PASS)
                            .map(Result::id))
                    .containsExactlyInAnyOrder(
                            "CB-01", "CB-02", "CB-03", "CB-12", "CB-13", "SIG-07", "SIG-08", "GATE-01", "GATE-03",
                            "GATE-12", "GATE-13", "GATE-14", "GATE-17", "GATE-22");
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
            Map<String, Result> results = run(RUNS.answering(receiver, 500));

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
                    .startsWith("needs the ordinary deposit, which fails: the callback INITIATED was not acknowledged");
        }
    }

    @Test
    void what_is_never_exceeded_is_not_known_before_the_end() throws Exception {
        try (CallbackReceiver receiver = new CallbackReceiver()) {
            receiver.answer(callback -> callback.trade().path("status").asText().equals("COMPLETED") ? 500 : 200);
            Map<String, Result> results = run(RUNS.options(receiver.url().toString())
                    .probe(steamId -> BigDecimal.ZERO)
                    .selection(only("CB-01", "WHEN-02", "AMT-02")));

            assertThat(results.get("CB-01").verdict()).isEqualTo(Verdict.FAIL);
            assertThat(results.get("WHEN-02").verdict()).isEqualTo(Verdict.PASS);
            assertThat(results.get("AMT-02").verdict()).isEqualTo(Verdict.SKIPPED);
        }
    }

    @Test
    void a_merchant_that_credits_nothing_fails_by_the_amount_alone_after_one_walk_of_each_ordinary_path()
            throws Exception {
        Set<String> orders = ConcurrentHashMap.newKeySet();
        try (CallbackReceiver receiver = new CallbackReceiver()) {
            receiver.answer(callback -> {
                orders.add(callback.trade().path("externalId").asText());
                return 200;
            });

            Map<String, Result> results =
                    run(RUNS.options(receiver.url().toString()).probe(steamId -> BigDecimal.ZERO));

            assertThat(results.values().stream()
                            .filter(result -> result.verdict().violated())
                            .map(Result::id))
                    .containsExactly("AMT-01");
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

    private static Set<String> failing(Collection<Result> results) {
        return results.stream()
                .filter(result -> result.verdict() == Verdict.FAIL)
                .map(Result::id)
                .collect(Collectors.toSet());
    }

    /** As AssetPay's quick start shows it: the event decides, and nothing is remembered. */
    @Test
    void a_handler_as_in_the_quick_start_fails_where_money_is_at_stake() throws Exception {
        Map<String, BigDecimal> balances = new ConcurrentHashMap<>();
        try (CallbackReceiver receiver = new CallbackReceiver()) {
            receiver.answer(callback -> asInTheQuickStart(callback, balances));

            Set<String> wrong = Set.of(
                    "ONCE-01", "ONCE-02", "ONCE-04", "ONCE-05", "ONCE-09", "WHEN-03", "WHEN-04", "END-06", "END-07",
                    "GATE-02", "GATE-03");

            Map<String, Result> results = run(
                    RUNS.options(receiver.url().toString())
                            .probe(steamId -> balances.getOrDefault(steamId, BigDecimal.ZERO)),
                    came -> failing(came).equals(wrong));

            assertThat(failing(results.values())).isEqualTo(wrong);
        }
    }

    @Test
    void who_refuses_the_unknown_order_is_told_how_to_be_judged() throws Exception {
        try (CallbackReceiver receiver = new CallbackReceiver()) {
            Map<String, Result> results = run(RUNS.answering(receiver, 404));

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
            MerchantOptions options = RUNS.options(receiver.url().toString())
                    .apiKey("ap_stores-late")
                    .selection(only("CB-01"))
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

    @Test
    void who_starts_withdrawals_itself_and_knows_no_stranger_refuses_him() throws Exception {
        String key = "ap_knows-no-stranger";
        try (ReferenceMerchant merchant = ReferenceMerchant.start(Config.of(PlanRun.SECRET, Policy.COMPLETED));
                CallbackReceiver shop = new CallbackReceiver()) {
            shop.answer(order -> {
                JsonNode wanted = Json.parse(order.body());
                boolean isKnown =
                        balance(merchant, wanted.path("steamId").asText()).signum() > 0;
                return isKnown ? start(wanted, key) : 404;
            });
            MerchantOptions options = RUNS.options(merchant.callbackUrl().toString())
                    .apiKey(key)
                    .probe(merchant::balance)
                    .startWithdrawal(StartTrade.withdrawal("POST " + shop.url(), null))
                    .selection(only("GATE-17"));

            assertThat(run(options).get("GATE-17").verdict()).isEqualTo(Verdict.PASS);
        }
    }

    private static BigDecimal balance(ReferenceMerchant merchant, String steamId) {
        try {
            return merchant.balance(steamId);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts a deposit or a withdrawal at the simulator, as a merchant does. */
    private static int start(JsonNode order, String apiKey) {
        try {
            AssetPay assetPay = new AssetPay(
                    new Http(), HttpUrl.target(RUNS.simulator().baseUrl().toString()), apiKey);
            String steamId = order.path("steamId").asText();
            String tradeUrl = order.path("tradeUrl").asText();
            String token = assetPay.token(steamId, tradeUrl);
            Boolean isInstant = order.has("isInstant") ? Boolean.TRUE : null;
            Order trade = new Order(
                    steamId,
                    tradeUrl,
                    (ArrayNode) order.path("items"),
                    order.path("game").asText(),
                    order.path("externalId").asText(),
                    isInstant);
            if (isInstant == null) {
                assetPay.withdraw(token, trade);
            } else {
                assetPay.deposit(token, trade);
            }
            return 200;
        } catch (IOException e) {
            return 500;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 503;
        }
    }

    @Test
    void only_what_is_selected_is_judged_and_what_it_needs_is_done() throws Exception {
        try (ReferenceMerchant merchant = ReferenceMerchant.start(Config.of(SECRET, Policy.COMPLETED))) {
            Map<String, Result> results =
                    run(RUNS.options(merchant.callbackUrl().toString())
                            .probe(merchant::balance)
                            .selection(new Selection(
                                    Requirements.MERCHANT, List.of("signature", "WHEN-03"), List.of("SIG-02"))));

            assertThat(results).containsKeys("SIG-01", "WHEN-03").doesNotContainKey("SIG-02");
            assertThat(results.keySet()).allMatch(id -> id.startsWith("SIG-") || id.equals("WHEN-03"));
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
