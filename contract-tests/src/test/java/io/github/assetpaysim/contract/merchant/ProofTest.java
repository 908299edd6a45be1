package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.plan.Requirement.Asked.WITHOUT_WITHDRAWALS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.contract.merchant.probe.HttpProbe;
import io.github.assetpaysim.contract.merchant.scene.CreditPolicy;
import io.github.assetpaysim.contract.merchant.scene.StartTrade;
import io.github.assetpaysim.contract.plan.Requirement;
import io.github.assetpaysim.contract.plan.Requirements;
import io.github.assetpaysim.contract.plan.Result;
import io.github.assetpaysim.contract.plan.Selection;
import io.github.assetpaysim.contract.plan.Verdict;
import io.github.assetpaysim.contract.zoo.BrokenMerchant;
import io.github.assetpaysim.contract.zoo.Config;
import io.github.assetpaysim.contract.zoo.Flaw;
import io.github.assetpaysim.contract.zoo.Policy;
import io.github.assetpaysim.contract.zoo.ReferenceMerchant;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kit's checks bite: every broken merchant is caught by the requirement it violates, and the right ones pass. */
class ProofTest {
    private static final String SECRET = "proof-s3cret";
    private static final Duration SETTLE = Duration.ofMillis(300);
    /** The racing ones wait for a quarter of a second for somebody to race with. */
    private static final Duration RACE = Duration.ofMillis(500);
    /** Less than the slowest one takes. */
    private static final Duration CALLBACK_TIMEOUT = Duration.ofSeconds(10);

    /** Where the kit's scenes, which keep causes apart, show a flaw best elsewhere than the zoo's. */
    private static final Map<Flaw, String> SHOWN_BY =
            Map.of(Flaw.SIGNS_TWO_DECIMALS, "CB-08", Flaw.COMPARES_RAW_BODIES, "ONCE-01");

    /** What can follow from a flaw in the kit's scenes besides what the zoo says. */
    private static final Map<Flaw, Set<String>> CONSEQUENCES = Map.of(
            // It never verifies an amount like 8.60.
            Flaw.SIGNS_TWO_DECIMALS,
            Set.of("AMT-03", "CB-13"),
            // Those users have deposited before.
            Flaw.DEDUPLICATES_BY_USER,
            Set.of("END-05", "END-08"),
            // The connection breaks, and two attempts are under way at the same time.
            Flaw.CHECKS_THEN_ACTS,
            Set.of("ONCE-04", "ONCE-05"));

    /** Those in which callbacks come otherwise than usual, so that the one about all answers has something to judge. */
    private static final List<String> UNUSUAL =
            List.of("ONCE-01", "ONCE-10", "WHEN-01", "END-07", "LATE-01", "LATE-04");

    /** With {@code -Dproof=whole} each flaw is tried by all requirements of its group. */
    private static final boolean WHOLE_GROUPS = "whole".equals(System.getProperty("proof"));

    private static final int SIBLINGS = 4;

    private static final Map<Flaw, Future<List<Result>>> RUNS = new EnumMap<>(Flaw.class);
    private static Simulator simulator;
    private static ExecutorService threads;
    private static SteadyRun steadily;

    @BeforeAll
    static void start() {
        simulator = Simulator.start(Settings.STANDARD);
        threads = Executors.newFixedThreadPool(16);
        steadily = new SteadyRun();
        Stream.of(Flaw.values())
                .sorted(Comparator.comparing(flaw -> !isSlow(flaw)))
                .forEach(flaw -> RUNS.put(
                        flaw, threads.submit(() -> steadily.of(() -> run(flaw), results -> isFound(flaw, results)))));
    }

    @AfterAll
    static void stop() {
        threads.shutdownNow();
        steadily.close();
        simulator.close();
    }

    private static List<Result> run(Flaw flaw) throws Exception {
        String key = "ap_" + flaw.name().toLowerCase(Locale.ROOT);
        Config config = Config.of(SECRET, flaw.policy()).with(simulator.baseUrl(), key);
        try (BrokenMerchant merchant = BrokenMerchant.start(flaw, config)) {
            MerchantOptions options = MerchantOptions.at(simulator.toString())
                    .callbackUrl(merchant.callbackUrl().toString())
                    .apiSecret(SECRET)
                    .apiKey(key)
                    .probe(merchant::balance)
                    .creditPolicy(flaw.policy() == Policy.INSTANT ? CreditPolicy.INSTANT : CreditPolicy.COMPLETED)
                    .callbackTimeout(CALLBACK_TIMEOUT)
                    .settle(flaw.isRace() ? RACE : SETTLE)
                    .selection(new Selection(Requirements.MERCHANT, tried(flaw), List.of()));
            if (flaw.takesNoWithdrawals()) {
                options.noWithdrawals();
            }
            if (flaw.needsOwnDeposits()) {
                options.startDeposit(StartTrade.deposit("POST " + merchant.url() + "/deposits", null))
                        .startWithdrawal(StartTrade.withdrawal("POST " + merchant.url() + "/withdrawals", null));
            }
            return run(options);
        }
    }

    /** Those that let every single answer wait. */
    private static boolean isSlow(Flaw flaw) {
        return switch (flaw) {
            case SLOW, TOO_SLOW, SLOW_GATE, TOO_SLOW_GATE -> true;
            default -> false;
        };
    }

