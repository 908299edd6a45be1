package io.github.assetpaysim.contract.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * A trade as it was shown once.
 *
 * @param where it was shown
 * @param status that it had then: in a simulator's history what the control API said, otherwise what was shown
 * @param clock of the merchant then, or null where it cannot be asked for
 */
record Sighting(String where, String status, JsonNode trade, Instant clock) {
    /** @throws CheckFailure when a member is there */
    void requireNo(String member) {
        if (trade.has(member)) {
            throw CheckFailure.violated(
                    "no " + member + " in " + this, trade.path(member).toString());
        }
    }

    /** @throws CheckFailure unless a member is this text */
    void requireText(String member, String expected) {
        if (!expected.equals(trade.path(member).textValue())) {
            throw unlike(member, '"' + expected + '"');
        }
    }

    /** @throws CheckFailure unless a member is this number */
    void requireAmount(String member, BigDecimal expected) {
        JsonNode amount = trade.path(member);
        if (!amount.isNumber() || amount.decimalValue().compareTo(expected) != 0) {
            throw unlike(member, "the number " + expected.toPlainString());
        }
    }

    /** @throws CheckFailure unless a member is a number of USD with at most two decimals that is not negative */
    BigDecimal amount(String member) {
        JsonNode amount = trade.path(member);
        if (!amount.isNumber()
                || amount.decimalValue().signum() < 0
                || amount.decimalValue().stripTrailingZeros().scale() > 2) {
            throw unlike(member, "a number of USD with at most two decimals");
        }
        return amount.decimalValue();
    }

    /** @throws CheckFailure unless a member is an instant in ISO 8601 */
    Instant instant(String member) {
        try {
            return Instant.parse(trade.path(member).asText());
        } catch (DateTimeException e) {
            throw unlike(member, "an instant");
        }
    }

    /** That a member is not what was expected. */
    CheckFailure unlike(String member, String expected) {
        return CheckFailure.violated(
                member + " in " + this + " to be " + expected,
                trade.has(member) ? trade.path(member).toString() : "none");
    }

    @Override
    public String toString() {
        return where + " with status " + status;
    }
}
