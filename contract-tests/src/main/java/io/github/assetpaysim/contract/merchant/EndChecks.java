package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.MerchantCheck.of;
import static io.github.assetpaysim.contract.merchant.Ware.EARLIER;
import static io.github.assetpaysim.contract.merchant.Ware.PLAIN;
import static java.math.BigDecimal.ZERO;

import java.util.List;

/** Whether trades that end badly leave nothing credited. Who has deposited before shows it when too much is taken back. */
final class EndChecks {
    private static final String ONLY_EARLIER = "for the earlier deposit alone";

    private EndChecks() {}

    static List<MerchantCheck> all() {
        return List.of(
                endsBeforeHold("END-01", "decline", "DECLINED"),
                endsBeforeHold("END-02", "fail", "FAILED"),
                endsBeforeHold("END-03", "cancel", "CANCELED"),
                endsBeforeHold("END-04", "expire", "CANCELED"),
                endsOnHold("END-05", "revert", "REVERTED"),
                endsAfterCompletion("END-06", Role.owning(EARLIER, PLAIN)),
                endsAfterCompletion(
                        "END-07",
                        Role.owning(EARLIER, PLAIN)
                                .meets(Mishap.at("REVERTED", "duplicate-at-once")
                                        .with("copies", OnceChecks.COPIES))),
                endsOnHold("END-08", "fail", "FAILED"));
    }

    private static MerchantCheck endsBeforeHold(String id, String event, String status) {
        return of(id, Role.owning(PLAIN), scene -> {
            scene.player().deposits(PLAIN).isOffered().happens(event).isTold(status);
            scene.player().isCredited(ZERO, "for the trade ended " + status);
        });
    }

    private static MerchantCheck endsOnHold(String id, String event, String status) {
        return of(id, Role.owning(EARLIER, PLAIN), scene -> {
            Player player = scene.player();
            player.hasDeposited(EARLIER);
            Deposit deposit = player.deposits(PLAIN).isOnHold();
            player.reachesHold(EARLIER.price(), PLAIN.price());
            deposit.happens(event).isTold(status);
            player.isCredited(EARLIER.price(), ONLY_EARLIER);
        });
    }

    private static MerchantCheck endsAfterCompletion(String id, Role role) {
        return of(id, role, scene -> {
            Player player = scene.player();
            player.hasDeposited(EARLIER);
            Deposit deposit = player.deposits(PLAIN).completes();
            player.reaches(EARLIER.price().add(PLAIN.price()));
            deposit.happens("revert").isTold("REVERTED");
            player.isCredited(EARLIER.price(), ONLY_EARLIER);
        });
    }
}
