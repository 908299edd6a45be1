package io.github.assetpaysim.contract.merchant.scene;

import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.LikelyCause;
import io.github.assetpaysim.contract.plan.SentCallback;
import io.github.assetpaysim.contract.simulator.DeliveryDeadline;
import io.github.assetpaysim.contract.simulator.SimulatorSession;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A trade that was started, and the world around it. */
public class PlayedTrade {
    private final CheckState state;
    private final SimulatorSession session;
    private final String tradeId;
    /** Every callback, as it was when nothing more was under way; null once something has happened since. */
    private List<SentCallback> seen;

    private boolean isRaced;

    PlayedTrade(CheckState state, String tradeId) {
        this.state = state;
        this.session = state.merchant().session();
        this.tradeId = tradeId;
    }

    CheckState state() {
        return state;
    }

    /** Its id in the simulator; of a withdrawal that the merchant refused to start, null. */
    public String tradeId() {
        return tradeId;
    }

    /** Makes something happen; the merchant is told meanwhile. */
    public PlayedTrade happens(String event) throws IOException, InterruptedException {
        seen = null;
        session.happen(tradeId, event);
        state.notes().line("trade " + tradeId + ": " + event);
        return this;
    }

    /** Waits until the trade has had a status. */
    public PlayedTrade becomes(String status) throws IOException, InterruptedException {
        session.awaitStatus(tradeId, status);
        return this;
    }

    /**
     * Waits until the merchant has been told of a status, and nothing more is under way unless that takes too long. It leaves a
     * doubt when callbacks time out in vain, whether or not their attempts are over by now.
     */
    public PlayedTrade isTold(String status) throws IOException, InterruptedException {
        seen = null;
        try {
            List<SentCallback> all = session.awaitCalm(tradeId);
            if (all.stream().noneMatch(callback -> hasCome(callback, status))) {
                session.awaitCallback(tradeId, status);
                all = session.awaitCalm(tradeId);
            }
            DeliveryDeadline.requireAnswers(all);
            seen = all;
        } catch (CheckFailure tooLong) {
            state.doubt(tooLong);
        }
        return this;
    }

    private static boolean hasCome(SentCallback callback, String status) {
        return callback.event().equals(status) && !callback.answers().isEmpty();
    }

    /** The user gets the offer. */
    public PlayedTrade isOffered() throws IOException, InterruptedException {
        return happens("send-offer").isTold("PENDING");
    }

    /** The user accepts, and the hold begins. */
    public PlayedTrade isOnHold() throws IOException, InterruptedException {
        return happens("send-offer").happens("accept").becomes("HOLD").isTold("HOLD");
    }

    /** The ordinary way to the end. */
    public PlayedTrade completes() throws IOException, InterruptedException {
        return happens("complete").isTold("COMPLETED");
    }

    /** Whether instant credit was asked for. */
    public boolean isInstant() throws IOException, InterruptedException {
        return session.trade(tradeId).path("isInstant").asBoolean();
    }

    /** Every callback of the trade, in the order in which they were announced. */
    public List<SentCallback> callbacks() throws IOException, InterruptedException {
        return seen == null ? session.callbacks(tradeId) : seen;
    }

    /** The callbacks about one status, altered ones included. */
    public List<SentCallback> callbacks(String status) throws IOException, InterruptedException {
        return callbacks().stream()
                .filter(callback -> callback.event().equals(status))
                .toList();
    }

    /** Sends the callback about a status once more. */
    public void comesAgain(String status) throws IOException, InterruptedException {
        List<SentCallback> again = callbacks(status);
        seen = null;
        for (SentCallback callback : again) {
            state.notes().line("trade " + tradeId + ": the callback " + status + " comes once more");
            session.resend(callback.id());
        }
    }

    /** Something about it comes at the same instant as something else about the user. */
    public void races() {
        isRaced = true;
    }

    boolean isRaced() {
        return isRaced;
    }

    /** Sends the callbacks about two statuses once more, at the same instant. */
    public void comeAtOnce(String one, String other) throws IOException, InterruptedException {
        races();
        String first = callbacks(one).get(0).id();
        String second = callbacks(other).get(0).id();
        seen = null;
        state.notes()
                .line("trade " + tradeId + ": the callbacks " + one + " and " + other
                        + " come once more, at the same instant");
        FutureTask<Void> meeting = new FutureTask<>(() -> {
            session.resend(first);
            return null;
        });
        Thread thread = new Thread(meeting, "assetpay-meeting");
        thread.setDaemon(true);
        thread.start();
        session.resend(second);
        try {
            meeting.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }

    /** Checks that every callback about one status was acknowledged in the end. */
    public void isAcknowledged(String status) throws IOException, InterruptedException {
        for (SentCallback callback : callbacks(status)) {
            isAcknowledged(callback);
        }
    }

    private void isAcknowledged(SentCallback callback) throws IOException, InterruptedException {
        if (!callback.isAcknowledged()) {
            requireSomebody(callback);
            if (callback.isTimedOut()) {
                state.requireNoRush();
            }
            state.notes().repeat(callback);
            throw CheckFailure.violated(
                            "HTTP 200 to the callback " + callback.event()
                                    + (callback.fault() == null ? "" : " (" + callback.fault() + ")"),
                            String.valueOf(callback.answers()))
                    .because(LikelyCause.ofAnswers(callback))
                    .mayBeTime(callback.isTimedOut());
        }
    }

    /** The ordinary way to the end, on which every callback has to be acknowledged in the end. */
    public PlayedTrade completesAcknowledged() throws IOException, InterruptedException {
        try {
            completes();
        } catch (CheckFailure tooLong) {
            isAcknowledgedAfterTimeOuts();
            throw tooLong;
        }
        isAcknowledgedAfterTimeOuts();
        for (SentCallback callback : callbacks()) {
            isAcknowledged(callback);
        }
        return this;
    }

    private void isAcknowledgedAfterTimeOuts() throws IOException, InterruptedException {
        for (SentCallback callback : callbacks()) {
            if (callback.isTimedOut()) {
                isAcknowledged(callback);
            }
        }
    }

    /** A merchant that has ended shows nothing, neither by what it does nor by what it does not. */
    public static void requireSomebody(SentCallback callback) {
        if (callback.isSentToNobody()) {
            throw CheckFailure.inconclusive(
                    "nobody listens at " + callback.url() + " any more: the merchant seems to have ended");
        }
    }
}
