package io.github.assetpaysim.simulator.dialect;

import io.github.assetpaysim.simulator.setting.Values;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.Trade;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One generation of AssetPay's wire format: all that the core asks of it. Implementations are thread-safe and keep nothing. */
public interface Dialect {
    /** Its short name, {@code co}. */
    String name();

    /** The dialect's word for where a trade stands. A change of it is what gets announced. */
    String status(Trade trade, Values assumptions);

    /** Every word that {@link #status} can be. */
    List<String> statuses();

    /** The rows of its error table, in order: what a fault can plan to be answered. */
    List<? extends Refusal.Code> errors();

    /** What its API can be asked for. */
    List<Operation> operations();

    /** A trade as the dialect's answers and callbacks show it: a value whose JSON form is the wire's. */
    Object wire(Trade trade, Values assumptions);

    /**
     * Renders a callback with its edits; all of its attempts carry these bytes. The same arguments give the same bytes.
     *
     * @param secrets that what the body says is signed with, in dialects that sign there
     */
    byte[] body(CallbackEvent callback, Secrets secrets, Values assumptions);

    /**
     * The headers of one attempt, in sending order.
     *
     * @param body as {@link #body} has rendered it
     * @param attempt how many attempts of the callback have ended, this one included
     * @param at when the attempt is made, in wall time
     * @param secrets that the attempt is signed with, in dialects that sign in a header
     */
    Map<String, String> headers(CallbackEvent callback, byte[] body, int attempt, Instant at, Secrets secrets);

    /**
     * What a complete answer to a callback means.
     *
     * @param answer the first bytes of the answer's body, as many as are kept
     * @return {@code APPROVED} or {@code REJECTED} only, or {@code FAILED}, when the callback asks for a decision
     */
    Verdict judge(CallbackEvent callback, int httpStatus, byte[] answer, Values assumptions);

    /** The faults that alter what callbacks say, in the order in which documentation lists them. */
    List<BodyMutation> mutations();

    /**
     * Says whether a callback is signed as this dialect signs, and if not, which mistake was made.
     *
     * @param text the callback's body as it arrived; or its payload, or its trade alone
     * @param key the key to check; null for the one in the text
     * @param secret the API secret, at least one character
     * @throws UnreadableCallback when there is nothing to check, saying why
     */
    Explanation explain(String text, String key, String secret);
}
