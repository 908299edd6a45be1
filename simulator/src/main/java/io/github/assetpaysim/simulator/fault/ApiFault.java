package io.github.assetpaysim.simulator.fault;

import io.github.assetpaysim.simulator.trade.Refusal;
import java.time.Duration;

/**
 * What goes wrong with a request to the API.
 *
 * @param name of its kind
 * @param delay before anything is done, in real time
 * @param refusal the error to answer, for {@link What#REFUSE}; otherwise null
 */
public record ApiFault(String name, What what, Duration delay, Refusal refusal) {

    /** What becomes of the request. */
    public enum What {
        /** It is only late. */
        DELAY,
        /** It is refused, and nothing is done. */
        REFUSE,
        /** The connection is reset, and nothing is done. */
        RESET,
        /** It is done, and then the connection is reset. */
        LOSE_ANSWER,
        /** It is done, and half of the answer is sent. */
        CUT_ANSWER,
        /** A proxy in between answers with a page of its own, and nothing is done. */
        PROXY_PAGE;

        /** Whether the request is carried out. */
        public boolean happensAllTheSame() {
            return this == DELAY || this == LOSE_ANSWER || this == CUT_ANSWER;
        }
    }

    ApiFault named(String kind) {
        return new ApiFault(kind, what, delay, refusal);
    }
}
