package io.github.assetpaysim.simulator.dialect;

import io.github.assetpaysim.simulator.trade.Trade;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A callback that is to be sent; no bytes yet.
 *
 * @param trade the trade as it was when its status changed
 * @param status that status, in the words of the merchant's dialect
 * @param generatedAt in wall time, because the receiver compares it with his own clock
 * @param edits how its request differs from what AssetPay would write; none in ordinary life
 */
public record CallbackEvent(String id, Trade trade, String status, Instant generatedAt, List<PlannedMutation> edits) {
    public CallbackEvent {
        edits = List.copyOf(edits);
    }

    /** The same under another id. */
    public CallbackEvent withId(String other) {
        return new CallbackEvent(other, trade, status, generatedAt, edits);
    }

    /** The same with one more edit. */
    public CallbackEvent edited(PlannedMutation edit) {
        List<PlannedMutation> more = new ArrayList<>(edits);
        more.add(edit);
        return new CallbackEvent(id, trade, status, generatedAt, more);
    }
}
