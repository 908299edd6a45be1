package io.github.assetpaysim.contract.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * A trade as a callback tells it; call it genuine only after the signature was checked. Members that this merchant has no use for
 * stay in {@code json}.
 */
record Trade(JsonNode json) {
    /** The final statuses besides COMPLETED. */
    static final Set<String> UNSUCCESSFUL = Set.of("FAILED", "CANCELED", "DECLINED", "REVERTED");

    String id() {
        return text("id");
    }

    String status() {
        return text("status");
    }

    String type() {
        return text("type");
    }

    boolean isWithdrawal() {
        return type().equals("WITHDRAW");
    }

    /** Whether it asks if the withdrawal may go on (A7.6). */
    boolean isGate() {
        return isWithdrawal() && status().equals("INITIATED");
    }

    /** Whether it has ended so that whatever was booked for it is to be undone. */
    boolean isUnsuccessful() {
        return UNSUCCESSFUL.contains(status());
    }

    String steamId() {
        return text("clientSteamID");
    }

    private String text(String name) {
        JsonNode value = json.path(name);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw new Refusal(400, "the trade has no text '" + name + "'");
        }
        return value.textValue();
    }

    /** What the trade is worth, in cents. */
    long totalPrice() {
        return cents("totalPrice");
    }

    /** What may be credited while the trade is on hold, in cents; absent means nothing (A8). */
    long preCredit() {
        return json.has("preCredit") ? cents("preCredit") : 0;
    }

    private long cents(String name) {
        JsonNode amount = json.path(name);
        if (!amount.isNumber()) {
            throw new Refusal(400, "the trade has no number '" + name + "'");
        }
        try {
            return amount.decimalValue().movePointRight(2).longValueExact();
        } catch (ArithmeticException e) {
            throw new Refusal(400, "'" + name + "' is " + amount + ", which is not a whole number of cents");
        }
    }
}
