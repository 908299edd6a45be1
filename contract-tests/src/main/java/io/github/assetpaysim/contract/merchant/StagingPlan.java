package io.github.assetpaysim.contract.merchant;

import io.github.assetpaysim.contract.http.Http;
import io.github.assetpaysim.contract.merchant.probe.Ledger;
import io.github.assetpaysim.contract.merchant.scene.CreditPolicy;
import io.github.assetpaysim.contract.merchant.scene.Usd;
import io.github.assetpaysim.contract.plan.Check;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.Notes;
import io.github.assetpaysim.contract.plan.Plan;
import io.github.assetpaysim.contract.plan.Requirements;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What can be judged at a host that is no simulator, where nobody can play the world: what one real deposit came to, as far as it got
 * while a person waited.
 */
final class StagingPlan {
    private final MerchantOptions options;
    private final StagingDeposit deposit;
    private final Ledger ledger;

    private StagingPlan(MerchantOptions options, Http http) {
        this.options = options;
        this.ledger = new Ledger(options.probe(), options.settle());
        this.deposit = new StagingDeposit(options, http, ledger);
    }

    private interface Judge {
        void judge(StagingDeposit.Seen seen, Notes notes) throws Exception;
    }

    static Plan of(MerchantOptions options, Http http) {
        return new StagingPlan(options, http).plan();
    }

    private Plan plan() {
        Map<String, Judge> judges = new LinkedHashMap<>();
        judges.put("WHEN-02", this::holdIsCreditedAsThePolicySays);
        judges.put("AMT-02", (seen, notes) -> {
            if (seen.credited().compareTo(seen.total()) > 0) {
                throw violated("at most " + Usd.shown(seen.total()), seen);
            }
        });
        judges.put("AMT-01", (seen, notes) -> isCredited(seen, "730", "COMPLETED", seen.total()));
        judges.put("AMT-04", (seen, notes) -> isCredited(seen, "252490", "COMPLETED", seen.total()));
        judges.put("END-01", (seen, notes) -> isCredited(seen, seen.game(), "DECLINED", BigDecimal.ZERO));
        judges.put("END-02", (seen, notes) -> isCredited(seen, seen.game(), "FAILED", BigDecimal.ZERO));
        judges.put("END-03", (seen, notes) -> isCredited(seen, seen.game(), "CANCELED", BigDecimal.ZERO));
        List<Check> checks = Requirements.MERCHANT.stream()
                .filter(options::judges)
                .map(requirement -> new Check(requirement, notes -> {
                    Judge judge = judges.get(requirement.id());
                    if (judge == null) {
                        throw CheckFailure.skipped("needs the control API, and " + options.target()
                                + " is no simulator (it has no /_sim/health)");
                    }
                    judge.judge(deposit.seen(notes), notes);
                }))
                .toList();
        return new Plan("merchant", checks);
    }

    private void holdIsCreditedAsThePolicySays(StagingDeposit.Seen seen, Notes notes) {
        mustBe(seen, "730", "HOLD");
        List<CreditPolicy> allowed =
                options.creditPolicy() == null ? List.of(CreditPolicy.values()) : List.of(options.creditPolicy());
        for (CreditPolicy policy : allowed) {
            if (policy.atHold(seen.preCredit()).compareTo(seen.credited()) == 0) {
                notes.line("the merchant credits by the policy " + policy);
                return;
            }
        }
        throw violated(
                "at HOLD nothing, or preCredit, which is " + Usd.shown(seen.preCredit()) + ", by " + allowed, seen);
    }

    private static void isCredited(StagingDeposit.Seen seen, String game, String status, BigDecimal expected) {
        mustBe(seen, game, status);
        if (seen.credited().compareTo(expected) != 0) {
            throw violated(Usd.shown(expected), seen);
        }
    }

    private static void mustBe(StagingDeposit.Seen seen, String game, String status) {
        if (!seen.status().equals(status) || !seen.game().equals(game)) {
            throw CheckFailure.skipped(
                    "the one deposit that was made, in game " + seen.game() + ", came to " + seen.status());
        }
    }

    private static CheckFailure violated(String expected, StagingDeposit.Seen seen) {
        return CheckFailure.violated(
                expected + " USD credited for trade " + seen.tradeId() + ", which is " + seen.status(),
                Usd.shown(seen.credited()) + " USD");
    }
}
