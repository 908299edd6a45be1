package io.github.assetpaysim.contract.plan;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A callback as it was sent to the merchant, and what came back.
 *
 * @param event what it is about: the status that was announced
 * @param fault what was done to it on purpose, in words, or null
 * @param genuine whether it came as AssetPay sends it, whole and with the right key, whatever was done to it otherwise
 * @param url where it was sent
 * @param headers that were sent first
 * @param body exactly as it was sent; null when it never was
 * @param answers one for each attempt
 */
public record SentCallback(
        String id,
        String tradeId,
        String event,
        String fault,
        boolean genuine,
        URI url,
        Map<String, String> headers,
        byte[] body,
        List<Answer> answers) {

    /** What was answered, one attempt after another, in words. */
    public String answered() {
        return answers.isEmpty()
                ? "not sent"
                : answers.stream().map(Answer::toString).collect(Collectors.joining(", "));
    }

    /** Whether an answer did not come in time. */
    public boolean isTimedOut() {
        return timeOuts() > 0;
    }

    /** How many answers did not come in time. */
    public long timeOuts() {
        return answers.stream().filter(Answer::isTimedOut).count();
    }

    /** Whether one answer was 200. */
    public boolean isAcknowledged() {
        return answers.stream().anyMatch(answer -> Integer.valueOf(200).equals(answer.status()));
    }

    /** Whether there was nobody to answer when it was sent for the last time. */
    public boolean isSentToNobody() {
        return !answers.isEmpty() && answers.get(answers.size() - 1).isRefusedConnection();
    }

    /**
     * What the merchant answered to one attempt.
     *
     * @param outcome the simulator's code for how the attempt ended
     * @param headers that were sent in it
     * @param status HTTP status, or null when no complete answer came
     * @param error why none came, or where a redirect leads, in words; or null
     * @param millis how long it took
     * @param body of the answer, as text, or null
     */
    public record Answer(
            String outcome, Map<String, String> headers, Integer status, String error, long millis, String body) {
        private static final String TIMED_OUT = "TIMEOUT";
        private static final String REFUSED = "CONNECTION_REFUSED";
        private static final String CUT_BY_FAULT = "CUT_BY_FAULT";

        /** Whether none came in time. */
        public boolean isTimedOut() {
            return TIMED_OUT.equals(outcome);
        }

        /** Whether a fault broke the connection, so that none could come. */
        public boolean isCutByFault() {
            return CUT_BY_FAULT.equals(outcome);
        }

        boolean isRefusedConnection() {
            return REFUSED.equals(outcome);
        }

        @Override
        public String toString() {
            if (status == null) {
                return "no answer (" + error + ")";
            }
            return error == null ? String.valueOf(status) : status + " " + error;
        }
    }
}
