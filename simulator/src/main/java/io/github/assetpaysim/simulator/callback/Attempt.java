package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.callback.transport.Manner;
import io.github.assetpaysim.simulator.callback.transport.OutcomeCode;
import io.github.assetpaysim.simulator.callback.transport.Reply;
import java.net.URI;
import java.time.Instant;

/**
 * One try to deliver a callback.
 *
 * @param number counts all attempts of the delivery in the order in which they ended, from 1
 * @param due when it was to be made, in timeline time
 * @param sent when it began, in wall time
 * @param ended when the answer was complete or the attempt given up, in wall time
 * @param manner how its bytes went out
 * @param outcome what it came to, the success of an answer judged
 */
public record Attempt(
        int number,
        Trigger trigger,
        URI url,
        Instant due,
        Instant sent,
        Instant ended,
        Manner manner,
        Reply reply,
        OutcomeCode outcome) {

    /** Why an attempt was made. */
    public enum Trigger {
        SCHEDULED,
        MANUAL,
        /** A fault wants the callback on top of what AssetPay owes. */
        FAULT
    }

    Attempt numbered(int changed) {
        return new Attempt(changed, trigger, url, due, sent, ended, manner, reply, outcome);
    }

    public boolean delivered() {
        return outcome == OutcomeCode.DELIVERED;
    }

    /** Whether a fault threw the answer away, so that the attempt counts as failed. */
    public boolean answerLost() {
        return outcome == OutcomeCode.ANSWER_LOST;
    }
}
