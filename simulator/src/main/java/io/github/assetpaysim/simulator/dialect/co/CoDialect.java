package io.github.assetpaysim.simulator.dialect.co;

import io.github.assetpaysim.simulator.dialect.BodyMutation;
import io.github.assetpaysim.simulator.dialect.CallbackEvent;
import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.dialect.Explanation;
import io.github.assetpaysim.simulator.dialect.Operation;
import io.github.assetpaysim.simulator.dialect.Secrets;
import io.github.assetpaysim.simulator.dialect.Verdict;
import io.github.assetpaysim.simulator.dialect.co.explain.CoExplainer;
import io.github.assetpaysim.simulator.endpoint.Endpoint;
import io.github.assetpaysim.simulator.setting.Values;
import io.github.assetpaysim.simulator.trade.Trade;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The generation documented at docs.assetpay.co (part A of the dossier). The signature of its callbacks stands in the body and
 * covers the trade alone (A7).
 */
public final class CoDialect implements Dialect {
    /** In sending order; of all callbacks that no fault gives others. */
    private final Map<String, String> headers;

    /** @param userAgent what callbacks name as their sender */
    public CoDialect(String userAgent) {
        Map<String, String> inOrder = new LinkedHashMap<>();
        inOrder.put("Content-Type", "application/json");
        inOrder.put("User-Agent", userAgent);
        this.headers = Collections.unmodifiableMap(inOrder);
    }

    @Override
    public String name() {
        return "co";
    }

    @Override
    public String status(Trade trade, Values assumptions) {
        return Status.of(trade, assumptions).name();
    }

    @Override
    public List<String> statuses() {
        return Arrays.stream(Status.values()).map(Enum::name).toList();
    }

    @Override
    public List<ErrorRow> errors() {
        return List.of(ErrorRow.values());
    }

    @Override
    public List<Operation> operations() {
        return CoApi.ENDPOINTS.stream().map(Endpoint::operation).toList();
    }

    @Override
    public Object wire(Trade trade, Values assumptions) {
        return Wire.of(trade, assumptions);
    }

    @Override
    public byte[] body(CallbackEvent callback, Secrets secrets, Values assumptions) {
        return CallbackWriter.bytes(callback, secrets.current(), assumptions);
    }

    @Override
    public Map<String, String> headers(CallbackEvent callback, byte[] body, int attempt, Instant at, Secrets secrets) {
        return callback.edits().isEmpty() ? headers : CallbackWriter.headers(callback, headers);
    }

    @Override
    public Verdict judge(CallbackEvent callback, int httpStatus, byte[] answer, Values assumptions) {
        return CallbackWriter.judge(callback.trade(), httpStatus, assumptions);
    }

    @Override
    public List<BodyMutation> mutations() {
        return List.copyOf(Mutation.ALL);
    }

    @Override
    public Explanation explain(String text, String key, String secret) {
        return CoExplainer.explain(text, key, secret);
    }
}
