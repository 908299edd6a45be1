package io.github.assetpaysim.simulator.dialect.second;

import io.github.assetpaysim.simulator.dialect.BodyMutation;
import io.github.assetpaysim.simulator.dialect.CallbackEvent;
import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.dialect.Explanation;
import io.github.assetpaysim.simulator.dialect.Operation;
import io.github.assetpaysim.simulator.dialect.Secrets;
import io.github.assetpaysim.simulator.dialect.Verdict;
import io.github.assetpaysim.simulator.endpoint.Endpoint;
import io.github.assetpaysim.simulator.setting.Values;
import io.github.assetpaysim.simulator.trade.Trade;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Another generation of AssetPay, small, to prove that nothing but its own package knows a dialect. */
public class SecondDialect implements Dialect {
    @Override
    public String name() {
        return "second";
    }

    @Override
    public String status(Trade trade, Values assumptions) {
        return SecondCallbacks.status(trade);
    }

    @Override
    public List<String> statuses() {
        return List.of("initiated", "offered", "protected", "completed");
    }

    @Override
    public List<SecondError> errors() {
        return List.of(SecondError.values());
    }

    @Override
    public List<Operation> operations() {
        return SecondApi.ENDPOINTS.stream().map(Endpoint::operation).toList();
    }

    @Override
    public Object wire(Trade trade, Values assumptions) {
        return SecondApi.wire(trade);
    }

    @Override
    public byte[] body(CallbackEvent callback, Secrets secrets, Values assumptions) {
        return SecondCallbacks.body(callback);
    }

    @Override
    public Map<String, String> headers(CallbackEvent callback, byte[] body, int attempt, Instant at, Secrets secrets) {
        return SecondCallbacks.headers(callback, body, attempt, at, secrets);
    }

    @Override
    public Verdict judge(CallbackEvent callback, int httpStatus, byte[] answer, Values assumptions) {
        return SecondCallbacks.judge(callback, httpStatus, answer);
    }

    @Override
    public List<BodyMutation> mutations() {
        return SecondCallbacks.mutations();
    }

    @Override
    public Explanation explain(String text, String key, String secret) {
        throw new UnsupportedOperationException("it has none");
    }
}
