package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.PlanRun.SECRET;
import static io.github.assetpaysim.contract.merchant.PlanRun.only;
import static io.github.assetpaysim.contract.merchant.PlanRun.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.Callback;
import io.github.assetpaysim.contract.CallbackReceiver;
import io.github.assetpaysim.contract.merchant.probe.HttpProbe;
import io.github.assetpaysim.contract.merchant.scene.StartTrade;
import io.github.assetpaysim.contract.plan.Outcome;
import io.github.assetpaysim.contract.plan.Result;
import io.github.assetpaysim.contract.plan.Verdict;
import io.github.assetpaysim.contract.zoo.Config;
import io.github.assetpaysim.contract.zoo.Policy;
import io.github.assetpaysim.contract.zoo.ReferenceMerchant;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Merchants that answer otherwise than they should, most of them never; several wait at the same time, each with a merchant of its own. */
@Execution(ExecutionMode.CONCURRENT)
class MisbehavingMerchantTest {
    @RegisterExtension
    static final PlanRun RUNS = new PlanRun();

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
    void the_ordinary_paths_are_callbacks_to_be_acknowledged_too() throws Exception {
        assertThat(judge(callback -> false, "CB-01", "CB-13").get("CB-13").verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void who_ends_while_he_is_judged_violates_nothing_and_that_has_one_reason() throws Exception {
        ReferenceMerchant merchant = ReferenceMerchant.start(Config.of(SECRET, Policy.COMPLETED));
        try (MerchantPlan plan =
                MerchantPlan.open(RUNS.options(merchant.callbackUrl().toString())
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
            Map<String, Result> results = run(RUNS.options(receiver.url().toString())
                    .callbackTimeout(Duration.ofMillis(300))
                    .selection(only("CB-02")));
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
            return run(RUNS.options(receiver.url().toString())
                    .probe(steamId -> booked(entries, steamId))
                    .callbackTimeout(Duration.ofSeconds(1))
                    .selection(only(requirements)));
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

    @ParameterizedTest
    @CsvSource({"404, INCONCLUSIVE", "405, INCONCLUSIVE", "401, INCONCLUSIVE", "409, FAIL"})
    void an_address_that_starts_no_withdrawal_is_no_refusal(int status, Verdict verdict) throws Exception {
        Map<String, BigDecimal> entries = new ConcurrentHashMap<>();
        try (CallbackReceiver receiver = new CallbackReceiver();
                CallbackReceiver shop = new CallbackReceiver()) {
            shop.answer(order -> status);
            receiver.answer(callback -> {
                book(callback.trade(), entries);
                return 200;
            });
            Result result = run(RUNS.options(receiver.url().toString())
                            .probe(steamId -> booked(entries, steamId))
                            .apiKey("ap_starts-nothing-" + status)
                            .startWithdrawal(StartTrade.withdrawal("POST " + shop.url(), null))
                            .selection(only("GATE-01")))
                    .get("GATE-01");

            assertThat(result.verdict()).as(result.reason()).isEqualTo(verdict);
            assertThat(result.reason()).contains("HTTP " + status);
        }
    }
}
