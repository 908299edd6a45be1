package io.github.assetpaysim.contract.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.util.List;

/**
 * A trade as the history shows it.
 *
 * @param by which answer it was shown
 */
record ListedTrade(JsonNode trade, Exchange by) {
    /** What a trade has from the beginning and keeps (A5); others may come later or change. */
    private static final List<String> KEPT = List.of(
            "id",
            "type",
            "game",
            "externalId",
            "externalClientUserId",
            "merchantId",
            "clientUserId",
            "clientSteamID",
            "clientTradeUrl",
            "totalPrice",
            "createdAt");

    /** The same of an item; what the history leaves out is documented to be optional. */
    private static final List<String> KEPT_OF_ITEMS =
            List.of("name", "marketHashName", "appid", "contextid", "amount", "exterior", "wear", "rarity", "offer");

    /**
     * Holds it against what the deposit's answer had.
     *
     * @throws CheckFailure a violation when it differs; skips the check when the status does
     */
    void requireAs(JsonNode answered) {
        if (!trade.path("status").equals(answered.path("status"))) {
            throw CheckFailure.skipped(
                    "its status had changed to " + trade.path("status") + " before the history was read");
        }
        KEPT.forEach(member -> requireSame(member, answered.path(member), trade.path(member)));
        for (JsonNode item : answered.path("items")) {
            for (JsonNode listed : trade.path("items")) {
                if (Items.key(listed).equals(Items.key(item))) {
                    KEPT_OF_ITEMS.forEach(member -> requireSameItem(member, item.path(member), listed.path(member)));
                }
            }
        }
    }

    private void requireSameItem(String member, JsonNode answered, JsonNode listed) {
        if (answered.isObject() && listed.isObject()) {
            answered.fieldNames()
                    .forEachRemaining(
                            name -> requireSameItem(member + "." + name, answered.path(name), listed.path(name)));
        } else if (!answered.isMissingNode() && !listed.isMissingNode()) {
            requireSame(member + " of an item", answered, listed);
        }
    }

    private void requireSame(String member, JsonNode answered, JsonNode listed) {
        if (!answered.equals(ListedTrade::compare, listed)) {
            throw CheckFailure.violated(
                    member + " as the deposit's answer had it, " + answered + ", in answer to " + by.asked(),
                    listed.isMissingNode() ? "none" : listed.toString());
        }
    }

    /** 0 when equal; numbers may be written in several ways. */
    private static int compare(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }
}
