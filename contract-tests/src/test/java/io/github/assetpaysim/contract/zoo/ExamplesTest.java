package io.github.assetpaysim.contract.zoo;

import static io.github.assetpaysim.contract.zoo.SignedCallbacks.SECRET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.fixtures.Fixtures;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** The merchants of the documentation, started as anybody would start them. */
@ParameterizedClass(name = "{0}, {2}")
@CsvSource({
    "node, merchant.mjs, COMPLETED",
    "node, merchant.mjs, INSTANT",
    "python3, merchant.py, COMPLETED",
    "python3, merchant.py, INSTANT"
})
class ExamplesTest {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String API_KEY = "ap_examples";
    private static final String USER = "76561198000000777";
    private static final String TRADE_URL =
            "https://steamcommunity.com/tradeoffer/new/?partner=39735049&token=kit_Us-r";

    @Parameter(0)
    String language;

    @Parameter(1)
    String file;

    @Parameter(2)
    Policy policy;

    private Simulator simulator;
    private Process process;
    private URI merchant;

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.start(Settings.STANDARD.with("apiKey", API_KEY).with("apiSecret", SECRET));
        ProcessBuilder builder = new ProcessBuilder(
                        language, Path.of("..", "docs", "examples", file).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("PORT", "0");
        builder.environment().put("ASSETPAY_BASE_URL", simulator.baseUrl().toString());
        builder.environment().put("ASSETPAY_API_KEY", API_KEY);
        builder.environment().put("ASSETPAY_API_SECRET", SECRET);
        builder.environment().put("CREDIT_POLICY", policy.name().toLowerCase(Locale.ROOT));
        builder.environment().put("no_proxy", "127.0.0.1");
        try {
            process = builder.start();
        } catch (IOException e) {
            assumeTrue(false, language + " is not on the PATH");
        }
        String ready = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
        assertThat(ready).startsWith("READY http://127.0.0.1:");
        merchant = URI.create(ready.substring("READY ".length()));
    }

    @AfterEach
    void stop() {
        if (process != null) {
            process.destroyForcibly();
        }
        simulator.close();
    }

    @Test
    void a_deposit_that_it_started_itself_is_credited_at_the_right_time() throws Exception {
        ObjectNode settings = object().put("callbackUrl", merchant + "/assetpay/callback");
        send("PATCH", simulator.baseUrl() + "/_sim/merchants/default", settings);
        JsonNode item = dearestItem();
        ObjectNode order =
                object().put("steamId", USER).put("tradeUrl", TRADE_URL).put("externalId", "order-1");
        ObjectNode line = order.put("game", "730")
                .put("isInstant", true)
                .putArray("items")
                .addObject();
        line.put("itemId", item.get("id").textValue())
                .set("offer", item.get("offer").deepCopy());
        ((ObjectNode) line.get("offer")).retain("price", "reference");

        JsonNode trade = send("POST", merchant + "/deposits", order).path("data");
        assertThat(trade.path("status").textValue()).isEqualTo("INITIATED");

        advance("PT1H");
        BigDecimal preCredit = new BigDecimal("150.00");
        BigDecimal price = trade.path("totalPrice").decimalValue();
        assertThat(price).as("a price that the collateral does not cover").isGreaterThan(preCredit);
        assertThat(balance()).isEqualByComparingTo(policy == Policy.INSTANT ? preCredit : BigDecimal.ZERO);
        advance("P8D");
        assertThat(balance()).isEqualByComparingTo(price);

        JsonNode refused = send("POST", merchant + "/deposits", order);
        assertThat(refused.at("/error/key").textValue()).isEqualTo("EXTERNAL_ID_EXISTS");
    }

    private JsonNode dearestItem() throws Exception {
        ObjectNode client = object().put("clientSteamId", USER).put("clientTradeUrl", TRADE_URL);
        String token = answer(request("POST", simulator.baseUrl() + "/auth/authenticate-client", client)
                        .header("api-key", API_KEY))
                .at("/data/token")
                .textValue();
        JsonNode items = answer(HttpRequest.newBuilder(
                                URI.create(simulator.baseUrl() + "/client/inventory?sort=price_desc&minPrice=151"))
                        .header("Authorization", token))
                .at("/data/inventory");
        for (JsonNode item : items) {
            if (item.path("accepted").booleanValue()) {
                return item;
            }
        }
        throw new AssertionError("nothing to deposit in " + items);
    }

    private void advance(String by) throws Exception {
        send("POST", simulator.baseUrl() + "/_sim/merchants/default/clock/advance", object().put("by", by));
    }

