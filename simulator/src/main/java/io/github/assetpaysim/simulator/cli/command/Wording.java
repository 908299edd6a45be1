package io.github.assetpaysim.simulator.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.time.Durations;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** How members of the control API's answers are told to people. */
final class Wording {
    /** Enough of an id to tell hundreds apart, and more than a command wants. */
    private static final int SHORT = 8;

    private Wording() {}

    /** The beginning of an id, as commands take it. */
    static String shortId(JsonNode id) {
        return shortId(id.asText(), SHORT);
    }

    /** So many characters of an id. */
    static String shortId(String id, int length) {
        return id.length() <= length ? id : id.substring(0, length);
    }

    /** How many characters tell the ids of all these apart. */
    static int shortest(Iterable<JsonNode> all) {
        for (int length = SHORT; ; length++) {
            Set<String> seen = new HashSet<>();
            boolean apart = true;
            boolean longer = false;
            for (JsonNode each : all) {
                String id = each.path("id").asText();
                longer |= id.length() > length;
                apart &= seen.add(shortId(id, length));
            }
            if (apart || !longer) {
                return length;
            }
        }
    }

    /** An instant without what nobody reads: {@code 2026-12-06 17:37:11}. */
    static String when(JsonNode instant) {
        String text = instant.asText();
        return text.length() < 19 ? text : text.substring(0, 19).replace('T', ' ');
    }

    /** The same without the year, for tables. */
    static String whenShort(JsonNode instant) {
        String text = when(instant);
        return text.length() < 19 ? text : text.substring(5);
    }

    /** An amount of USD, {@code 8.60}; empty when there is none. */
    static String usd(JsonNode amount) {
        return amount.isNumber()
                ? amount.decimalValue().setScale(2, RoundingMode.HALF_UP).toPlainString()
                : "";
    }

    /** What came of an attempt: {@code answered 500 in 3 ms}. */
    static String result(JsonNode attempt) {
        boolean answered = attempt.has("status") && !attempt.has("error");
        String took = attempt.has("durationMillis") ? " in " + millis(attempt.path("durationMillis")) : "";
        return (answered
                        ? "answered " + attempt.path("status").asText() + took
                        : attempt.path("error").asText() + took)
                + (attempt.has("answerLost") ? ", but the answer was thrown away by a fault" : "")
                + switch (attempt.path("verdict").asText()) {
                    case "APPROVED" -> ": approved";
                    case "REJECTED" -> ": rejected";
                    default -> "";
                };
    }

    private static String millis(JsonNode millis) {
        return millis.decimalValue().setScale(0, RoundingMode.HALF_UP).toPlainString() + " ms";
    }

    /** When a callback is tried again after an attempt, from that attempt on; empty when it is not. */
    static String next(JsonNode callback, JsonNode attempt) {
        return next(callback, attempt, SimulatorClient.JSON.missingNode());
    }

    /** The same in real time where the merchant's clock, which its settings tell, makes it shorter. */
    static String next(JsonNode callback, JsonNode attempt, JsonNode merchant) {
        if (!callback.has("nextAttempt") || !callback.path("state").asText().equals("RETRYING")) {
            return "";
        }
        Duration gap = Duration.between(
                Instant.parse(attempt.path("due").asText()),
                Instant.parse(callback.path("nextAttempt").asText()));
        if (gap.isNegative()) {
            return "";
        }
        if (!merchant.path("clock").asText().equals("paced")) {
            return "; tried again after " + Durations.spoken(gap);
        }
        Duration pace = Duration.parse(merchant.path("pace").asText());
        return "; tried again within " + Durations.spoken(pace.compareTo(gap) < 0 ? pace : gap);
    }

    /** The command that explains the signature of a callback. */
    static String explain(JsonNode callback) {
        return "explain " + shortId(callback.path("id")) + " --key <the key that your code computes>";
    }

    /** Whether its last attempt failed, or nobody could be told. */
    static boolean failed(JsonNode callback) {
        return switch (callback.path("state").asText()) {
            case "RETRYING", "EXHAUSTED", "UNDELIVERABLE" -> true;
            default -> false;
        };
    }

    /** Whether it has arrived, though a planned attempt before had failed. */
    static boolean deliveredLate(JsonNode callback) {
        return callback.path("state").asText().equals("DELIVERED")
                && Names.list(callback.path("attempts")).stream()
                        .anyMatch(each -> each.path("trigger").asText().equals("SCHEDULED")
                                && !each.path("delivered").asBoolean());
    }

    /**
     * Whether it is one that AssetPay owes the merchant, in its own bytes, and the merchant has a URL but has not got it. What a fault
     * has dropped is not missed, and what a fault has forged is to be refused.
     */
    static boolean owed(JsonNode callback) {
        boolean fault = callback.has("copyOf")
                || callback.has("alterations")
                || callback.at("/attempts/0/trigger").asText().equals("FAULT");
        return !fault
                && switch (callback.path("state").asText()) {
                    case "DELIVERED", "DROPPED", "UNDELIVERABLE" -> false;
                    default -> true;
                };
    }

    /** The faults that struck a callback or a request, in brackets; empty when none did. */
    static String faults(JsonNode struck) {
        StringBuilder text = new StringBuilder();
        struck.path("faults")
                .forEach(each -> text.append(text.isEmpty() ? " (" : ", ").append(each.asText()));
        return text.isEmpty() ? "" : text + ")";
    }
}
