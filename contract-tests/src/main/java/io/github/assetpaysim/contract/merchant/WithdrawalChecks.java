package io.github.assetpaysim.contract.merchant;

import static io.github.assetpaysim.contract.merchant.MerchantCheck.ofWithdrawal;

import io.github.assetpaysim.contract.plan.CheckFailure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Whether a withdrawal costs its price once, and nothing when the user does not get the skin. Who has something left shows it when too
 * much is given back.
 */
final class WithdrawalChecks {
    private static final UserSpec PAYING = WithdrawalPath.SPECS.get(0);

    private WithdrawalChecks() {}

    static List<MerchantCheck> all() {
        return List.of(
                ofWithdrawal("WD-01", PAYING, WithdrawalChecks::theWayCostsNothingMore),
                ofWithdrawal("WD-02", List.of(), WithdrawalChecks::theEndCreditsNothing),
                check("WD-03", ends(Stage.BOUGHT, "fail", "FAILED")),
                check("WD-04", ends(Stage.BOUGHT, "cancel", "CANCELED"), ends(Stage.OFFERED, "expire", "CANCELED")),
                check("WD-05", ends(Stage.OFFERED, "decline", "DECLINED")),
                check("WD-06", ends(Stage.ON_HOLD, "revert", "REVERTED")),
                check("WD-07", ends(Stage.COMPLETED, "revert", "REVERTED")),
                check(
                        "WD-08",
                        ends(Stage.ON_HOLD, "fail", "FAILED"),
                        ends(Stage.ON_HOLD, "cancel", "CANCELED"),
                        ends(Stage.IN_ESCROW, "fail", "FAILED"),
                        ends(Stage.IN_ESCROW, "cancel", "CANCELED")),
                check(
                        "WD-09",
                        endsAtOnce(Stage.BOUGHT, "fail", "FAILED"),
                        endsAtOnce(Stage.BOUGHT, "cancel", "CANCELED"),
                        endsAtOnce(Stage.OFFERED, "decline", "DECLINED"),
                        endsAtOnce(Stage.ON_HOLD, "revert", "REVERTED")),
                check(
                        "WD-10",
                        endsAgain(Stage.BOUGHT, "fail", "FAILED"),
                        endsAgain(Stage.BOUGHT, "cancel", "CANCELED"),
                        endsAgain(Stage.OFFERED, "decline", "DECLINED"),
                        endsAgain(Stage.ON_HOLD, "revert", "REVERTED")),
                check("WD-11", isRejected(PAYING.broke()), isRejected(PAYING.left("-1")), isNeverAsked()),
                check("WD-12", meetsItsEnd(), meetsItsEnd(), meetsItsEnd(), isAskedAfterItsEnd()),
                checkOfStatuses(
                        "WD-13",
                        comesLate(Stage.ON_HOLD, "fail", "FAILED"),
                        comesLate(Stage.ON_HOLD, "revert", "REVERTED"),
                        comesLate(Stage.COMPLETED, "revert", "REVERTED"),
                        comesAgainAfterTheEnd()),
                check("WD-14", isApprovedInVain()),
                checkOfStatuses(
                        "WD-15",
                        isNotTold(Stage.BOUGHT, "fail", "FAILED"),
                        isNotTold(Stage.ON_HOLD, "revert", "REVERTED"),
                        isNotTold(Stage.COMPLETED, "revert", "REVERTED")),
                checkOfStatuses("WD-16", completes(PAYING.ofRust()), ends(PAYING.ofRust(), Stage.BOUGHT, "fail", "FAILED")));
    }

    /** How far a withdrawal got before it ended. */
    private enum Stage {
        BOUGHT("ACTIVE", "after it was approved"),
        OFFERED("ACTIVE", "after it was approved", "send-offer"),
        IN_ESCROW("ESCROW", "in escrow", "send-offer", "escrow"),
        ON_HOLD("HOLD", "on hold", "send-offer", "accept"),
        COMPLETED("COMPLETED", "after COMPLETED", "complete");

        private final String status;
        private final String words;
        private final List<String> events;

        Stage(String status, String words, String... events) {
            this.status = status;
            this.words = words;
            this.events = List.of(events);
        }

        private void isReached(PlayedTrade withdrawal) throws Exception {
            for (String event : events) {
                withdrawal.happens(event);
            }
            withdrawal.becomes(status);
        }
    }

    private interface Script {
        void play(TestUser user) throws Exception;
    }

