package io.github.assetpaysim.simulator.control;

import static io.github.assetpaysim.simulator.support.Refusals.assertProblem;
import static io.github.assetpaysim.simulator.support.Refusals.assertRefused;
import static io.github.assetpaysim.simulator.support.TestClient.path;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyCallsTest {
    private static final String CLIENT =
            "{\"clientSteamId\":\"76561198012345678\",\"clientTradeUrl\":\"" + TestClient.tradeUrl() + "\"}";
    private static final String TRADE_URL = "{\"tradeurl\":\"" + TestClient.tradeUrl() + "\"}";

    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    private final TestClient client = RUNNING.client();
    private final JsonNode merchant = client.merchant("{}");
    private final String keys = path(merchant) + "/keys";

    private JsonNode add(String members) {
        Answer answer = client.post(keys, members);
        assertThat(answer.status()).as(new String(answer.body(), UTF_8)).isEqualTo(201);
        return answer.json();
    }

    private Answer authenticate(String key) {
        return client.post("/auth/authenticate-client", CLIENT, "api-key", key);
    }

    private static String text(JsonNode key) {
        return key.required("key").textValue();
    }

    private void revoke(String id) {
        assertThat(client.send("DELETE", keys + "/" + id, null).status()).isEqualTo(204);
    }

    @Test
    void a_key_opens_the_API_beside_the_first_one_and_is_shown_only_once() {
        JsonNode second = add("{}");
        JsonNode third = add("{\"key\":\"ap_third_of_this\",\"scopes\":[]}");

        assertThat(second.required("id").textValue()).isEqualTo("key-2");
        assertThat(text(second))
                .matches("ap_[0-9a-f]{32}")
                .isNotEqualTo(merchant.required("apiKey").textValue());
        assertThat(text(third)).isEqualTo("ap_third_of_this");
        assertThat(authenticate(text(second)).status()).isEqualTo(200);
        assertThat(authenticate(merchant.required("apiKey").textValue()).status())
                .isEqualTo(200);
        assertThat(client.get(keys).json().toString())
                .isEqualTo("{\"keys\":["
                        + "{\"id\":\"key-1\",\"key\":\"***\",\"scopes\":[\"CORE_ACCESS\"],\"revoked\":false},"
                        + "{\"id\":\"key-2\",\"key\":\"***\",\"scopes\":[\"CORE_ACCESS\"],\"revoked\":false},"
                        + "{\"id\":\"key-3\",\"key\":\"***\",\"scopes\":[],\"revoked\":false}]}");
    }

    @Test
    void a_key_without_the_scope_is_forbidden_what_needs_it_and_nothing_else() {
        String key = text(add("{\"scopes\":[]}"));

        for (Answer answer :
                List.of(authenticate(key), client.post("/secure/check-tradeurl", TRADE_URL, "api-key", key))) {
            assertRefused(answer, 403, 1003, "FORBIDDEN", "the API key does not have the scope CORE_ACCESS");
        }
        assertThat(client.get("/secure/prices", "api-key", key).status()).isEqualTo(200);
        String scoped = text(add("{\"scopes\":[\"CORE_ACCESS\"]}"));
        assertThat(client.post("/secure/check-tradeurl", TRADE_URL, "api-key", scoped)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_revoked_key_opens_nothing_and_the_hint_says_that_it_was_revoked() {
        String key = text(add("{}"));
        revoke("key-2");

        for (Answer answer : List.of(
                authenticate(key),
                client.post("/secure/check-tradeurl", TRADE_URL, "api-key", key),
                client.get("/secure/prices", "api-key", key))) {
            assertRefused(
                    answer,
                    401,
                    1401,
                    "INVALID_API_KEY",
                    "no known API key. It carries a key of merchant '"
                            + merchant.required("id").textValue() + "' that was revoked: key-2.");
        }
        assertThat(client.get(path(merchant) + "/requests?status=401").json().required("requests"))
                .as("the requests belong to the merchant")
                .hasSize(3)
                .allMatch(each -> each.required("hint").textValue().endsWith("revoked: key-2."));
        assertThat(client.get(keys).json().at("/keys/1/revoked").booleanValue()).isTrue();
        assertRefused(authenticate("ap_unheard_of"), 401, 1401, "INVALID_API_KEY", "no known API key");
        revoke("key-2");
    }

    @Test
    void the_first_key_can_be_revoked_too_and_tokens_go_on() {
        String token = client.token(merchant, "76561198012345678");
        String second = text(add("{}"));
        revoke("key-1");

        assertThat(authenticate(merchant.required("apiKey").textValue()).status())
                .isEqualTo(401);
        assertThat(authenticate(second).status()).isEqualTo(200);
        assertThat(client.get("/client/inventory", "Authorization", token).status())
                .isEqualTo(200);
    }

    @Test
    void a_key_of_any_merchant_is_taken_also_when_it_was_revoked() {
        JsonNode other = client.merchant("{\"apiKey\":\"ap_of_another\"}");
        add("{\"key\":\"ap_mine\"}");
        revoke("key-2");

        for (String taken :
                List.of("ap_of_another", "ap_mine", merchant.required("apiKey").textValue())) {
            Answer answer = client.post(keys, "{\"key\":\"" + taken + "\"}");
            assertProblem(answer, 409, "the key belongs to a merchant already");
            assertThat(new String(answer.body(), UTF_8)).doesNotContain(taken);
        }
        assertProblem(client.post("/_sim/merchants", "{\"apiKey\":\"ap_mine\"}"), 409, "apiKey belongs to another");
        assertThat(client.get(keys).json().required("keys")).hasSize(2);
        client.send("DELETE", path(other), null);
        assertThat(text(add("{\"key\":\"ap_of_another\"}"))).isEqualTo("ap_of_another");
    }

    @Test
    void a_deleted_merchants_keys_end_and_are_free_again() {
        add("{\"key\":\"ap_short_lived\"}");
        client.send("DELETE", path(merchant), null);

        Answer answer = authenticate("ap_short_lived");
        assertRefused(answer, 401, 1401, "INVALID_API_KEY", "no known API key");
        assertThat(answer.json().at("/error/message").textValue()).doesNotContain("revoked");
        assertThat(client.merchant("{\"apiKey\":\"ap_short_lived\"}").has("id")).isTrue();
    }

    @Test
    void the_default_merchant_starts_anew_with_its_first_key_alone() {
        try (Simulator own = Simulator.start(Settings.STANDARD)) {
            TestClient its = new TestClient(own);
            String first = own.defaultMerchant().credentials().apiKey();
            String second = text(its.post("/_sim/merchants/default/keys", "{}").json());
            its.send("DELETE", "/_sim/merchants/default/keys/key-1", null);

            its.send("DELETE", "/_sim/merchants/default", null);

            assertThat(its.post("/auth/authenticate-client", CLIENT, "api-key", first)
                            .status())
                    .isEqualTo(200);
            assertThat(its.post("/auth/authenticate-client", CLIENT, "api-key", second)
                            .status())
                    .isEqualTo(401);
            assertThat(its.get("/_sim/merchants/default/keys").json().required("keys"))
                    .hasSize(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'scopes':['core_access']}   | scopes must be an array of scopes; known are CORE_ACCESS, not [\"core_access\"]",
                "{'scopes':['CORE_ACCESS',1]} | scopes must be an array of scopes; known are CORE_ACCESS",
                "{'scopes':'CORE_ACCESS'}     | scopes must be an array of scopes; known are CORE_ACCESS",
                "{'scopes':{}}                | scopes must be an array of scopes; known are CORE_ACCESS",
                "{'scopes':7}                 | scopes must be an array of scopes; known are CORE_ACCESS",
                "{'key':''}                   | key: this value is not allowed; expected 1 to 256 visible ASCII characters",
                "{'key':'a b'}                | key: this value is not allowed; expected 1 to 256 visible ASCII characters",
                "{'key':7}                    | key must be 1 to 256 visible ASCII characters, not 7",
                "{'apiKey':'ap_x'}            | unknown member 'apiKey'; known are key, scopes",
                "[]                           | the body must be a JSON object",
            })
    void a_key_that_cannot_be_meant_is_refused(String body, String detail) {
        assertProblem(client.post(keys, body.replace('\'', '"')), 400, detail);
        assertThat(client.get(keys).json().required("keys")).hasSize(1);
    }

    @Test
    void a_key_that_does_not_exist_cannot_be_revoked() {
        for (String id : List.of("key-2", "key-0", "key-01", "1")) {
            assertProblem(client.send("DELETE", keys + "/" + id, null), 404, "there is no key '" + id + "'");
        }
    }

    @Test
    void no_request_that_begins_after_a_revocation_gets_in() {
        for (int round = 0; round < 10; round++) {
            JsonNode key = add("{}");
            AtomicBoolean revoked = new AtomicBoolean();
            List<CompletableFuture<Void>> askers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                askers.add(CompletableFuture.runAsync(() -> {
                    boolean late;
                    do {
                        late = revoked.get();
                        int status = client.get("/secure/prices?game=0", "api-key", text(key))
                                .status();
                        assertThat(status).isIn(late ? List.of(401) : List.of(400, 401));
                    } while (!late);
                }));
            }
            revoke(key.required("id").textValue());
            revoked.set(true);
            askers.forEach(CompletableFuture::join);
        }
    }

    @Test
    void of_many_that_want_the_same_key_one_gets_it() {
        JsonNode other = client.merchant("{}");
        List<CompletableFuture<Integer>> wanted = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            String where = path(i % 2 == 0 ? merchant : other) + "/keys";
            wanted.add(CompletableFuture.supplyAsync(
                    () -> client.post(where, "{\"key\":\"ap_wanted_by_many\"}").status()));
        }
        assertThat(wanted.stream().map(CompletableFuture::join))
                .containsOnly(201, 409)
                .containsOnlyOnce(201);
    }
}
