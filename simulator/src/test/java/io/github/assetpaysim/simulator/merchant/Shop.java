package io.github.assetpaysim.simulator.merchant;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.Inside;
import io.github.assetpaysim.simulator.SimulatedMerchant;
import io.github.assetpaysim.simulator.callback.Delivery;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.Transition;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A merchant of a running simulator whose users withdraw. */
final class Shop {
    static final String ALICE = "76561198000000001";
    static final String BOB = "76561198000000002";
    static final Usd BEGINNING = new Usd(10_000_00);

    final TestClient client;
    final JsonNode json;
    final SimulatedMerchant handle;
    final Merchant merchant;

    /** @param members of the merchant as the control API takes them, each with a comma before it */
    Shop(RunningSimulator running, Object callbackUrl, String members) {
        client = running.client();
        String url = callbackUrl == null ? "null" : "\"" + callbackUrl + "\"";
        json = client.merchant("{\"callbackUrl\":" + url + members + "}");
        handle = running.simulator().merchant(json.required("id").textValue());
        merchant = Inside.of(handle);
    }

    void plan(String... faults) {
        handle.plan("{\"faults\":[" + String.join(",", faults) + "]}");
    }

    /** A fault, {@code "name":"drop"}, of the next gate. */
    static String atGate(String fault) {
        return "{\"trigger\":{\"on\":\"callback\",\"kind\":\"WITHDRAWAL\",\"status\":\"INITIATED\"},\"fault\":{" + fault
                + "}}";
    }

    String token(String steamId) {
        return client.token(json, steamId);
    }

    Trade withdraw() {
        return withdraw(ALICE, "730");
    }

    Trade withdraw(String steamId, String game) {
        return trade(client.withdrawal(token(steamId), game, 0));
    }

    Trade trade(JsonNode answered) {
        return handle.trade(answered.required("id").textValue());
    }

    Trade now(Trade trade) {
        return handle.trade(trade.id());
    }

    void advance(String by) {
        client.advance(json, by);
    }

    List<Delivery> callbacks(Trade trade) {
        return merchant.journal().list(trade.id());
    }

    /** The callback that asks whether the trade may go on. */
    Delivery gate(Trade trade) {
        return callbacks(trade).stream()
                .filter(each -> each.plan().genuine())
                .findFirst()
                .orElseThrow();
    }

    /** What the merchant is owed to know: each status with how long after its creation the trade reached it. */
    String story(Trade trade) {
        return callbacks(trade).stream()
                .filter(each -> each.plan().genuine())
                .map(each -> each.event().status() + " "
                        + Duration.between(
                                trade.createdAt(), each.event().trade().updatedAt()))
                .collect(Collectors.joining(", "));
    }

    /** What the history gives as reasons. */
    String why(Trade trade) {
        return now(trade).history().stream()
                .map(Transition::why)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
    }

    Balance balance() {
        return merchant.withdrawals().balance();
    }

    /** Whether all that the trade took is bought: paid for, and off the market. */
    boolean isBought(Trade trade) {
        return balance().equals(new Balance(BEGINNING.minus(trade.totalPrice()), Usd.ZERO))
                && merchant.market().isTaken(listing(trade));
    }

    /** Whether it is reserved only. */
    boolean isReserved(Trade trade) {
        return balance().equals(new Balance(BEGINNING, trade.totalPrice()))
                && merchant.market().isTaken(listing(trade));
    }

    /** Whether nothing of it is left. */
    boolean isGivenBack(Trade trade) {
        return balance().equals(new Balance(BEGINNING, Usd.ZERO))
                && !merchant.market().isTaken(listing(trade));
    }

    private static String listing(Trade trade) {
        return trade.items().get(0).item().id();
    }
}
