package io.github.assetpaysim.simulator.cli.demo;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** Walks a deposit and two withdrawals from start to end and tells it. Knows the simulator only by its URL, as every merchant does. */
public final class Demo {
    private static final String STEAM_ID = "76561198012345678";
    private static final String TRADE_URL =
            "https://steamcommunity.com/tradeoffer/new/?partner=1039734273&token=SimUser1";
    /** More than the instant credit of a user, so that the split shows. */
    private static final BigDecimal TELLING_PRICE = new BigDecimal(150);

    private final ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI simulator;
    private final String apiKey;
    private final DemoMerchant merchant;
    private final PrintStream out;

    /** @param simulator its base URL; its default merchant has a frozen clock and sends callbacks to {@code merchant} */
    public Demo(URI simulator, String apiKey, DemoMerchant merchant, PrintStream out) {
        this.simulator = simulator;
        this.apiKey = apiKey;
        this.merchant = merchant;
        this.out = out;
    }

    /**
     * Tells the whole story.
     *
     * @throws IllegalStateException when the simulator answers other than it should
     */
    public void run() throws IOException, InterruptedException {
        out.println(
                "A merchant takes a deposit of a CS2 skin, seven days pass in a moment, and its user withdraws another one.");
        out.println("  simulator           " + simulator + "  (stands in for https://api.assetpay.co)");
        out.println("  merchant's handler  " + merchant.callbackUrl());

        title("1. Authenticate the client");
        String token = authenticate();
        title("2. Fetch the inventory");
        JsonNode item = pick(token);
        title("3. Start the deposit");
        JsonNode trade = deposit(token, item);
        title("4. Handle the callbacks");
        pass("PT0S", "The answer is out, so the first callback follows:");
        pass("PT2S", "2 s later the Steam offer is sent:");
        pass("PT30S", "30 s later the user accepts it; Steam's seven-day protection begins:");
        pass("PT10S", "10 s later the failed callback is tried again, byte for byte the same:");
        pass("P7D", "7 days later the hold is over:");
        title("5. What if somebody forges a callback?");
        forge(trade);
        title("6. Withdraw a skin");
        JsonNode listings = listings(token, trade.required("totalPrice"));
        withdraw(token, listings.required(0), "demo-2");
        pass("PT0S", "AssetPay asks first, and buys once it is answered with 200:");
        pass("P8D", "The user accepts the skin, and seven days later the hold is over:");
        title("7. Withdraw more than the balance covers");
        withdraw(token, listings.required(1), "demo-3");
        pass("PT0S", "AssetPay asks, is refused, and buys nothing:");
        out.println();
        out.println(
                "Done. Start your own: java -jar assetpay-simulator.jar --callback-url http://127.0.0.1:3000/callback");
    }

    private void title(String title) {
        out.println();
        out.println(title);
    }

    private String authenticate() throws IOException, InterruptedException {
        Object body = Map.of("clientSteamId", STEAM_ID, "clientTradeUrl", TRADE_URL);
        JsonNode data = data(
                "POST /auth/authenticate-client  " + STEAM_ID,
                request("/auth/authenticate-client").header("api-key", apiKey).POST(publisher(body)));
        String token = data.required("token").textValue();
        out.println("  <- 200  token " + token.substring(0, 20) + "…");
        return token;
    }

    private JsonNode pick(String token) throws IOException, InterruptedException {
        String path = "/client/inventory?game=730&refresh=true&perPage=-1&sort=price_asc";
        JsonNode data = data("GET " + path, request(path).header("Authorization", token));
        JsonNode item = StreamSupport.stream(data.required("inventory").spliterator(), false)
                .filter(each -> each.path("accepted").asBoolean()
                        && each.path("tradable").asBoolean())
                .filter(each -> each.at("/offer/price").decimalValue().compareTo(TELLING_PRICE) > 0)
                .findFirst()
                .orElseThrow();
        out.println("  <- 200  " + data.required("count") + " items, " + data.required("collateral")
                + " USD of instant credit");
        out.println("          the user picks "
                + item.required("marketHashName").textValue() + ", offered at " + item.at("/offer/price") + " USD");
        return item;
    }

    private JsonNode deposit(String token, JsonNode item) throws IOException, InterruptedException {
        return trade(
                "/client/trading/deposit",
                token,
                "demo-1",
                Map.of("itemId", item.required("id"), "offer", offer(item)));
    }

    private static Object offer(JsonNode item) {
        return Map.of("price", item.at("/offer/price"), "reference", item.at("/offer/reference"));
    }

    private JsonNode trade(String path, String token, String externalId, Object line)
            throws IOException, InterruptedException {
        Object body = Map.of("game", "730", "externalId", externalId, "items", List.of(line));
        JsonNode trade = data(
                "POST " + path + "  externalId " + externalId,
                request(path).header("Authorization", token).POST(publisher(body)));
        out.println("  <- 200  trade " + trade.required("id").textValue() + ", "
                + trade.required("status").textValue() + ", " + trade.required("totalPrice") + " USD");
        return trade;
    }

    private void pass(String duration, String meaning) throws IOException, InterruptedException {
        out.println("  " + meaning);
        send(request("/_sim/merchants/default/clock/advance").POST(publisher(Map.of("by", duration))));
        tellCallbacks();
    }

    private void tellCallbacks() {
        merchant.told().forEach(line -> out.println("     " + line));
    }

    /** The two dearest that so much money pays for, though not together. */
    private JsonNode listings(String token, JsonNode money) throws IOException, InterruptedException {
        String path = "/client/market?game=730&sort=price_desc&perPage=2&maxPrice=" + money;
        JsonNode data = data("GET " + path, request(path).header("Authorization", token));
        out.println("  <- 200  " + data.required("count") + " skins for sale at that price or less");
        return data.required("items");
    }

    private void withdraw(String token, JsonNode listing, String externalId) throws IOException, InterruptedException {
        out.println("  the user picks " + listing.required("marketHashName").textValue() + ", for sale at "
                + listing.at("/offer/price") + " USD");
        Object line = Map.of(
                "itemId", listing.required("id"),
                "market", listing.required("market"),
                "offer", offer(listing));
        trade("/client/trading/withdraw", token, externalId, line);
    }

    private void forge(JsonNode trade) throws IOException, InterruptedException {
        JsonNode forged =
                trade.<ObjectNode>deepCopy().put("status", "COMPLETED").put("totalPrice", 1_000_000);
        Object payload = Map.of("trade", forged, "event", "COMPLETED", "key", "0".repeat(64));
        out.println("  A stranger posts the trade as COMPLETED, worth 1000000 USD:");
        http.send(
                HttpRequest.newBuilder(merchant.callbackUrl())
                        .POST(publisher(Map.of("payload", payload)))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        tellCallbacks();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(simulator.resolve(path)).header("Content-Type", "application/json");
    }

    private HttpRequest.BodyPublisher publisher(Object body) throws IOException {
        return HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body));
    }

    private JsonNode data(String told, HttpRequest.Builder request) throws IOException, InterruptedException {
        out.println("  -> " + told);
        return send(request).required("data");
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        JsonNode answer = json.readTree(response.body());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(
                    response.request().uri() + " answered " + response.statusCode() + ": " + answer);
        }
        return answer;
    }
}
