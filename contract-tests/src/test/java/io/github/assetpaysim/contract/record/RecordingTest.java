package io.github.assetpaysim.contract.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.SteamUser;
import io.github.assetpaysim.contract.signing.CallbackSignature;
import io.github.assetpaysim.contract.signing.ClientToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingTest {
    private static final String KEY = "ap_k3y0fN0body";
    private static final String SECRET = "s3cret of nobody é/+?";
    private static final String STEAM_ID = "76561198812345671";
    private static final String TRADE_URL = "https://steamcommunity.com/tradeoffer/new/?partner="
            + (76561198812345671L - 76561197960265728L) + "&token=Zq8_kL-3";
    static final String MERCHANT = UUID.randomUUID().toString();
    static final String OTHER = "Sn0wman & Söhne|☃";
    private static final Map<String, List<String>> JSON = Map.of("content-type", List.of("application/json"));

    @TempDir
    Path directory;

    private final Recording recording = new Recording(
            new Recording.Given(Set.of(KEY), Set.of(SECRET), Set.of("control-t0ken")),
            Set.of("/client/inventory", "/auth/authenticate-client"));

    static String token(String secret) {
        return ClientToken.sign(MERCHANT, secret, new SteamUser(STEAM_ID, TRADE_URL), Instant.now());
    }

    private void answered(String body) {
        exchange("/client/inventory", Map.of(), null, body);
    }

    private void exchange(String target, Map<String, List<String>> sent, String asked, String body) {
        recording.exchange(
                "GET /client/inventory",
                "GET",
                target,
                sent,
                asked == null ? null : asked.getBytes(UTF_8),
                200,
                JSON,
                body.getBytes(UTF_8));
    }

    private Recorded recorded() throws IOException {
        recording.write(directory, "1.2.3");
        return Recorded.in(directory);
    }

    private JsonNode answer() throws IOException {
        return recorded().exchanges().get(0).at("/answer/json");
    }

    static ObjectNode callback(String secret) {
        ObjectNode trade = Json.object()
                .put("type", "DEPOSIT")
                .put("status", "HOLD")
                .put("id", MERCHANT)
                .put("externalId", OTHER)
                .put("totalPrice", new java.math.BigDecimal("10.00"));
        ObjectNode body = Json.object();
        ObjectNode payload = body.putObject("payload");
        payload.set("trade", trade);
        payload.put("event", "HOLD")
                .put("timestamp", "2026-01-02T03:04:05.678Z")
                .put("key", CallbackSignature.of(trade, secret));
        return body;
    }

    @Test
    void the_documented_vocabulary_amounts_and_instants_stay() throws IOException {
        String body =
                "{\"success\":true,\"data\":{\"type\":\"DEPOSIT\",\"status\":\"HOLD\",\"game\":\"730\",\"totalPrice\":10.50,"
                        + "\"count\":3,\"createdAt\":\"2026-01-02T03:04:05.678Z\",\"charm\":null},"
                        + "\"error\":{\"code\":11,\"key\":\"PRICE_CHANGED\"}}";
        answered(body);

        assertThat(Json.text(answer())).isEqualTo(body);
    }

    @Test
    void the_same_original_has_the_same_replacement_everywhere() throws IOException {
        String token = token(SECRET);
        ObjectNode body = Json.object()
                .put("clientSteamID", STEAM_ID)
                .put("appid", Long.parseLong(STEAM_ID))
                .put("clientTradeUrl", TRADE_URL)
                .put("merchantId", MERCHANT)
                .put("token", token)
                .put("reason", Json.text(Json.object().put("id", STEAM_ID)));
        exchange(
                "/client/inventory?search=" + STEAM_ID,
                Map.of("Authorization", List.of("Bearer " + token), "api-key", List.of(KEY)),
                Json.text(body),
                Json.text(body));

        JsonNode exchange = recorded().exchanges().get(0);
        JsonNode answer = exchange.at("/answer/json");
        String steamId = answer.path("clientSteamID").asText();
        ClientToken made = ClientToken.parse(answer.path("token").asText());
        assertThat(steamId).matches("76561\\d{12}").isNotEqualTo(STEAM_ID);
        assertThat(exchange.at("/request/json")).isEqualTo(answer);
        assertThat(exchange.at("/request/target").asText()).isEqualTo("/client/inventory?search=" + steamId);
        assertThat(exchange.at("/request/headers/authorization").asText())
                .isEqualTo("Bearer " + answer.path("token").asText());
        assertThat(exchange.at("/request/headers/api-key").asText()).startsWith("ap_recorded_");
        assertThat(answer.path("appid").asText()).isEqualTo(steamId);
        assertThat(answer.path("reason").asText()).isEqualTo("{\"id\":\"" + steamId + "\"}");
        assertThat(made.claims().at("/client/steamID").asText()).isEqualTo(steamId);
        assertThat(made.claims().at("/client/tradeUrl")).isEqualTo(answer.path("clientTradeUrl"));
        assertThat(made.claims().path("merchantId")).isEqualTo(answer.path("merchantId"));
        assertThat(made.header().path("userId")).isEqualTo(answer.path("merchantId"));
        long partner = Long.parseLong(steamId) - 76561197960265728L;
        assertThat(answer.path("clientTradeUrl").asText())
                .matches("https://steamcommunity\\.com/tradeoffer/new/\\?partner=" + partner + "&token=[\\w-]{8}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            7f1c2a52-26f5-4f3a-9d9b-1c8a0f2b7711                                  | [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}
            #D2D2D2                                                               | #[0-9A-F]{6}
            0.1543210987                                                          | 0\\.\\d{10}
            a1ac2d18e8cbe142453318a8aa7bcd5bc79ffa9596b7ca6516dcd12ff259ae4d      | [0-9a-f]{64}
            http://shop.example/x                                                 | https://recorded\\.example/\\d+
            AK-47 | .+
            """)
    void a_replacement_has_the_form_of_the_original(String original, String form) throws IOException {
        answered(Json.text(Json.object().put("name", original)));

        assertThat(answer().path("name").asText()).matches(form).isNotEqualTo(original);
    }

    @Test
    void a_text_over_a_limit_is_still_over_it() throws IOException {
        answered(Json.text(Json.object().put("externalId", "e".repeat(129))));

        assertThat(answer().path("externalId").asText()).hasSize(129);
    }

    @Test
    void what_was_rightly_signed_verifies_under_the_published_secret_and_nothing_else_does() throws IOException {
        for (String secret : List.of(SECRET, "of somebody else")) {
            recording.callback(JSON, Json.text(callback(secret)).getBytes(UTF_8));
            answered(Json.text(Json.object().put("token", token(secret))));
        }

        Recorded recorded = recorded();

        assertThat(recorded.callbacks().stream().map(recorded::verifies)).containsExactly(true, false);
        assertThat(recorded.callbacks().stream()
                        .map(callback -> callback.path("signed").booleanValue()))
                .containsExactly(true, false);
        assertThat(recorded.tokens().stream().map(recorded::verifies)).containsExactly(true, false);
        assertThat(recorded.index().path("apiSecret").asText()).isEqualTo(Recording.API_SECRET);
    }

    @Test
    void a_repeated_callback_is_the_same_again() throws IOException {
        byte[] body = Json.text(callback(SECRET)).getBytes(UTF_8);
        recording.callback(JSON, body);
        recording.callback(JSON, body);

        List<JsonNode> callbacks = recorded().callbacks();
        assertThat(callbacks.get(0).path("json")).isEqualTo(callbacks.get(1).path("json"));
        assertThat(Json.text(callbacks.get(0))).contains("\"totalPrice\":10.00");
    }

    @Test
    void an_earlier_recording_is_taken_away_and_nothing_else() throws IOException {
        for (String file : List.of("index.json", "exchanges.jsonl", "callbacks.jsonl", "notes.txt")) {
            Files.writeString(directory.resolve(file), "old");
        }

        Recording.prepare(directory);

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("notes.txt");
        }
    }
}
