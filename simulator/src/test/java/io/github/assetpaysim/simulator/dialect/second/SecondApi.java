package io.github.assetpaysim.simulator.dialect.second;

import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.dialect.RateLimit;
import io.github.assetpaysim.simulator.endpoint.Answer;
import io.github.assetpaysim.simulator.endpoint.Call;
import io.github.assetpaysim.simulator.endpoint.DialectApi;
import io.github.assetpaysim.simulator.endpoint.Endpoint;
import io.github.assetpaysim.simulator.http.ErrorStyle;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.merchant.DepositOrder;
import io.github.assetpaysim.simulator.merchant.ItemQuery;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.requestlog.RecordedRequest;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.Trade;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The API of the second dialect: two endpoints under the merchant's own token rules, prices without references. */
public final class SecondApi implements DialectApi, ErrorStyle {
    static final List<Endpoint> ENDPOINTS = List.of(
            Endpoint.withToken("stock", "GET", "/client/stock", RateLimit.perMinute("stock", 3, 2), SecondApi::stock),
            Endpoint.withToken("sell", "POST", "/client/sell", RateLimit.perMinute("sell", 100, 100), SecondApi::sell));

    private final Dialect dialect = new SecondDialect();

    private static Answer stock(Call call) {
        int limit = call.query().one("limit", 20, "a whole number", Integer::valueOf);
        Comparator<Item> order = call.query()
                .one(
                        "sort",
                        null,
                        "nameAsc",
                        text -> text.equals("nameAsc")
                                ? Comparator.comparing(
                                        (Item item) -> item.kind().marketHashName())
                                : null);
        ItemQuery query = new ItemQuery(Game.CS2, false, null, order, null, null, 1, limit);
        return Answer.of(call.merchant().users().inventory(call.client(), query).items().stream()
                .map(item -> Map.of(
                        "itemId", item.id(),
                        "name", item.kind().marketHashName(),
                        "price",
                                item.offer() == null || !item.tradable()
                                        ? Usd.ZERO
                                        : item.offer().price()))
                .toList());
    }

    private static Answer sell(Call call) {
        Map<String, String> wrong = new LinkedHashMap<>();
        List<DepositOrder.Line> lines = new ArrayList<>();
        for (Fields item : call.body().objects("items")) {
            String at = "items." + lines.size();
            if (!item.has("itemId")) {
                wrong.put(at + ".itemId", "is missing");
            }
            if (!item.has("price")) {
                wrong.put(at + ".price", "is missing");
            }
            lines.add(
                    wrong.isEmpty()
                            ? new DepositOrder.Line(
                                    item.text("itemId", 5, 256), Usd.of(item.number("price", "a number")), null, 1)
                            : null);
        }
        if (!wrong.isEmpty()) {
            throw new Refusal(new SecondError.InvalidFields(wrong), "some members are wrong");
        }
        var opened = call.merchant().deposits().open(call.client(), new DepositOrder(Game.CS2, lines, null, true));
        call.afterAnswer(opened.answered());
        return Answer.of(wire(opened.trade()))
                .after(call.merchant().answerable(opened.trade().id()));
    }

    static Map<String, Object> wire(Trade trade) {
        return Map.of(
                "id",
                trade.id(),
                "type",
                "deposit",
                "status",
                SecondCallbacks.status(trade),
                "totalPrice",
                trade.totalPrice());
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public List<Endpoint> endpoints() {
        return ENDPOINTS;
    }

    @Override
    public Object success(String requestId, Object data) {
        return Map.of("id", requestId, "data", data);
    }

    @Override
    public ErrorStyle errors() {
        return this;
    }

    @Override
    public RecordedRequest.Error named(Refusal.Code code) {
        return new RecordedRequest.Error(SecondError.of(code).code, key(code));
    }

    @Override
    public int status(Refusal.Code code) {
        return SecondError.of(code).http;
    }

    @Override
    public String key(Refusal.Code code) {
        return SecondError.of(code).name();
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    private record Failure(int code, String key, Map<String, String> fields) {}

    @Override
    public byte[] body(Refusal refusal, int status, String requestId) {
        Map<String, String> fields =
                refusal.code() instanceof SecondError.InvalidFields invalid ? invalid.fields() : null;
        return StrictJson.write(
                Map.of("error", new Failure(SecondError.of(refusal.code()).code, key(refusal.code()), fields)));
    }
}
