package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.MerchantCheck.of;
import static io.github.assetpaysim.contract.merchant.Ware.EARLIER;
import static io.github.assetpaysim.contract.merchant.Ware.OTHER;
import static io.github.assetpaysim.contract.merchant.Ware.PLAIN;

import java.math.BigDecimal;
import java.util.List;

/** Whether everything is credited once, whatever comes twice, late, or at the same time. */
final class OnceChecks {
    /** How many copies come at once: enough to find a gap between looking and booking. */
    private static final int COPIES = 7;
    /** A race is not lost every time. */
    private static final int ROUNDS = 3;

    private static final BigDecimal TOTAL = PLAIN.price();

    private OnceChecks() {}

    static List<MerchantCheck> all() {
        return List.of(
                creditsOnce(
                        "ONCE-01",
                        Role.owning(PLAIN)
                                .meets(Mishap.at("HOLD", "duplicate").with("copies", 2))
                                .meets(Mishap.at("COMPLETED", "duplicate").with("copies", 2)),
                        "however often it comes"),
                of(
                        "ONCE-02",
                        Role.owning(PLAIN, PLAIN, PLAIN)
                                .meets(Mishap.at("COMPLETED", "duplicate-at-once")
                                        .with("copies", COPIES)),
                        OnceChecks::racesToTheEndCreditOnce),
                of(
                        "ONCE-03",
                        Role.owning(PLAIN)
                                .meets(Mishap.at("HOLD", "duplicate-at-once").with("copies", COPIES)),
                        OnceChecks::racesToHoldCreditOnce),
                creditsOnce(
                        "ONCE-04",
                        Role.owning(PLAIN)
                                .meets(Mishap.at("HOLD", "reset-after-sending"))
                                .meets(Mishap.at("COMPLETED", "reset-after-sending")),
                        "for it came again when the connection had broken"),
                creditsOnce(
                        "ONCE-05",
                        Role.owning(PLAIN)
                                .meets(Mishap.at("HOLD", "lost-acknowledgement"))
                                .meets(Mishap.at("COMPLETED", "lost-acknowledgement")),
                        "for it came again only because the acknowledgement was lost"),
                creditsOnce(
                        "ONCE-06",
                        Role.owning(PLAIN).meets(Mishap.at("INITIATED", "before-answer")),
                        "whichever comes first, the callback or the answer"),
                of("ONCE-07", Role.owning(PLAIN, PLAIN), OnceChecks::twoTradesAreBothCredited),
                of("ONCE-08", Role.owning(PLAIN).meets(Mishap.at("HOLD", "at-once-with-next")), scene -> {
                    holdThen(scene, "end-hold", "COMPLETED");
                    scene.player().isCredited(TOTAL, "for HOLD and COMPLETED add up to that");
                }),
                of(
                        "ONCE-09",
                        Role.owning(EARLIER, PLAIN)
                                .meets(Mishap.at("COMPLETED", "at-once-with-next")
                                        .butTheFirst()),
                        OnceChecks::completedBesideReverted),
                of("ONCE-10", Role.owning(PLAIN), scene -> {
                    Deposit deposit = scene.player().deposits(PLAIN).completes();
                    scene.player().reaches(TOTAL);
                    deposit.comesAgain("HOLD");
                    scene.player().isCredited(TOTAL, "for the second HOLD is an old one");
                }),
                of("ONCE-11", Role.owning(PLAIN).meets(Mishap.at("HOLD", "swap-with-next")), scene -> {
                    holdThen(scene, "end-hold", "COMPLETED");
                    scene.player().isCredited(TOTAL, "in whichever order HOLD and COMPLETED come");
                }),
                of("ONCE-12", List.of(Role.owning(PLAIN), Role.owning(OTHER)), OnceChecks::eachUserIsCredited));
    }

    private static MerchantCheck creditsOnce(String id, Role role, String why) {
        return of(id, role, scene -> {
            scene.player().deposits(PLAIN).completes();
            scene.player().isCredited(TOTAL, why);
        });
    }

    /** Goes to the hold, whose callback is kept back, and on to what it is kept back for. */
    static Deposit holdThen(Scene scene, String event, String status) throws Exception {
        return scene.player()
                .deposits(PLAIN)
                .happens("send-offer")
                .happens("accept")
                .becomes("HOLD")
                .isTold("ACTIVE")
                .happens(event)
                .isTold(status);
    }

    private static void racesToTheEndCreditOnce(Scene scene) throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            scene.player().deposits(PLAIN).completes();
        }
        scene.player()
                .isCredited(
                        TOTAL.multiply(BigDecimal.valueOf(ROUNDS)),
                        "for " + ROUNDS + " trades, each of whose COMPLETED came " + (COPIES + 1) + " times at once");
    }

    private static void racesToHoldCreditOnce(Scene scene) throws Exception {
        CreditPolicy policy = scene.policy();
        Deposit deposit = scene.player().deposits(PLAIN).isOnHold();
        BigDecimal due = policy.atHold(scene.player().role().preCredit(TOTAL));
        scene.player().isCredited(due, "though HOLD came " + (COPIES + 1) + " times at once");
        deposit.happens("end-hold").isTold("COMPLETED");
        scene.player().isCredited(TOTAL, "when COMPLETED has come too");
    }

    private static void twoTradesAreBothCredited(Scene scene) throws Exception {
        Deposit one = scene.player().deposits(PLAIN);
        Deposit two = scene.player().deposits(PLAIN);
        one.happens("complete");
        two.happens("complete");
        one.isTold("COMPLETED");
        two.isTold("COMPLETED");
        scene.player().isCredited(TOTAL.add(TOTAL), "for two trades");
    }

    private static void completedBesideReverted(Scene scene) throws Exception {
        scene.player().hasDeposited(EARLIER);
        scene.player()
                .deposits(PLAIN)
                .happens("complete")
                .becomes("COMPLETED")
                .isTold("HOLD")
                .happens("revert")
                .isTold("REVERTED");
        scene.player().isCredited(EARLIER.price(), "for the earlier deposit alone: the later one was taken back");
    }

    private static void eachUserIsCredited(Scene scene) throws Exception {
        Deposit one = scene.player(0).deposits(PLAIN);
        Deposit other = scene.player(1).deposits(OTHER);
        one.happens("complete");
        other.happens("complete");
        one.isTold("COMPLETED");
        other.isTold("COMPLETED");
        Player.areCredited(
                scene.player(0).due(TOTAL, "for that is what this user deposited"),
                scene.player(1).due(OTHER.price(), "for that is what this user deposited"));
    }
}
