package io.github.assetpaysim.contract.merchant.scene;

import io.github.assetpaysim.contract.plan.CheckFailure;
import java.util.List;

/** How the withdrawal of a user who can pay it goes on: how far it gets, and what ends it there. */
public final class WithdrawalCourse {
    /** One who can pay, and has something left. */
    public static final UserSpec PAYING = UserSpec.withdrawing(1).left("7.25");

    private WithdrawalCourse() {}

    /** How far a withdrawal gets. */
    public enum Stage {
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

        /** The trade's status when it is there (A6.2). */
        public String status() {
            return status;
        }

        /** When it is, in words. */
        public String words() {
            return words;
        }
    }

    /** What ends a withdrawal without the user having the skin. */
    public enum End {
        FAILED("fail", Stage.BOUGHT),
        CANCELED("cancel", Stage.BOUGHT),
        DECLINED("decline", Stage.OFFERED),
        REVERTED("revert", Stage.ON_HOLD);

        private final String event;
        private final Stage earliest;

        End(String event, Stage earliest) {
            this.event = event;
            this.earliest = earliest;
        }

        /** What has to happen in the simulator. */
        public String event() {
            return event;
        }

        /** The trade's status then (A6.2). */
        public String status() {
            return name();
        }

        /** The first stage at which it can come. */
        public Stage earliest() {
            return earliest;
        }
    }

    /** A withdrawal of everything that the user wants; the check is skipped when the merchant will not even start it. */
    public static Withdrawal started(TestUser user) throws Exception {
        Withdrawal withdrawal = user.isFunded().withdrawsAll();
        if (withdrawal.tradeId() == null) {
            throw notApproved(user);
        }
        return withdrawal;
    }

    /** The same, approved; the check is skipped when it is not. */
    public static Withdrawal approved(TestUser user) throws Exception {
        Withdrawal withdrawal = started(user).isAsked();
        if (!withdrawal.isApproved()) {
            throw notApproved(user);
        }
        return withdrawal;
    }

    private static CheckFailure notApproved(TestUser user) {
        return CheckFailure.blocked("needs the withdrawal of user " + user.steamId()
                + " to be approved, who can pay it; GATE-01 is about that");
    }

    /** The same, paid, on to some stage; the callbacks about what came after the approval are not waited for. */
    public static PlayedTrade reaching(Stage stage, TestUser user) throws Exception {
        Withdrawal withdrawal = approved(user);
        user.reaches(user.spec().withdraws().left());
        for (String event : stage.events) {
            withdrawal.happens(event);
        }
        return withdrawal.becomes(stage.status);
    }

    /** The same, on to its end; what came before has cost nothing more. */
    public static PlayedTrade ended(TestUser user, Stage stage, End end) throws Exception {
        return ended(user, stage, end.event(), end.status());
    }

    /** The same with an end that has an event of its own. */
    public static PlayedTrade ended(TestUser user, Stage stage, String event, String status) throws Exception {
        PlayedTrade withdrawal = reaching(stage, user).isTold(stage.status);
        user.reaches(user.spec().withdraws().left());
        return withdrawal.happens(event).isTold(status);
    }
}
