package io.github.assetpaysim.simulator.dialect;

import io.github.assetpaysim.simulator.setting.Values;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.Trade;
import java.util.List;

/** One generation of AssetPay's wire format: all that the core asks of it. Implementations are thread-safe and keep nothing. */
public interface Dialect {
    /** The dialect's word for where a trade stands. A change of it is what gets announced. */
    String status(Trade trade);

    /** Every word that {@link #status} can be. */
    List<String> statuses();

    /** The rows of its error table, in order: what a fault can plan to be answered. */
    List<? extends Refusal.Code> errors();

    /** The names by which faults call the API's operations. */
    List<String> operations();

    /** Whether a request for the operation says whose it is before its body is read. */
    boolean namesUser(String operation);

    /** A trade as the dialect's answers and callbacks show it: a value whose JSON form is the wire's. */
    Object wire(Trade trade, Values assumptions);

    /** Renders a shipment with its edits, signed with {@code secret}. The same arguments give the same bytes. */
    Letter letter(Shipment shipment, String secret, Values assumptions);

    /** Whether an answer with this HTTP status means that the callback was delivered. */
    boolean delivered(int httpStatus, Values assumptions);

    /** Finds out how a callback was signed. */
    Explainer explainer();
}