    /** Requirements and groups: what the flaw can violate with all else of that kind, and everything for one that is correct. */
    private static List<String> tried(Flaw flaw) {
        if (flaw == Flaw.SLOW) {
            return List.of("CB-01", "CB-02", "CB-03");
        }
        if (flaw == Flaw.SLOW_GATE || flaw == Flaw.TOO_SLOW_GATE) {
            return List.of("GATE-01", "GATE-12", "GATE-13");
        }
        // Of those that mix users up: whatever else is asked at the same time is mixed up, too.
        if (flaw == Flaw.DEBITS_USER_IN_A_FIELD) {
            return List.of("GATE-01", "GATE-02", "GATE-18");
        }
        if (flaw == Flaw.KEEPS_USER_IN_A_FIELD) {
            return List.of("CB-01", "ONCE-12");
        }
        if (flaw.requirements().isEmpty()) {
            return List.of();
        }
        List<String> tried = new ArrayList<>(allowed(flaw));
        tried.addAll(
                flaw.breaksOrdinaryPath() || WHOLE_GROUPS
                        ? List.of(Requirements.named(main(flaw)).group())
                        : siblings(flaw));
        if (main(flaw).equals("CB-13")) {
            tried.addAll(UNUSUAL);
        }
        return tried;
    }

    /** Others of its group by turns, so that all of them are tried with some flaw. */
    private static List<String> siblings(Flaw flaw) {
        String group = Requirements.named(main(flaw)).group();
        List<String> all = Requirements.MERCHANT.stream()
                .filter(requirement -> requirement.group().equals(group) && requirement.asked() != WITHOUT_WITHDRAWALS)
                .map(Requirement::id)
                .toList();
        return IntStream.range(0, Math.min(SIBLINGS, all.size()))
                .mapToObj(i -> all.get((flaw.ordinal() + i) % all.size()))
                .toList();
    }

    private static List<Result> run(MerchantOptions options) throws InterruptedException {
        try (MerchantPlan plan = MerchantPlan.open(options)) {
            return plan.plan().run(plan.atOnce(), result -> {});
        }
    }

    private static Set<String> violated(List<Result> results) {
        return results.stream()
                .filter(result -> result.verdict().violated())
                .map(Result::id)
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @EnumSource
    void a_flaw_is_found_by_the_requirement_it_violates_and_by_no_other_of_its_kind(Flaw flaw) throws Exception {
        List<Result> results = RUNS.get(flaw).get();

        assertThat(isFound(flaw, results))
                .as(() -> "expected " + main(flaw) + ", perhaps " + flaw.requirements() + ", came " + told(results))
                .isTrue();
    }

    /** All that did not pass, and why. */
    private static List<String> told(List<Result> results) {
        return results.stream()
                .filter(result -> result.verdict() != Verdict.PASS)
                .map(result -> result.id() + " " + result.verdict() + " " + result.reason())
                .toList();
    }

    /** One that is correct keeps everything. */
    private static boolean isFound(Flaw flaw, List<Result> results) {
        if (flaw.requirements().isEmpty()) {
            return results.stream()
                    .allMatch(result -> result.verdict() == Verdict.PASS
                            || flaw.needsOwnDeposits() && result.verdict() == Verdict.SKIPPED && !result.blocked());
        }
        Set<String> violated = violated(results);
        boolean shown = flaw.breaksOrdinaryPath() ? !violated.isEmpty() : violated.contains(main(flaw));
        return shown && allowed(flaw).containsAll(violated);
    }

    private static Set<String> allowed(Flaw flaw) {
        Set<String> allowed = new HashSet<>(flaw.requirements());
        allowed.add(main(flaw));
        allowed.addAll(CONSEQUENCES.getOrDefault(flaw, Set.of()));
        return allowed;
    }

    private static String main(Flaw flaw) {
        return SHOWN_BY.getOrDefault(
                flaw, flaw.requirements().stream().findFirst().orElse("none"));
    }

    @ParameterizedTest
    @EnumSource
    void the_reference_keeps_every_requirement_and_its_policy_is_found_out(Policy policy) throws Exception {
        List<String> facts = new ArrayList<>();
        assertAllPass(() -> {
            try (ReferenceMerchant merchant = ReferenceMerchant.start(Config.of(SECRET, policy));
                    MerchantPlan plan = MerchantPlan.open(MerchantOptions.at(simulator.toString())
                            .callbackUrl(merchant.callbackUrl().toString())
                            .apiSecret(SECRET)
                            .probe(new HttpProbe(merchant.url() + "/users/{steamId}", "/balance"))
                            .settle(SETTLE))) {
                List<Result> results = plan.plan().run(plan.atOnce(), result -> {});
                facts.clear();
                facts.addAll(plan.facts());
                return results;
            }
        });

        assertThat(facts).singleElement().asString().contains(policy.name().toLowerCase(Locale.ROOT));
    }

    private static void assertAllPass(Callable<List<Result>> run) throws Exception {
        List<Result> results =
                steadily.of(run, each -> each.stream().allMatch(result -> result.verdict() == Verdict.PASS));

        assertThat(results)
                .isNotEmpty()
                .allSatisfy(result -> assertThat(result.verdict())
                        .as(result.id() + " " + result.reason())
                        .isEqualTo(Verdict.PASS));
    }

    @Test
    void every_requirement_is_violated_by_somebody() throws Exception {
        Set<String> violated = new HashSet<>();
        for (Future<List<Result>> run : RUNS.values()) {
            violated.addAll(violated(run.get()));
        }

        assertThat(violated)
                .containsAll(
                        MerchantPlan.checks().stream().map(MerchantCheck::id).toList());
    }
}
