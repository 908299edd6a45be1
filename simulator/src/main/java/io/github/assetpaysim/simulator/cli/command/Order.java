package io.github.assetpaysim.simulator.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * What a user does on a merchant's site to start a trade: lets himself be authenticated, looks at what there is, and picks.
 *
 * @param withdrawal whether he picks something for sale; otherwise something of his own
 * @param price what is to be nearest to it, in USD; null for the first
 * @param instant what the deposit says about instant credit, null for nothing
 */
record Order(boolean withdrawal, String steamId, String game, BigDecimal price, String externalId, Boolean instant) {
    private static final long ACCOUNT_NUMBER = 0xFFFF_FFFFL;

    /** What was picked, and a token to trade with. */
    record Picked(JsonNode item, String token) {}

    Picked pick(SimulatorClient simulator) {
        String apiKey = simulator.get("/credentials").path("apiKey").asText();
        String tradeUrl = "https://steamcommunity.com/tradeoffer/new/?partner="
                + (Long.parseLong(steamId) & ACCOUNT_NUMBER) + "&token=Simulate";
        String token = simulator
                .assetPay(
                        "POST",
                        "/auth/authenticate-client",
                        Map.of("api-key", apiKey),
                        Map.of("clientSteamId", steamId, "clientTradeUrl", tradeUrl))
                .path("token")
                .asText();
        String path =
                withdrawal ? "/client/market?perPage=-1&game=" : "/client/inventory?refresh=true&perPage=-1&game=";
        JsonNode items = simulator
                .assetPay("GET", path + game, Map.of("Authorization", token), null)
                .path(withdrawal ? "items" : "inventory");
        JsonNode item = StreamSupport.stream(items.spliterator(), false)
                .filter(each -> withdrawal || each.path("accepted").asBoolean())
                .filter(each -> each.path("tradable").asBoolean())
                .filter(each -> each.at("/offer/price").isNumber())
                .min(
                        price == null
                                ? (one, other) -> 0
                                : Comparator.comparing(each -> each.at("/offer/price")
                                        .decimalValue()
                                        .subtract(price)
                                        .abs()))
                .orElseThrow(() -> new Failure(
                        ExitStatus.NOT_AS_ASKED,
                        withdrawal
                                ? "nothing is for sale in game " + game
                                : "user " + steamId + " has nothing to deposit in game " + game + ": of " + items.size()
                                        + " items none is accepted and tradable"));
        return new Picked(item, token);
    }

    /** Starts the trade; gives it as AssetPay shows it. */
    JsonNode submit(Picked picked, SimulatorClient simulator) {
        JsonNode item = picked.item();
        ObjectNode body =
                SimulatorClient.JSON.createObjectNode().put("game", game).put("externalId", externalId);
        ObjectNode line =
                body.putArray("items").addObject().put("itemId", item.path("id").asText());
        ObjectNode offer = line.putObject("offer");
        offer.set("price", item.at("/offer/price"));
        offer.set("reference", item.at("/offer/reference"));
        if (withdrawal) {
            line.set("market", item.path("market"));
        } else if (instant != null) {
            body.put("isInstant", instant);
        }
        return simulator.assetPay(
                "POST",
                withdrawal ? "/client/trading/withdraw" : "/client/trading/deposit",
                Map.of("Authorization", picked.token()),
                body);
    }
}
