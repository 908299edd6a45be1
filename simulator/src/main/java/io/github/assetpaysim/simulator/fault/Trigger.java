package io.github.assetpaysim.simulator.fault;

import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeKind;

/**
 * What a fault waits for. Members that are null match everything.
 *
 * @param operation the name of an operation, or {@link #ANY_OPERATION}; null when callbacks are meant
 * @param status of the trade, in the dialect's words; callbacks only
 * @param nth the first match that is struck, counted from 1
 * @param times how many matches are struck from there on
 */
public record Trigger(
        String operation, String status, TradeKind kind, String steamId, String externalId, int nth, int times) {
    /** Every operation there is. */
    public static final String ANY_OPERATION = "any-operation";

    /** More matches than any run has. */
    public static final int ALWAYS = Integer.MAX_VALUE;

    boolean meets(Trade trade, String present) {
        return operation == null
                && (status == null || status.equals(present))
                && (kind == null || kind == trade.kind())
                && (steamId == null || steamId.equals(trade.client().steamId()))
                && (externalId == null || externalId.equals(trade.externalId()));
    }

    boolean meets(String requested, String user) {
        return operation != null
                && (operation.equals(ANY_OPERATION) || operation.equals(requested))
                && (steamId == null || steamId.equals(user));
    }

    /** Whether the match with this number, counted from 1, is one of those that are struck. */
    boolean strikes(int match) {
        return match >= nth && match - nth < times;
    }

    /** Words for people; what holds for every trigger is left out. */
    @Override
    public String toString() {
        return (operation == null ? "callback" : operation)
                + (status == null ? "" : " " + status)
                + (kind == null ? "" : " of a " + kind)
                + (steamId == null ? "" : " of user " + steamId)
                + (externalId == null ? "" : " of externalId " + externalId)
                + (nth == 1 ? "" : ", from match " + nth + " on")
                + (times == 1 ? "" : times == ALWAYS ? ", always" : ", " + times + " times");
    }
}
