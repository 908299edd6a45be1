package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.MerchantCheck.of;
import static io.github.assetpaysim.contract.merchant.MerchantCheck.ofOrdinaryPath;
import static io.github.assetpaysim.contract.merchant.Ware.PLAIN;
import static java.math.BigDecimal.ZERO;

import io.github.assetpaysim.contract.plan.Finding;
import java.math.BigDecimal;
import java.util.ArrayList;
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
                race(
                        "ONCE-02",
                        meeting("COMPLETED", atOnce()),
                        player -> player.deposits(PLAIN).completes(),
                        TOTAL,
                        "though COMPLETED came " + (COPIES + 1) + " times at once"),
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
                race(
                        "ONCE-07",
                        Role.owning(PLAIN, PLAIN),
                        OnceChecks::depositsTwiceAtOnce,
                        TOTAL.add(TOTAL),
                        "for two trades"),
                race(
                        "ONCE-08",
                        meeting("HOLD", Mishap.always("at-once-with-next")),
                        player -> holdThen(player, "end-hold", "COMPLETED"),
                        TOTAL,
                        "for HOLD and COMPLETED add up to that"),
                race(
                        "ONCE-09",
                        meeting("COMPLETED", Mishap.always("at-once-with-next")),
                        OnceChecks::completedThenReverted,
                        ZERO,
                        "for the trade was taken back"),
                of("ONCE-10", Role.owning(PLAIN), scene -> {
                    Deposit deposit = scene.player().deposits(PLAIN).completes();
                    scene.player().reaches(TOTAL);
                    deposit.comesAgain("HOLD");
                    scene.player().isCredited(TOTAL, "for the second HOLD is an old one");
                }),
                of("ONCE-11", meeting("HOLD", Mishap.always("swap-with-next")), scene -> {
                    holdThen(scene.player(), "end-hold", "COMPLETED");
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

    /** What one user does in a race. */
    private interface Round {
        void play(Player player) throws Exception;
    }

    /**
     * A check in which several users, one after another, do the same. Where callbacks time out each round takes as long as all
     * attempts do, and one shows enough.
     */
    private static MerchantCheck race(String id, Role role, Round round, BigDecimal due, String why) {
        return of(id, Collections.nCopies(ROUNDS, role), scene -> {
            List<Player.Due> dues = new ArrayList<>();
            boolean inTime = true;
            for (int i = 0; i < ROUNDS && inTime; i++) {
                round.play(scene.player(i));
                dues.add(scene.player(i).due(due, why));
                inTime = !scene.player(i).letsTimeOut();
            }
            Player.areCredited(dues.toArray(Player.Due[]::new));
        });
    }

    /** Goes to the hold, whose callback is kept back, and on to what it is kept back for. */
    static void holdThen(Player player, String event, String status) throws Exception {
        player.deposits(PLAIN)
                .happens("send-offer")
                .happens("accept")
                .becomes("HOLD")
                .isTold("ACTIVE")
                .happens(event)
                .isTold(status);
    }

    /** Goes to the end, whose callback is kept back, and takes the trade back. */
    static void completedThenReverted(Player player) throws Exception {
        player.deposits(PLAIN)
                .happens("complete")
                .becomes("COMPLETED")
                .isTold("HOLD")
                .happens("revert")
                .isTold("REVERTED");
    }

    private static void racesToHoldCreditOnce(Scene scene) throws Exception {
        CreditPolicy policy = scene.policy();
        Deposit deposit = scene.player().deposits(PLAIN).isOnHold();
        BigDecimal due = policy.atHold(scene.player().role().preCredit(TOTAL));
        scene.player().isCredited(due, "though HOLD came " + (COPIES + 1) + " times at once");
        deposit.happens("end-hold").isTold("COMPLETED");
        scene.player().isCredited(TOTAL, "when COMPLETED has come too");
    }

    private static void depositsTwiceAtOnce(Player player) throws Exception {
        Deposit one = player.deposits(PLAIN).isOffered();
        Deposit two = player.deposits(PLAIN).isOffered();
        both(one, two, "accept", "HOLD");
        both(one, two, "end-hold", "COMPLETED");
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
