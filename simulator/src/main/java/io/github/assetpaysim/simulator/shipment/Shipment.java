package io.github.assetpaysim.simulator.shipment;

import io.github.assetpaysim.simulator.trade.Trade;
import java.time.Instant;

/**
 * A callback that is to be sent; no bytes yet.
 *
 * @param trade the trade as it was when its status changed
 * @param status that status, in the words of the merchant's dialect
 * @param generatedAt in wall time, because the receiver compares it with his own clock
 */
public record Shipment(String id, Trade trade, String status, Instant generatedAt) {}