    private BigDecimal balance() throws Exception {
        return new SignedCallbacks(merchant).balance(USER);
    }

    @Test
    void every_scene_goes_well() {
        List<String> violated = new ArrayList<>();
        for (Scene scene : Scene.values()) {
            if (!scene.holds(new Stage(merchant, policy, scene.name(), Duration.ZERO))) {
                violated.add(scene.requirement());
            }
        }
        assertThat(violated).isEmpty();
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void callbacks_at_the_same_instant_add_up() throws Exception {
        SignedCallbacks callbacks = new SignedCallbacks(merchant);
        for (int round = 0; round < 30; round++) {
            String user = "7656119800001" + (1000 + round);
            List<ObjectNode> letters = new ArrayList<>();
            for (String status :
                    new String[] {"HOLD", "COMPLETED", round % 2 == 0 ? "COMPLETED" : "REVERTED", "HOLD"}) {
                letters.add(SignedCallbacks.trade("round-" + round, status, "19.99", "8.60")
                        .put("clientSteamID", user));
            }
            assertThat(callbacks.sendAtOnce(letters.toArray(ObjectNode[]::new))).containsOnly(200);
            assertThat(callbacks.balance(user)).isEqualByComparingTo(round % 2 == 0 ? "19.99" : "0");
        }
    }

    @Test
    void hostile_requests_are_refused_and_it_lives_on() throws Exception {
        SignedCallbacks callbacks = new SignedCallbacks(merchant);
        String deep = "[".repeat(200_000) + "]".repeat(200_000);
        for (String body : new String[] {
            "",
            "null",
            "1",
            "[]",
            "{}",
            "{\"payload\":null}",
            "{\"payload\":{\"trade\":null}}",
            "{\"payload\":{\"trade\":[]}}",
            "{\"payload\":{\"trade\":{},\"key\":null}}",
            "{\"payload\":{\"trade\":{},\"key\":[1]}}",
            "{\"payload\":{\"trade\":{\"a\":1e999,\"b\":" + "9".repeat(5000) + "},\"key\":\"\"}}",
            "{\"payload\":{\"trade\":{\"\\ud800\":\"\\udc00\"},\"key\":\"\\ud800\"}}",
            "{\"payload\":{\"trade\":" + deep + "}}",
            "{\"__proto__\":{\"payload\":1}}",
            "x".repeat(3_000_000)
        }) {
            assertThat(callbacks.post(body.getBytes(UTF_8), "application/json").statusCode())
                    .as(body.substring(0, Math.min(60, body.length())))
                    .isBetween(400, 499);
        }
        assertThat(callbacks
                        .post(new byte[] {'"', (byte) 0xff, '"'}, "application/json")
                        .statusCode())
                .isBetween(400, 499);
        assertThat(callbacks.post("{}".getBytes(UTF_8), null).statusCode()).isBetween(400, 499);
        assertThat(raw("POST /assetpay/callback HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + "Connection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
        assertThat(raw("POST /assetpay/callback HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + "Content-Length: many\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
        assertThat(raw("GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
        assertThat(process.isAlive()).isTrue();
        assertThat(callbacks.send(SignedCallbacks.trade("after", "COMPLETED", "19.99", null)))
                .containsExactly(200);
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", merchant.getPort())) {
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Test
    void the_vectors_of_the_signature_verify() throws Exception {
        // Whoever signs with the merchant's secret is believed, so a vector's trade gets past the signature and no
        // further.
        SignedCallbacks callbacks = new SignedCallbacks(merchant);
        for (JsonNode vector :
                Wire.parse(Fixtures.bytes("vectors/canonical-json.json")).path("vectors")) {
            String json = vector.path("json").textValue();
            if (vector.path("tags").toString().contains("exotic") || !json.startsWith("{")) {
                continue;
            }
            String key = TradeText.hex(vector.path("canonical").textValue(), SECRET);
            String body = "{\"payload\":{\"trade\":" + json + ",\"key\":\"" + key + "\"}}";
            assertThat(callbacks.post(body.getBytes(UTF_8), "application/json").statusCode())
                    .as(vector.path("id").textValue())
                    .isNotEqualTo(401);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static HttpRequest.Builder request(String method, String url, JsonNode body) {
        return HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(Wire.text(body)));
    }

    private static JsonNode send(String method, String url, JsonNode body) throws Exception {
        return answer(request(method, url, body));
    }

    private static JsonNode answer(HttpRequest.Builder request) throws Exception {
        return Wire.parse(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                .body());
    }
}
