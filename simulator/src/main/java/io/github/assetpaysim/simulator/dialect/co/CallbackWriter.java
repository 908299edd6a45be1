package io.github.assetpaysim.simulator.dialect.co;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.dialect.CallbackEvent;
import io.github.assetpaysim.simulator.dialect.PlannedMutation;
import io.github.assetpaysim.simulator.dialect.Verdict;
import io.github.assetpaysim.simulator.dialect.co.signature.TradeSignature;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.setting.Assumptions;
import io.github.assetpaysim.simulator.setting.Values;
import io.github.assetpaysim.simulator.trade.Trade;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A callback as it is being written: what it says (A7.2), the key that covers its trade alone (A7.3), and what mutations make of it.
 * Used by one thread, once.
 */
final class CallbackWriter {
    final ObjectNode trade;
    final ObjectNode payload = StrictJson.MAPPER.createObjectNode();
    String secret;
    /** What is written at last; until a mutation replaces it, it contains {@link #payload}. */
    JsonNode body = StrictJson.MAPPER.createObjectNode().set("payload", payload);

    ObjectWriter writer = StrictJson.MAPPER.writer();
    /** So many bytes are cut off; all of them when there are fewer. */
    int missingAtTheEnd;

    private CallbackWriter(CallbackEvent callback, String secret, Values assumptions) {
        this.trade = StrictJson.MAPPER.valueToTree(Wire.of(callback.trade(), assumptions));
        this.secret = secret;
        payload.<ObjectNode>set("trade", trade)
                .put("event", callback.status())
                .put("timestamp", StrictJson.text(callback.generatedAt()));
    }

    /** The bytes of a callback with its edits. */
    static byte[] bytes(CallbackEvent callback, String secret, Values assumptions) {
        CallbackWriter written = new CallbackWriter(callback, secret, assumptions);
        written.undergo(callback.edits(), true);
        written.payload.put("key", TradeSignature.key(written.trade, written.secret));
        written.undergo(callback.edits(), false);
        return written.bytes();
    }

    /** Applies those of the edits that the key covers, or those that it does not. */
    private void undergo(List<PlannedMutation> edits, boolean signed) {
        for (Mutation mutation : edits.isEmpty() ? List.<Mutation>of() : Mutation.ALL) {
            edits.stream()
                    .filter(edit -> edit.mutation() == mutation && mutation.signed() == signed)
                    .forEach(edit -> mutation.effect().accept(this, edit.values()));
        }
    }

    private byte[] bytes() {
        try {
            byte[] bytes = writer.writeValueAsBytes(body);
            return Arrays.copyOf(bytes, Math.max(0, bytes.length - missingAtTheEnd));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("cannot write JSON", e);
        }
    }

    /** The headers of a callback that has {@code ordinary} ones unless an edit sets others. */
    static Map<String, String> headers(CallbackEvent callback, Map<String, String> ordinary) {
        Map<String, String> headers = new LinkedHashMap<>(ordinary);
        for (PlannedMutation edit : callback.edits()) {
            Mutation.ALL.stream()
                    .filter(mutation -> edit.mutation() == mutation)
                    .forEach(mutation -> headers.putAll(mutation.headers().apply(edit.values())));
        }
        return Collections.unmodifiableMap(headers);
    }

    /** What an answer means (A7.4); to the INITIATED callback of a withdrawal it is a verdict (A7.6). */
    static Verdict judge(Trade trade, int httpStatus, Values assumptions) {
        boolean success = switch (assumptions.get(Assumptions.CALLBACK_SUCCESS)) {
            case ONLY_200 -> httpStatus == 200;
            case ANY_2XX -> httpStatus >= 200 && httpStatus < 300;
        };
        if (trade.awaitsVerdict()) {
            boolean refusal = httpStatus >= 400 && httpStatus < 500 && httpStatus != 408 && httpStatus != 429;
            return success ? Verdict.APPROVED : refusal ? Verdict.REJECTED : Verdict.FAILED;
        }
        return success ? Verdict.DELIVERED : Verdict.FAILED;
    }
}
