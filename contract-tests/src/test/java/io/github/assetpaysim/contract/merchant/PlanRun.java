package io.github.assetpaysim.contract.merchant;

import io.github.assetpaysim.contract.plan.Result;
import io.github.assetpaysim.contract.plan.Selection;
import io.github.assetpaysim.simulator.Simulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A run of the plan in a test, with a short wait for balances. */
final class PlanRun {
    static final String SECRET = "plan-s3cret";

    private PlanRun() {}

    static MerchantOptions options(Simulator simulator, String callbackUrl) {
        return MerchantOptions.at(simulator.toString())
                .callbackUrl(callbackUrl)
                .apiSecret(SECRET)
                .settle(Duration.ofMillis(200));
    }

    /** These ids and groups, and what they need. */
    static Selection only(String... requirements) {
        return new Selection(List.of(requirements), List.of());
    }

    /** The results by id. */
    static Map<String, Result> run(MerchantOptions options) throws InterruptedException {
        try (MerchantPlan plan = MerchantPlan.open(options)) {
            return plan.plan().run(plan.atOnce(), result -> {}).stream()
                    .collect(Collectors.toMap(Result::id, Function.identity()));
        }
    }
}
