package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.callback.transport.CallbackUrl;
import io.github.assetpaysim.simulator.callback.transport.OutcomeCode;
import io.github.assetpaysim.simulator.callback.transport.Reply;
import io.github.assetpaysim.simulator.callback.transport.Transmission;
import io.github.assetpaysim.simulator.dialect.Verdict;
import java.time.Instant;
import java.util.Map;

/**
 * One try to deliver a callback.
 *
 * @param number counts all attempts of the delivery in the order in which they ended, from 1
 * @param due when it was to be made, in timeline time
 * @param sent when it began, in wall time
 * @param ended when the answer was complete or the attempt given up, in wall time
 * @param transmission how its bytes went out
 * @param headers that the dialect set for it
 * @param outcome what it came to, for programs
 * @param verdict what the dialect makes of it
 */
public record Attempt(
        int number,
        Trigger trigger,
        CallbackUrl url,
        Instant due,
        Instant sent,
        Instant ended,
        Transmission transmission,
        Map<String, String> headers,
        Reply reply,
        OutcomeCode outcome,
        Verdict verdict) {

    /** Why an attempt was made. */
    public enum Trigger {
        SCHEDULED,
        MANUAL,
        /** A fault wants the callback on top of what AssetPay owes. */
        FAULT;

        /** Why a planned attempt is made. */
        static Trigger of(DeliveryPlan plan) {
            return plan.genuine() ? SCHEDULED : FAULT;
        }
    }

    /** One that a bug of the simulator has ended. */
    static Attempt broken(int number, Trigger trigger, CallbackUrl url, Instant due, Instant ended, Throwable bug) {
        return new Attempt(
                number,
                trigger,
                url,
                due,
                ended,
                ended,
                Transmission.ORDINARY,
                Map.of(),
                Reply.failed(OutcomeCode.NOT_SENT, "not sent or not judged, because of a bug of the simulator: " + bug),
                OutcomeCode.NOT_SENT,
                Verdict.FAILED);
    }

    /** Whether it has an answer that counts, so that none need follow. */
    public boolean delivered() {
        return verdict != Verdict.FAILED;
    }

    /** Whether a fault threw the answer away, so that the attempt counts as failed. */
    public boolean answerLost() {
        return outcome == OutcomeCode.ANSWER_LOST;
    }

    /** Words for people. */
    @Override
    public String toString() {
        return "attempt " + number + " -> " + url + ": "
                + reply.inWords()
                + (answerLost() ? ", thrown away by a fault" : "");
    }

    Attempt numbered(int changed) {
        return new Attempt(changed, trigger, url, due, sent, ended, transmission, headers, reply, outcome, verdict);
    }
}