    /**
     * What one user of a check goes through.
     *
     * @param due what he must have in the end
     * @param why in words that follow a comma
     */
    private record Part(UserSpec spec, Script script, Function<TestUser, BigDecimal> due, String why) {}

    private static Part isRefunded(UserSpec spec, String why, Script script) {
        return new Part(spec, script, TestUser::funds, why);
    }

    private static MerchantCheck check(String id, Part... parts) {
        return ofWithdrawal(id, specs(parts), context -> play(context, parts));
    }

    /** A check that shows nothing when what comes between approval and end moves money. */
    private static MerchantCheck checkOfStatuses(String id, Part... parts) {
        return ofWithdrawal(id, specs(parts), context -> {
            if (kept(context) != 0) {
                throw CheckFailure.blocked("needs an ordinary withdrawal of which no status after approval moves money;"
                        + " WD-01 and WD-02 are about that");
            }
            play(context, parts);
        });
    }

    private static List<UserSpec> specs(Part... parts) {
        return Arrays.stream(parts).map(Part::spec).toList();
    }

    private static void play(CheckContext context, Part... parts) throws Exception {
        List<TestUser.ExpectedBalance> dues = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            TestUser user = context.user(i);
            parts[i].script().play(user);
            dues.add(user.due(parts[i].due().apply(user), parts[i].why()));
        }
        TestUser.areCredited(dues.toArray(TestUser.ExpectedBalance[]::new));
    }

    /** An ordinary withdrawal that the user can pay, up to the answer at the gate. */
    private static Withdrawal approved(TestUser user) throws Exception {
        Withdrawal withdrawal = user.isFunded().withdraws(0).isAsked();
        if (!withdrawal.isApproved()) {
            throw CheckFailure.blocked("needs the withdrawal of user " + user.steamId()
                    + " to be approved, which he can pay; GATE-01 is about that");
        }
        return withdrawal;
    }

    /** The same, on to some stage; what came of it is not waited for. */
    private static Withdrawal reaching(Stage stage, TestUser user) throws Exception {
        Withdrawal withdrawal = approved(user);
        user.reaches(WithdrawalPath.due());
        stage.isReached(withdrawal);
        return withdrawal;
    }

    /** The same, on to its end; nothing else was to be paid until then. */
    private static PlayedTrade ended(TestUser user, Stage stage, String event, String status) throws Exception {
        PlayedTrade withdrawal = reaching(stage, user).isTold(stage.status);
        user.reaches(WithdrawalPath.due());
        return withdrawal.happens(event).isTold(status);
    }

    private static Part ends(Stage stage, String event, String status) {
        return ends(PAYING, stage, event, status);
    }

    private static Part ends(UserSpec spec, Stage stage, String event, String status) {
        return isRefunded(
                spec, "for it ended " + status + " " + stage.words, user -> ended(user, stage, event, status));
    }

    private static Part endsAtOnce(Stage stage, String event, String status) {
        PlannedFault copies = PlannedFault.at(status, "duplicate-at-once").with("copies", OnceChecks.COPIES);
        return isRefunded(
                PAYING.meets(copies),
                "though " + status + " came " + (OnceChecks.COPIES + 1) + " times at once",
                user -> ended(user, stage, event, status));
    }

    private static Part endsAgain(Stage stage, String event, String status) {
        UserSpec spec = PAYING.meets(OnceChecks.inOtherBytes(status))
                .meets(PlannedFault.at(status, "duplicate").with("copies", 2));
        return isRefunded(
                spec, "however often " + status + " comes, in the same bytes or others", user -> ended(
                                user, stage, event, status)
                        .comesAgain(status));
    }

    private static Part isRejected(UserSpec spec) {
        return isRefunded(spec, "for a withdrawal that was rejected cost nothing", user -> {
            Withdrawal withdrawal = user.isFunded().withdraws(0).isAsked();
            if (withdrawal.isApproved()) {
                throw CheckFailure.blocked("needs a withdrawal that is rejected, and the merchant approved one of user "
                        + user.steamId() + ", who cannot pay it; GATE-03 is about that");
            }
            if (withdrawal.tradeId() != null) {
                withdrawal.isTold("CANCELED").comesAgain("CANCELED");
            }
        });
    }

    private static Part isNeverAsked() {
        UserSpec spec = PAYING.meets(PlannedFault.at(Withdrawal.GATE, "drop"));
        return isRefunded(
                spec, "for the merchant was not asked before CANCELED came", user -> started(user).isTold("CANCELED"));
    }

    /** A withdrawal whose gate comes to nothing, so that CANCELED follows. */
    private static Withdrawal started(TestUser user) throws Exception {
        Withdrawal withdrawal = user.isFunded().withdraws(0);
        if (withdrawal.tradeId() == null) {
            throw CheckFailure.blocked("needs the withdrawal of user " + user.steamId()
                    + " to be started, which he can pay; GATE-01 is about that");
        }
        return withdrawal;
    }

    /** Neither the gate nor the end was understood before, so that both are new when they meet. */
    private static Part meetsItsEnd() {
        return isRefunded(
                neverWhole(), "for the gate and CANCELED, which came at the same instant, add up to nothing", user -> {
                    Withdrawal withdrawal = started(user);
                    withdrawal.isTold("CANCELED");
                    withdrawal.comeAtOnce(Withdrawal.GATE, "CANCELED");
                });
    }

    private static Part isAskedAfterItsEnd() {
        return isRefunded(neverWhole(), "for the gate came when the withdrawal had been CANCELED", user -> {
            Withdrawal withdrawal = started(user);
            withdrawal.isTold("CANCELED");
            withdrawal.comesAgain("CANCELED");
            withdrawal.comesAgain(Withdrawal.GATE);
        });
    }

    private static UserSpec neverWhole() {
        PlannedFault cut = PlannedFault.always("cut-body").with("attempts", SimulatorSession.ATTEMPTS);
        return PAYING.meets(cut.only(Withdrawal.GATE)).meets(cut.only("CANCELED"));
    }

    /** The status of the stage is kept back until the end has come. */
    private static Part comesLate(Stage stage, String event, String status) {
        UserSpec spec = PAYING.meets(PlannedFault.at(stage.status, "swap-with-next"));
        return isRefunded(spec, "for " + stage.status + " came after " + status, user -> reaching(stage, user)
                .happens(event)
                .isTold(status)
                .isTold(stage.status));
    }

    private static Part comesAgainAfterTheEnd() {
        return isRefunded(PAYING, "for ACTIVE came once more after CANCELED", user -> ended(
                        user, Stage.BOUGHT, "cancel", "CANCELED")
                .comesAgain("ACTIVE"));
    }

    private static Part isApprovedInVain() {
        PlannedFault lost =
                PlannedFault.at(Withdrawal.GATE, "lost-acknowledgement").with("attempts", SimulatorSession.ATTEMPTS);
        return isRefunded(
                PAYING.meets(lost),
                "for its approval was lost each time, and CANCELED followed",
                user -> started(user).isAsked().isTold("CANCELED"));
    }

    private static Part isNotTold(Stage stage, String event, String status) {
        UserSpec spec = PAYING.meets(PlannedFault.at(stage.status, "drop"));
        return isRefunded(spec, "for it ended " + status + ", though " + stage.status + " never came", user -> reaching(stage, user)
                .happens(event)
                .isTold(status));
    }

    private static Part completes(UserSpec spec) {
        return new Part(
                spec,
                user -> approved(user).completes(),
                user -> WithdrawalPath.due(),
                "for the user has the skin, and nothing is given back");
    }

    private static void theWayCostsNothingMore(CheckContext context) throws Exception {
        int kept = kept(context);
        if (kept > 0) {
            throw CheckFailure.blocked("needs COMPLETED to credit nothing, which WD-02 is about");
        }
        if (kept < 0) {
            throw notKept(context);
        }
        reaching(Stage.IN_ESCROW, context.user())
                .happens("end-hold")
                .happens("end-hold")
                .isTold("COMPLETED");
        context.user().has(WithdrawalPath.due(), "for ACTIVE, ESCROW, HOLD and COMPLETED cost nothing more");
    }

    private static void theEndCreditsNothing(CheckContext context) throws Exception {
        if (kept(context) > 0) {
            throw notKept(context);
        }
    }

    /** How what was left at the end of the ordinary withdrawal compares to what has to be. */
    private static int kept(CheckContext context) throws InterruptedException {
        context.withdrawal().requireProbe();
        return context.withdrawal().walk().atEnd().balance().compareTo(WithdrawalPath.due());
    }

    private static CheckFailure notKept(CheckContext context) throws InterruptedException {
        WithdrawalPath.Walk walk = context.withdrawal().walk();
        walk.callbacks().forEach(context.notes()::callback);
        context.notes().repeat(walk.callbacks().get(walk.callbacks().size() - 1));
        return CheckFailure.violated(
                TestUser.shown(WithdrawalPath.due()) + " USD left when a withdrawal has come to COMPLETED, as when it was"
                        + " approved",
                TestUser.shown(walk.atEnd().balance()) + " USD");
    }
}
