package io.github.assetpaysim.simulator.dialect.co;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.dialect.Explainer;
import io.github.assetpaysim.simulator.dialect.Letter;
import io.github.assetpaysim.simulator.dialect.Shipment;
import io.github.assetpaysim.simulator.dialect.co.explain.CoExplainer;
import io.github.assetpaysim.simulator.dialect.co.signature.TradeSignature;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.setting.Assumptions;
import io.github.assetpaysim.simulator.setting.Values;
import io.github.assetpaysim.simulator.trade.Trade;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The generation documented at docs.assetpay.co (part A of the dossier). The signature of its callbacks stands in the body and
 * covers the trade alone (A7).
 */
public final class CoDialect implements Dialect {
    private final Map<String, String> headers;

    /** @param userAgent what callbacks name as their sender */
    public CoDialect(String userAgent) {
        this.headers = Map.of("Content-Type", "application/json", "User-Agent", userAgent);
    }

    @Override
    public String status(Trade trade) {
        return CoStatus.of(trade).name();
    }

    @Override
    public List<String> statuses() {
        return Arrays.stream(CoStatus.values()).map(Enum::name).toList();
    }

    @Override
    public List<CoError> errors() {
        return List.of(CoError.values());
    }

    @Override
    public List<String> operations() {
        return CoApi.OPERATIONS;
    }

    @Override
    public boolean namesUser(String operation) {
        return !operation.equals(CoApi.AUTHENTICATE_CLIENT);
    }

    @Override
    public Object wire(Trade trade, Values assumptions) {
        return CoWire.of(trade, assumptions);
    }

    @Override
    public Letter letter(Shipment shipment, String secret, Values assumptions) {
        if (!shipment.edits().isEmpty()) {
            return new EditedLetter(shipment, CoWire.of(shipment.trade(), assumptions), secret, headers).letter();
        }
        JsonNode trade = StrictJson.MAPPER.valueToTree(CoWire.of(shipment.trade(), assumptions));
        ObjectNode body = body(trade, shipment.status(), shipment.generatedAt(), TradeSignature.key(trade, secret));
        return new Letter(StrictJson.write(body), headers);
    }

    static ObjectNode body(JsonNode trade, String event, Instant generatedAt, String key) {
        ObjectNode body = StrictJson.MAPPER.createObjectNode();
        body.putObject("payload")
                .<ObjectNode>set("trade", trade)
                .put("event", event)
                .put("timestamp", StrictJson.text(generatedAt))
                .put("key", key);
        return body;
    }

    @Override
    public boolean delivered(int httpStatus, Values assumptions) {
        return switch (assumptions.get(Assumptions.CALLBACK_SUCCESS)) {
            case ONLY_200 -> httpStatus == 200;
            case ANY_2XX -> httpStatus >= 200 && httpStatus < 300;
        };
    }

    @Override
    public Explainer explainer() {
        return new CoExplainer();
    }
}
