package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.MerchantCheck.of;
import static io.github.assetpaysim.contract.merchant.MerchantCheck.ofOrdinaryPath;
import static io.github.assetpaysim.contract.simulator.TestItem.OTHER;
import static io.github.assetpaysim.contract.simulator.TestItem.PLAIN;
import static java.math.BigDecimal.ZERO;

import io.github.assetpaysim.contract.merchant.scene.CheckContext;
import io.github.assetpaysim.contract.merchant.scene.CreditPolicy;
import io.github.assetpaysim.contract.merchant.scene.HappyPath;
import io.github.assetpaysim.contract.merchant.scene.PlayedTrade;
import io.github.assetpaysim.contract.merchant.scene.TestUser;
import io.github.assetpaysim.contract.merchant.scene.UserSpec;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.simulator.PlannedFault;
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

    /** So that each of two deposits has a preCredit, and another one. */
    private static final String FOR_BOTH = "15";

    private static final BigDecimal TOTAL = PLAIN.price();

    private OnceChecks() {}

    static List<MerchantCheck> all() {
        return List.of(
                creditsOnce(
                        "ONCE-01",
                        UserSpec.owning(PLAIN)
                                .meets(inOtherBytes("HOLD"))
                                .meets(PlannedFault.at("HOLD", "duplicate").with("copies", 2))
                                .meets(inOtherBytes("COMPLETED"))
                                .meets(PlannedFault.at("COMPLETED", "duplicate").with("copies", 2)),
                        "however often it comes, in the same bytes or others"),
                race(
                        "ONCE-02",
                        meeting("COMPLETED", atOnce()),
                        user -> user.deposits(PLAIN).completes(),
                        TOTAL,
                        "though COMPLETED came " + (COPIES + 1) + " times at once"),
                of("ONCE-03", meeting("HOLD", atOnce()), OnceChecks::racesToHoldCreditOnce),
                creditsOnce(
                        "ONCE-04",
                        meetingTwice(PlannedFault.always("reset-after-sending")),
                        "for it came again when the connection had broken"),
                creditsOnce(
                        "ONCE-05",
                        meetingTwice(PlannedFault.always("lost-acknowledgement")),
                        "for it came again only because the acknowledgement was lost"),
                creditsOnce(
                        "ONCE-06",
                        meeting("INITIATED", PlannedFault.always("before-answer")),
                        "whichever comes first, the callback or the answer"),
                race(
                        "ONCE-07",
                        UserSpec.owning(PLAIN, PLAIN).collateral(FOR_BOTH),
                        OnceChecks::depositsTwiceAtOnce,
                        TOTAL.add(TOTAL),
                        "for two trades"),
                race(
                        "ONCE-08",
                        meeting("HOLD", PlannedFault.always("at-once-with-next")),
                        user -> holdThen(user, "end-hold", "COMPLETED"),
                        TOTAL,
                        "for HOLD and COMPLETED add up to that"),
                race(
                        "ONCE-09",
                        meeting("COMPLETED", PlannedFault.always("at-once-with-next")),
                        OnceChecks::completedThenReverted,
                        ZERO,
                        "for the trade was taken back"),
                of("ONCE-10", UserSpec.owning(PLAIN), context -> {
                    PlayedTrade deposit = context.user().deposits(PLAIN).completes();
                    context.user().reaches(TOTAL);
                    deposit.comesAgain("HOLD");
                    context.user().isCredited(TOTAL, "for the second HOLD is an old one");
                }),
                of("ONCE-11", meeting("HOLD", PlannedFault.always("swap-with-next")), context -> {
                    holdThen(context.user(), "end-hold", "COMPLETED");
                    context.user().isCredited(TOTAL, "in whichever order HOLD and COMPLETED come");
                }),
                ofOrdinaryPath("ONCE-12", List.of(), OnceChecks::eachUserIsCredited),
                of(
                        "ONCE-14",
                        List.of(UserSpec.owning(PLAIN), UserSpec.owning(OTHER).with(UserSpec.Trait.NEIGHBOUR)),
                        OnceChecks::neighboursAreCredited),
                of(
                        "ONCE-13",
                        List.of(
                                meetingTwice(
                                        PlannedFault.always("newer-snapshot").besides()),
                                meetingTwice(
                                        PlannedFault.always("newer-snapshot").afterwards())),
                        OnceChecks::snapshotsCreditOnce));
    }

    private static PlannedFault atOnce() {
        return PlannedFault.always("duplicate-at-once").with("copies", COPIES);
    }

    static PlannedFault inOtherBytes(String status) {
        return PlannedFault.at(status, "reserialized")
                .with("style", "white-space")
                .besides();
    }

    static UserSpec meeting(String status, PlannedFault fault) {
        return UserSpec.owning(PLAIN).meets(fault.only(status));
    }

    private static UserSpec meetingTwice(PlannedFault fault) {
        return meeting("HOLD", fault).meets(fault.only("COMPLETED"));
    }

    private static MerchantCheck creditsOnce(String id, UserSpec spec, String why) {
        return of(id, spec, context -> {
            context.user().deposits(PLAIN).completes();
            context.user().isCredited(TOTAL, why);
        });
    }

    /** What one user does in a race. */
    private interface Round {
        void play(TestUser user) throws Exception;
    }

    /**
     * A check in which several users, one after another, do the same. Where callbacks time out each round takes as long as all
     * attempts do, and one shows enough.
     */
    private static MerchantCheck race(String id, UserSpec spec, Round round, BigDecimal due, String why) {
        return of(id, Collections.nCopies(ROUNDS, spec), context -> {
            List<TestUser.ExpectedBalance> dues = new ArrayList<>();
            boolean inTime = true;
            for (int i = 0; i < ROUNDS && inTime; i++) {
                round.play(context.user(i));
                dues.add(context.user(i).due(due, why));
                inTime = !context.user(i).letsTimeOut();
            }
            TestUser.areCredited(dues.toArray(TestUser.ExpectedBalance[]::new));
        });
    }

    /** Goes to the hold, whose callback is kept back, and on to what it is kept back for. */
    static void holdThen(TestUser user, String event, String status) throws Exception {
        user.deposits(PLAIN)
                .happens("send-offer")
                .happens("accept")
                .becomes("HOLD")
                .isTold("ACTIVE")
                .happens(event)
                .isTold(status);
    }

    /** Goes to the end, whose callback is kept back, and takes the trade back. */
    static void completedThenReverted(TestUser user) throws Exception {
        user.deposits(PLAIN)
                .happens("complete")
                .becomes("COMPLETED")
                .isTold("HOLD")
                .happens("revert")
                .isTold("REVERTED");
    }

    private static void racesToHoldCreditOnce(CheckContext context) throws Exception {
        CreditPolicy policy = context.policy();
        PlayedTrade deposit = context.user().deposits(PLAIN).isOnHold();
        BigDecimal due = policy.atHold(context.user().spec().preCredit(TOTAL));
        context.user().isCredited(due, "though HOLD came " + (COPIES + 1) + " times at once");
        deposit.happens("end-hold").isTold("COMPLETED");
        context.user().isCredited(TOTAL, "when COMPLETED has come too");
    }

    private static void depositsTwiceAtOnce(TestUser user) throws Exception {
        PlayedTrade one = user.deposits(PLAIN).isOffered();
        PlayedTrade two = user.deposits(PLAIN).isOffered();
        List.of(one, two).forEach(PlayedTrade::races);
        both(one, two, "accept", "HOLD");
        both(one, two, "end-hold", "COMPLETED");
    }

    private static void both(PlayedTrade one, PlayedTrade two, String event, String status) throws Exception {
        one.happens(event);
        two.happens(event);
        one.becomes(status).isTold(status);
        two.becomes(status).isTold(status);
    }

    private static void snapshotsCreditOnce(CheckContext context) throws Exception {
        String why = "for a newer snapshot of a status is no other status, ";
        context.user(0).deposits(PLAIN).completes();
        context.user(1).deposits(PLAIN).completes();
        TestUser.areCredited(
                context.user(0).due(TOTAL, why + "though it came before the older one"),
                context.user(1).due(TOTAL, why + "though it came after the older one"));
    }

    private static void neighboursAreCredited(CheckContext context) throws Exception {
        String why = "for one trade; the other user's Steam id differs by 1";
        context.user(1).remember();
        context.user(0).deposits(PLAIN).completes();
        context.user(1).deposits(OTHER).completes();
        TestUser.areCredited(
                context.user(0).due(PLAIN.price(), why), context.user(1).due(OTHER.price(), why));
    }

    private static void eachUserIsCredited(CheckContext context) throws InterruptedException {
        HappyPath.Walk walk = context.ordinary().walk(context.notes());
        if (walk.isMixedUp()) {
            throw CheckFailure.violated(
                    "two deposits at the same time credited to their own users, " + HappyPath.shown(HappyPath.TOTALS)
                            + " USD",
                    HappyPath.shown(walk.inTheEnd()) + " USD");
        }
        context.ordinary().require();
        context.ordinary().requireProbe();
    }
}
