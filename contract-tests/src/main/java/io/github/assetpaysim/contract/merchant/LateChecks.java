package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.MerchantCheck.of;
import static io.github.assetpaysim.contract.merchant.TestItem.PLAIN;
import static java.math.BigDecimal.ZERO;

import java.util.List;

/** Whether a status that arrives late changes nothing. */
final class LateChecks {
    private LateChecks() {}

    static List<MerchantCheck> all() {
        return List.of(
                holdComesAfter("LATE-01", "revert", "REVERTED"),
                of("LATE-02", OnceChecks.meeting("COMPLETED", PlannedFault.always("swap-with-next")), context -> {
                    OnceChecks.completedThenReverted(context.user());
                    context.user().isCredited(ZERO, "for COMPLETED came after REVERTED");
                }),
                holdComesAfter("LATE-03", "fail", "FAILED"),
                of("LATE-04", UserSpec.owning(PLAIN), context -> {
                    PlayedTrade deposit = context.user().deposits(PLAIN).completes();
                    context.user().reaches(PLAIN.price());
                    deposit.comesAgain("PENDING");
                    deposit.comesAgain("ACTIVE");
                    context.user().isCredited(PLAIN.price(), "for the trade is COMPLETED");
                }));
    }

    private static MerchantCheck holdComesAfter(String id, String event, String status) {
        return of(id, UserSpec.owning(PLAIN).meets(PlannedFault.at("HOLD", "swap-with-next")), context -> {
            OnceChecks.holdThen(context.user(), event, status);
            context.user().isCredited(ZERO, "for HOLD came after " + status);
        });
    }
}
