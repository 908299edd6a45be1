package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.MerchantCheck.of;
import static io.github.assetpaysim.contract.merchant.MerchantCheck.ofOrdinaryPath;
import static io.github.assetpaysim.contract.merchant.Ware.PLAIN;
import static java.math.BigDecimal.ZERO;

import io.github.assetpaysim.contract.plan.Finding;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;

/** Whether everything is credited once, whatever comes twice, late, or at the same time. */
final class OnceChecks {
    /** How many copies come at once: enough to find a gap between looking and booking. */
    static final int COPIES = 7;
    /** A race is not lost every time. */
    private static final int ROUNDS = 3;

    private static final BigDecimal TOTAL = PLAIN.price();

    private OnceChecks() {}

    static List<MerchantCheck> all() {
        return List.of(
                creditsOnce(
                        "ONCE-01",
                        Role.owning(PLAIN)
                                .meets(inOtherBytes("HOLD"))
                                .meets(Mishap.at("HOLD", "duplicate").with("copies", 2))
                                .meets(inOtherBytes("COMPLETED"))
                                .meets(Mishap.at("COMPLETED", "duplicate").with("copies", 2)),
                        "however often it comes, in the same bytes or others"),
                of(
                        "ONCE-02",
                        Collections.nCopies(ROUNDS, meeting("COMPLETED", atOnce())),
                        OnceChecks::racesToTheEndCreditOnce),
                of("ONCE-03", meeting("HOLD", atOnce()), OnceChecks::racesToHoldCreditOnce),
                creditsOnce(
                        "ONCE-04",
                        meetingTwice(Mishap.always("reset-after-sending")),
                        "for it came again when the connection had broken"),
                creditsOnce(
                        "ONCE-05",
                        meetingTwice(Mishap.always("lost-acknowledgement")),
                        "for it came again only because the acknowledgement was lost"),
                creditsOnce(
                        "ONCE-06",
                        meeting("INITIATED", Mishap.always("before-answer")),
                        "whichever comes first, the callback or the answer"),
                of("ONCE-07", Role.owning(PLAIN, PLAIN), OnceChecks::twoTradesAreBothCredited),
                of("ONCE-08", meeting("HOLD", Mishap.always("at-once-with-next")), scene -> {
                    holdThen(scene, "end-hold", "COMPLETED");
                    scene.player().isCredited(TOTAL, "for HOLD and COMPLETED add up to that");
                }),
                of("ONCE-09", meeting("COMPLETED", Mishap.always("at-once-with-next")), scene -> {
                    completedThenReverted(scene);
                    scene.player().isCredited(ZERO, "for the trade was taken back");
                }),
                of("ONCE-10", Role.owning(PLAIN), scene -> {
                    Deposit deposit = scene.player().deposits(PLAIN).completes();
                    scene.player().reaches(TOTAL);
                    deposit.comesAgain("HOLD");
                    scene.player().isCredited(TOTAL, "for the second HOLD is an old one");
                }),
                of("ONCE-11", meeting("HOLD", Mishap.always("swap-with-next")), scene -> {
                    holdThen(scene, "end-hold", "COMPLETED");
                    scene.player().isCredited(TOTAL, "in whichever order HOLD and COMPLETED come");
                }),
                ofOrdinaryPath("ONCE-12", List.of(), OnceChecks::eachUserIsCredited));
    }

    private static Mishap atOnce() {
        return Mishap.always("duplicate-at-once").with("copies", COPIES);
    }

    private static Mishap inOtherBytes(String status) {
        return Mishap.at(status, "reserialized").with("style", "white-space").besides();
    }

    static Role meeting(String status, Mishap mishap) {
        return Role.owning(PLAIN).meets(mishap.only(status));
    }

    private static Role meetingTwice(Mishap mishap) {
        return meeting("HOLD", mishap).meets(mishap.only("COMPLETED"));
    }

    private static MerchantCheck creditsOnce(String id, Role role, String why) {
        return of(id, role, scene -> {
            scene.player().deposits(PLAIN).completes();
            scene.player().isCredited(TOTAL, why);
        });
    }

    /** Goes to the hold, whose callback is kept back, and on to what it is kept back for. */
    static void holdThen(Scene scene, String event, String status) throws Exception {
        scene.player()
                .deposits(PLAIN)
                .happens("send-offer")
                .happens("accept")
                .becomes("HOLD")
                .isTold("ACTIVE")
                .happens(event)
                .isTold(status);
    }

    /** Goes to the end, whose callback is kept back, and takes the trade back. */
    static void completedThenReverted(Scene scene) throws Exception {
        scene.player()
                .deposits(PLAIN)
                .happens("complete")
                .becomes("COMPLETED")
                .isTold("HOLD")
                .happens("revert")
                .isTold("REVERTED");
    }

    private static void racesToTheEndCreditOnce(Scene scene) throws Exception {
        Player.Due[] dues = new Player.Due[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            scene.player(i).deposits(PLAIN).completes();
            dues[i] = scene.player(i).due(TOTAL, "though COMPLETED came " + (COPIES + 1) + " times at once");
        }
        Player.areCredited(dues);
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
        Deposit one = scene.player().deposits(PLAIN).isOffered();
        Deposit two = scene.player().deposits(PLAIN).isOffered();
        both(one, two, "accept", "HOLD");
        both(one, two, "end-hold", "COMPLETED");
        scene.player().isCredited(TOTAL.add(TOTAL), "for two trades");
    }

    private static void both(Deposit one, Deposit two, String event, String status) throws Exception {
        one.happens(event);
        two.happens(event);
        one.becomes(status).isTold(status);
        two.becomes(status).isTold(status);
    }

    private static void eachUserIsCredited(Scene scene) throws InterruptedException {
        OrdinaryPath.Walk walk = scene.ordinary().walk(scene.notes());
        if (walk.isMixedUp()) {
            throw Finding.violated(
                    "two deposits at the same time credited to their own users, "
                            + OrdinaryPath.shown(OrdinaryPath.TOTALS) + " USD",
                    OrdinaryPath.shown(walk.inTheEnd()) + " USD");
        }
        scene.ordinary().require();
        scene.ordinary().requireProbe();
    }
}
