package io.github.assetpaysim.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.dialect.co.CoApi;
import io.github.assetpaysim.simulator.dialect.second.SecondApi;
import io.github.assetpaysim.simulator.log.EventLog;
import io.github.assetpaysim.simulator.merchant.ClientToken;
import io.github.assetpaysim.simulator.merchant.Credentials;
import io.github.assetpaysim.simulator.merchant.EndUserClaims;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A simulator that speaks two dialects, each on a port of its own. */
class SecondDialectTest {
    private static Simulator simulator;
    private static TestClient client;

    @BeforeAll
    static void start() {
        simulator = Simulator.start(
                Settings.STANDARD,
                List.of(new DialectServer.Spoken(new CoApi("test"), 0), new DialectServer.Spoken(new SecondApi(), 0)),
                EventLog.SILENT);
        client = new TestClient(simulator.servers.get(1).baseUrl());
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    private static String token(JsonNode merchant) {
        return ClientToken.issue(
                new Credentials(
                        merchant.required("merchantId").textValue(),
                        merchant.required("apiKey").textValue(),
                        merchant.required("apiSecret").textValue()),
                new EndUserClaims("76561198000000042", TestClient.tradeUrl(), null, null),
                Instant.now(),
                Duration.ofHours(1));
    }

    private static JsonNode sellable(String token) {
        Answer answer = client.get("/client/stock?limit=50&sort=nameAsc", "Authorization", token);
        for (JsonNode item : answer.json().required("data")) {
            if (item.required("price").decimalValue().signum() > 0) {
                return item;
            }
        }
        throw new AssertionError("nothing can be sold: " + answer.json());
    }

    @Test
    void a_deposit_needs_a_price_and_no_reference_and_is_shown_in_its_own_words() {
        JsonNode merchant = client.merchant("{}");
        String token = token(merchant);
        JsonNode item = sellable(token);
        String sell = "{\"items\":[{\"itemId\":" + item.required("itemId") + ",\"price\":%s}]}";

        Answer dearer = client.post("/client/sell", sell.formatted("99999"), "Authorization", token);
        assertThat(dearer.status()).isEqualTo(409);
        assertThat(dearer.json().at("/error/code").intValue()).isEqualTo(61);

        Answer sold = client.post("/client/sell", sell.formatted(item.required("price")), "Authorization", token);
        assertThat(sold.status()).isEqualTo(200);
        assertThat(sold.json().at("/data/status").textValue()).isEqualTo("initiated");

        JsonNode shown = client.get(TestClient.path(merchant) + "/trades").json();
        assertThat(shown.at("/trades/0/status").textValue()).isEqualTo("initiated");
        assertThat(shown.at("/trades/0/id")).isEqualTo(sold.json().at("/data/id"));
    }

    @Test
    void a_refusal_of_its_own_names_every_wrong_member() {
        Answer answer = client.post(
                "/client/sell", "{\"items\":[{\"price\":1},{}]}", "Authorization", token(client.merchant("{}")));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().toString())
                .isEqualTo("{\"error\":{\"code\":1001,\"key\":\"VALIDATION_FAILED\",\"fields\":{"
                        + "\"items.0.itemId\":\"is missing\",\"items.1.itemId\":\"is missing\","
                        + "\"items.1.price\":\"is missing\"}}}");
    }

    @Test
    void it_has_limits_and_words_for_tokens_of_its_own() {
        String token = token(client.merchant("{\"rateLimits\":\"verified\"}"));
        for (int i = 0; i < 3; i++) {
            assertThat(client.get("/client/stock", "Authorization", token).status())
                    .isEqualTo(200);
        }
        Answer tooMany = client.get("/client/stock", "Authorization", token);
        assertThat(tooMany.status()).isEqualTo(429);
        assertThat(tooMany.json().at("/error/code").intValue()).isEqualTo(1005);
        assertThat(client.get("/client/stock").json().at("/error/key").textValue())
                .isEqualTo("MISSING_BEARER");
    }

    @Test
    void its_faults_are_planned_with_its_operations_and_errors() {
        JsonNode merchant = client.merchant("{}");
        String plan =
                "{\"faults\":[{\"trigger\":{\"on\":\"%s\"},\"fault\":{\"name\":\"error\",\"error\":\"TOKEN_EXPIRED\"}}]}";

        assertThat(client.put(TestClient.path(merchant) + "/faults", plan.formatted("inventory"))
                        .status())
                .isEqualTo(400);
        assertThat(client.put(TestClient.path(merchant) + "/faults", plan.formatted("stock"))
                        .status())
                .isEqualTo(200);
        Answer struck = client.get("/client/stock", "Authorization", token(merchant));
        assertThat(struck.json().at("/error/code").intValue()).isEqualTo(1111);
    }

    @Test
    void its_merchants_and_paths_are_not_those_of_the_other_dialect() {
        TestClient co = new TestClient(simulator.baseUrl());
        String token = token(client.merchant("{}"));

        assertThat(co.get("/client/inventory", "Authorization", token).status()).isEqualTo(401);
        assertThat(co.get("/client/stock", "Authorization", token).status()).isEqualTo(404);
        assertThat(client.get("/client/inventory", "Authorization", token).status())
                .isEqualTo(404);
    }
}
