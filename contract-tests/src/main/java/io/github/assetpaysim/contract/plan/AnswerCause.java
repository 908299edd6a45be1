package io.github.assetpaysim.contract.plan;

import java.util.List;
import java.util.Objects;

/** What probably lies behind an answer to a callback that the merchant must acknowledge, as far as its status shows it. */
final class AnswerCause {
    private static final int COMMON_BODY_LIMIT = 100_000;

    private AnswerCause() {}

    /** What lies behind the last answer that was not 200, or null. */
    static String of(SentCallback callback) {
        // Whether what is not genuine must be refused is for the check to know.
        if (!callback.genuine()) {
            return null;
        }
        return callback.answers().stream()
                .map(SentCallback.Answer::status)
                .filter(status -> status != null && status != 200)
                .reduce((earlier, later) -> later)
                .map(status -> ofStatus(status, callback))
                .orElse(null);
    }

    /** What lies behind the answers to a gate: no verdict, or another verdict at a repetition; else null. */
    static String ofGate(SentCallback gate) {
        List<Integer> statuses = gate.answers().stream()
                .map(SentCallback.Answer::status)
                .filter(Objects::nonNull)
                .toList();
        if (statuses.isEmpty()) {
            return null;
        }
        int last = statuses.get(statuses.size() - 1);
        if (last == 409 && statuses.get(0) == 200) {
            return "a gate that comes again is no conflict: it is answered as it was the first time";
        }
        return last != 200 && last / 100 != 4 || last == 408 || last == 429
                ? last + " is no verdict: 200 approves, and 4xx but 408 and 429 rejects"
                : null;
    }

    private static String ofStatus(int status, SentCallback callback) {
        int length = callback.body() == null ? 0 : callback.body().length;
        String size = "the body has " + length / 1000 + " kB";
        if (status == 413) {
            return size + ", and many web frameworks refuse bodies over 100 kB by default";
        }
        if (status == 415) {
            return "its parser of bodies does not take the content type that AssetPay sends";
        }
        if (callback.isAcknowledged()) {
            return "the retry came because it answered " + status + ": a duplicate is answered 200 like the first one";
        }
        if (length > COMMON_BODY_LIMIT) {
            return size + ": a limit on bodies or a column too short for so many items, perhaps";
        }
        if (status == 401 || status == 403) {
            return "a genuine key was refused: " + ofKey(callback.fault());
        }
        return switch (status) {
            case 404 -> "nothing is at this path: is it the one given as --callback-url?";
            case 409 -> "it comes again because it was answered 409: what is booked already is answered 200";
            case 405 -> "its route takes another method: callbacks are sent with POST";
            default ->
                status / 100 == 2
                        ? "only 200 acknowledges, not " + status
                        : status / 100 == 3 ? "redirects are never followed: give the address that they lead to" : null;
        };
    }

    private static String ofKey(String fault) {
        if (fault == null) {
            return "was the merchant started with the secret given as --api-secret?";
        }
        return fault.equals("unknown-members")
                ? "names that are not known belong to the trade too, sorted by code unit, whatever the locale"
                : "it is computed over the trade as canonical JSON, not over the bytes that came";
    }
}
