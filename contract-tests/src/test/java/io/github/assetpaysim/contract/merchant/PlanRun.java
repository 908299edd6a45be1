package io.github.assetpaysim.contract.merchant;

import io.github.assetpaysim.contract.CallbackReceiver;
import io.github.assetpaysim.contract.plan.Requirements;
import io.github.assetpaysim.contract.plan.Result;
import io.github.assetpaysim.contract.plan.Selection;
import io.github.assetpaysim.contract.plan.Verdict;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs of the plan in a test class, at a simulator of its own, with a short wait for balances. On a machine that stands still the
 * plan judges nothing that time may explain: such a run is made again.
 */
final class PlanRun implements BeforeAllCallback, AfterAllCallback {
    static final String SECRET = "plan-s3cret";

    /** For all classes, as long as their JVM lives. */
    private static final SteadyRun STEADILY = new SteadyRun();

    private Simulator simulator;

    @Override
    public void beforeAll(ExtensionContext context) {
        simulator = Simulator.start(Settings.STANDARD);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        simulator.close();
    }

    Simulator simulator() {
        return simulator;
    }

    MerchantOptions options(String callbackUrl) {
        return MerchantOptions.at(simulator.toString())
                .callbackUrl(callbackUrl)
                .apiSecret(SECRET)
                .settle(Duration.ofMillis(200));
    }

    /** A merchant that answers every callback with this status, and credits nothing. */
    MerchantOptions answering(CallbackReceiver receiver, int status) {
        receiver.answer(callback -> status);
        return options(receiver.url().toString()).probe(steamId -> BigDecimal.ZERO);
    }

    /** These ids and groups, and what they need. */
    static Selection only(String... requirements) {
        return new Selection(Requirements.MERCHANT, List.of(requirements), List.of());
    }

    /** The results by id. */
    static Map<String, Result> run(MerchantOptions options) throws Exception {
        return run(options, results -> results.stream().noneMatch(each -> each.verdict() == Verdict.INCONCLUSIVE));
    }

    /** The same of a run that is right, or of the last one that may not be held against the merchant. */
    static Map<String, Result> run(MerchantOptions options, Predicate<List<Result>> right) throws Exception {
        return STEADILY.of(() -> results(options), right).stream()
                .collect(Collectors.toMap(Result::id, Function.identity()));
    }

    private static List<Result> results(MerchantOptions options) throws InterruptedException {
        try (MerchantPlan plan = MerchantPlan.open(options)) {
            return plan.plan().run(plan.atOnce(), result -> {});
        }
    }
}
