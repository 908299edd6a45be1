package io.github.assetpaysim.contract.merchant;

import io.github.assetpaysim.contract.plan.Check;
import io.github.assetpaysim.contract.plan.Finding;
import io.github.assetpaysim.contract.plan.Plan;
import io.github.assetpaysim.contract.plan.Requirements;
import java.util.List;

/** What can be judged at a host that is no simulator, where the world cannot be played. */
final class StagingPlan {
    private StagingPlan() {}

    static Plan of(MerchantOptions options, Http http) {
        String reason = "needs the control API, and " + options.target() + " is no simulator (it has no /_sim/health)";
        List<Check> checks = Requirements.ALL.stream()
                .filter(options.selection()::includes)
                .map(requirement -> new Check(requirement, notes -> {
                    throw Finding.skipped(reason);
                }))
                .toList();
        return new Plan("merchant", checks);
    }
}
