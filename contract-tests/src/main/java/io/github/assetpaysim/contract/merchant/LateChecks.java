package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.MerchantCheck.of;
import static io.github.assetpaysim.contract.merchant.Ware.PLAIN;
import static java.math.BigDecimal.ZERO;

import java.util.List;

/** Whether a status that arrives late changes nothing. */
final class LateChecks {
    private LateChecks() {}

    static List<MerchantCheck> all() {
        return List.of(
                holdComesAfter("LATE-01", "revert", "REVERTED"),
                of("LATE-02", OnceChecks.meeting("COMPLETED", Mishap.always("swap-with-next")), scene -> {
                    OnceChecks.completedThenReverted(scene.player());
                    scene.player().isCredited(ZERO, "for COMPLETED came after REVERTED");
                }),
                holdComesAfter("LATE-03", "fail", "FAILED"),
                of("LATE-04", Role.owning(PLAIN), scene -> {
                    Deposit deposit = scene.player().deposits(PLAIN).completes();
                    scene.player().reaches(PLAIN.price());
                    deposit.comesAgain("PENDING");
                    deposit.comesAgain("ACTIVE");
                    scene.player().isCredited(PLAIN.price(), "for the trade is COMPLETED");
                }));
    }

    private static MerchantCheck holdComesAfter(String id, String event, String status) {
        return of(id, Role.owning(PLAIN).meets(Mishap.at("HOLD", "swap-with-next")), scene -> {
            OnceChecks.holdThen(scene.player(), event, status);
            scene.player().isCredited(ZERO, "for HOLD came after " + status);
        });
    }
}
