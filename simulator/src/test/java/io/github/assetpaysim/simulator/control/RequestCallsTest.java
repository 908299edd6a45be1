package io.github.assetpaysim.simulator.control;

import static io.github.assetpaysim.simulator.support.TestClient.path;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.support.RawHttp;
import io.github.assetpaysim.simulator.support.Rows;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestCallsTest {
    private static final String USER = "76561198012345678";
    private static final String OTHER = "76561198012345679";
    private static int made;

    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    private final Simulator simulator = RUNNING.simulator();
    private final TestClient client = RUNNING.client();
    private JsonNode merchant;
    private String requests;
    /** Contains what JSON writes otherwise. */
    private String secret;

    @BeforeEach
    void a_merchant_of_its_own() {
        secret = "a-secret-with-\"-in-it-" + made++;
        merchant = client.merchant("{\"apiSecret\":\"" + inJson(secret) + "\"}");
        requests = path(merchant) + "/requests";
        client.send("DELETE", "/_sim/requests", null);
    }

    @Test
    void a_request_that_was_done_is_told_with_its_answer() {
        Instant before = Instant.now();
        String token = client.token(merchant, USER);
        Answer answer = client.get("/client/inventory?game=252490&perPage=1", "Authorization", token, "X-Mine", "7");

        JsonNode inventory = last(requests);

        assertThat(inventory.fieldNames())
                .toIterable()
                .containsExactly(
                        "id",
                        "at",
                        "durationMillis",
                        "method",
                        "path",
                        "query",
                        "headers",
                        "token",
                        "status",
                        "steamId",
                        "answer");
        assertThat(inventory.required("id")).isEqualTo(answer.json().required("requestId"));
        // The end of the request and its beginning are both cut to milliseconds.
        assertThat(Instant.parse(inventory.required("at").textValue())).isBetween(before.minusMillis(2), Instant.now());
        assertThat(inventory.required("durationMillis").doubleValue()).isBetween(0.0, 60_000.0);
        assertThat(inventory.required("method").textValue()).isEqualTo("GET");
        assertThat(inventory.required("path").textValue()).isEqualTo("/client/inventory");
        assertThat(inventory.required("query").textValue()).isEqualTo("game=252490&perPage=1");
        assertThat(inventory.at("/headers/X-Mine").textValue()).isEqualTo("7");
        assertThat(inventory.required("status").intValue()).isEqualTo(200);
        assertThat(inventory.required("steamId").textValue()).isEqualTo(USER);
        assertThat(inventory.at("/answer/headers/Content-Type").textValue()).isEqualTo("application/json");
        assertThat(inventory.at("/answer/body").textValue()).isEqualTo(new String(answer.body(), UTF_8));
    }

    @Test
    void a_deposit_is_told_with_the_body_that_was_sent() {
        String token = client.token(merchant, USER);
        Answer answer = client.deposit(token, client.depositable(token, "730").get(0), ",\"externalId\":\"★ order\"");

        JsonNode deposit = last(requests + "?externalId=%E2%98%85%20order");

        assertThat(deposit.required("body").textValue())
                .startsWith("{\"items\":[{")
                .contains("★ order");
        assertThat(deposit.has("truncated")).isFalse();
        assertThat(deposit.at("/answer/body").textValue()).isEqualTo(new String(answer.body(), UTF_8));
    }

    @Test
    void a_request_is_in_the_journal_before_its_answer_is_out() {
        for (int i = 0; i < 200; i++) {
            String id = client.get("/nothing", "api-key", key())
                    .json()
                    .required("requestId")
                    .textValue();
            assertThat(last(requests + "?limit=1").required("id").textValue()).isEqualTo(id);
        }
    }

    @Test
    void a_refusal_is_told_with_code_and_key() {
        String token = client.token(merchant, USER);
        Answer refused = client.get("/client/inventory?perPage=0", "Authorization", "Bearer " + token);

        JsonNode told = last(requests);

        assertThat(told.required("status").intValue()).isEqualTo(400);
        assertThat(told.required("error").toString()).isEqualTo("{\"code\":1001,\"key\":\"VALIDATION_FAILED\"}");
        assertThat(told.required("steamId").textValue()).isEqualTo(USER);
        assertThat(told.at("/answer/body").textValue()).isEqualTo(new String(refused.body(), UTF_8));
    }

    @Test
    void limits_and_methods_are_told_by_the_headers_that_name_them() {
        client.send("PATCH", "/client/inventory", null, "api-key", key());

        assertThat(last(requests).at("/answer/headers").toString())
                .isEqualTo("{\"Content-Type\":\"application/json\",\"Allow\":\"GET, HEAD\"}");
    }

    // Whose request it is

    @Test
    void a_request_belongs_to_the_merchant_that_it_names_rightly_or_wrongly() {
        String token = client.token(merchant, USER);
        int dot = token.lastIndexOf('.');
        client.send("DELETE", requests, null);

        client.post("/auth/authenticate-client", "{}", "api-key", key());
        client.get("/client/inventory", "Authorization", token.substring(0, dot + 1) + "AAAA");
        client.get("/client/inventory", "Authorization", key());
        client.post("/auth/authenticate-client", "{}", "api-key", token);
        client.post("/auth/authenticate-client", "{}", "api-key", secret);
        client.get("/nowhere", "api-key", key());

        assertThat(all(requests))
                .extracting(each -> each.required("status").intValue())
                .containsExactly(400, 401, 401, 401, 401, 404);
        assertThat(all(requests).get(1).required("steamId").textValue()).isEqualTo(USER);
        assertThat(all("/_sim/requests")).isEmpty();
    }

    @Test
    void a_request_that_names_no_known_merchant_is_in_the_journal_of_all() {
        client.get("/nowhere");
        client.post("/auth/authenticate-client", "{}", "api-key", "ap_unknown_0123456789");
        client.get("/client/inventory", "Authorization", "garbage");

        assertThat(all("/_sim/requests"))
                .extracting(each -> each.required("path").textValue())
                .containsExactly("/nowhere", "/auth/authenticate-client", "/client/inventory");
        assertThat(all(requests)).isEmpty();
    }

    @Test
    void the_control_API_is_in_no_journal() {
        client.get("/_sim/health", "api-key", key());
        client.get("/_sim/nothing", "api-key", key());
        client.post(requests + "/count", "{}", "api-key", key());

        assertThat(all(requests)).isEmpty();
        assertThat(all("/_sim/requests")).isEmpty();
    }

    // Secrets

    @Test
    void no_secret_can_be_read_but_what_a_token_says_can() {
        String token = client.token(merchant, USER);
        client.post(
                "/auth/authenticate-client?apiKey=" + key() + "&secret=unheard-of",
                "{\"apiKey\":\"" + key() + "\",\"token\":\"" + token + "\",\"apiSecret\":\"" + inJson(secret) + "\"}",
                "api-key",
                key(),
                "Authorization",
                "Bearer " + token,
                "X-Other-Token",
                "unheard-of");

        String text = new String(client.get(requests).body(), UTF_8);
        JsonNode posted = all(requests).get(1);

        assertThat(text)
                .doesNotContain(key(), token, token.split("\\.")[2], "a-secret-with-", "unheard-of")
                .contains("unhear".substring(0, 3) + "***");
        assertThat(posted.at("/headers/api-key").textValue()).isEqualTo(key().substring(0, 6) + "***");
        assertThat(posted.at("/headers/Authorization").textValue()).isEqualTo("Bearer eyJhbG***");
        assertThat(posted.at("/token/steamID").textValue()).isEqualTo(USER);
        assertThat(Instant.parse(posted.at("/token/exp").textValue())).isAfter(Instant.now());
        assertThat(all(requests).get(0).at("/answer/body").textValue()).endsWith("\"data\":{\"token\":\"eyJhbG***\"}}");
    }

    @Test
    void a_token_that_was_cut_is_masked_too_and_so_are_strangers_keys() {
        client.post(
                "/auth/authenticate-client",
                "{\"clientSteamId\":\"" + USER + "\",\"clientTradeUrl\":\"" + TestClient.tradeUrl()
                        + "\",\"clientData\":{\"note\":\"" + "x".repeat(20_000) + "\"}}",
                "api-key",
                key());
        client.get("/nowhere?key=short&pwd=hush&of=ap_0", "api-key", "ap_shop");

        JsonNode cut = last(requests);
        JsonNode strange = last("/_sim/requests");

        assertThat(cut.at("/answer/truncated").booleanValue()).isTrue();
        assertThat(cut.required("truncated").booleanValue()).isTrue();
        assertThat(cut.required("body").textValue()).hasSize(8192);
        assertThat(cut.at("/answer/body").textValue()).endsWith("{\"token\":\"eyJhbG***");
        assertThat(cut.required("steamId").textValue()).isEqualTo(USER);
        assertThat(strange.required("query").textValue()).isEqualTo("key=s***&pwd=h***&of=ap_0");
        assertThat(strange.at("/headers/api-key").textValue()).isEqualTo("ap***");
    }

    // What is kept

    @Test
    void long_bodies_are_cut_also_when_nobody_wanted_to_read_them() {
        String body = "{\"clientSteamId\":\"" + "x".repeat(100_000) + "\"}";
        client.post("/auth/authenticate-client", body, "api-key", key());
        client.post("/nowhere", body, "api-key", key());
        client.send("POST", "/auth/authenticate-client", "a=b", "api-key", key(), "Content-Type", "text/plain");

        for (JsonNode each : all(requests).subList(0, 2)) {
            assertThat(each.required("body").textValue()).isEqualTo(body.substring(0, 8192));
            assertThat(each.required("truncated").booleanValue()).isTrue();
        }
        assertThat(all(requests).get(2).required("body").textValue()).isEqualTo("a=b");
    }

    @Test
    void what_is_dropped_is_counted() {
        String body = "{\"clientSteamId\":\"" + "x".repeat(100_000) + "\"}";
        for (int i = 0; i < 300; i++) {
            client.post("/auth/authenticate-client", body, "api-key", key());
        }

        JsonNode told = client.get(requests + "?limit=1").json();

        assertThat(told.required("requests")).hasSize(1);
        assertThat(told.required("dropped").intValue()).isBetween(30, 200);
        JsonNode counted = count(requests, "{\"status\":\"4xx\"}");
        assertThat(counted.required("dropped")).isEqualTo(told.required("dropped"));
        assertThat(counted.required("count").intValue()
                        + told.required("dropped").intValue())
                .isEqualTo(300);
    }

    @Test
    void headers_are_those_of_the_request_also_when_its_connection_went_on() {
        List<Answer> answers = RawHttp.sendAll(
                simulator.baseUrl(),
                ("GET /one HTTP/1.1\r\nHost: localhost\r\nX-Mine: first\r\napi-key: " + key() + "\r\n\r\n"
                                + "HEAD /two HTTP/1.1\r\nHost: localhost\r\nX-Other: second\r\napi-key: " + key()
                                + "\r\nX-Other: third\r\n\r\n")
                        .getBytes(UTF_8));

        assertThat(answers.get(0).status()).isEqualTo(404);
        JsonNode first = all(requests).get(0);
        JsonNode second = all(requests).get(1);
        assertThat(first.at("/headers/X-Mine").textValue()).isEqualTo("first");
        assertThat(first.at("/headers").has("X-Other")).isFalse();
        assertThat(second.at("/headers/X-Other").textValue()).isEqualTo("second, third");
        assertThat(second.required("method").textValue()).isEqualTo("HEAD");
        assertThat(second.required("answer").has("body")).isFalse();
    }

    @Test
    void deleting_empties_it() {
        client.token(merchant, USER);

        assertThat(client.send("DELETE", requests, null).status()).isEqualTo(204);

        assertThat(client.get(requests).json().toString()).isEqualTo("{\"requests\":[],\"dropped\":0}");
    }

    // Filters

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "method=GET                       | {'method':'GET'}             | 3",
                "method=post                      | {'method':'post'}            | 3",
                "path=/client/inventory           | {'path':'/client/inventory'} | 3",
                "path=/client                     | {'path':'/client'}           | 0",
                "status=200                       | {'status':'200'}             | 4",
                "status=200                       | {'status':200}               | 4",
                "status=4xx                       | {'status':'4xx'}             | 2",
                "status=5xx                       | {'status':'5xx'}             | 0",
                "key=VALIDATION_FAILED            | {'key':'VALIDATION_FAILED'}  | 1",
                "key=NOBODY                       | {'key':'NOBODY'}             | 0",
                "steamId=76561198012345678        | {'steamId':'76561198012345678'} | 4",
                "steamId=76561198012345679        | {'steamId':'76561198012345679'} | 2",
                "externalId=order-1               | {'externalId':'order-1'}     | 1",
                "method=GET&status=4xx            | {'method':'GET','status':'4xx'} | 1",
                "''                               | {}                           | 6",
                "''                               | {'key':null}                 | 6",
            })
    void listing_and_counting_pick_alike(String query, String body, int expected) {
        String token = client.token(merchant, USER);
        JsonNode item = client.depositable(token, "730").get(0);
        client.deposit(token, item, ",\"externalId\":\"order-1\"");
        client.get("/client/inventory?page=0", "Authorization", token);
        client.post("/auth/authenticate-client", "{\"clientSteamId\":\"" + OTHER + "\"}", "api-key", "Bearer " + key());
        client.get("/client/inventory", "Authorization", other());

        assertThat(all(requests + "?" + query)).hasSize(expected);
        assertThat(count(requests, body.replace('\'', '"')).required("count").intValue())
                .isEqualTo(expected);
    }

    /** A token of another user, signed by the merchant itself. */
    private String other() {
        String claims = "{\"merchantId\":\"" + merchant.required("merchantId").textValue()
                + "\",\"client\":{\"steamID\":\"" + OTHER + "\",\"tradeUrl\":\"" + TestClient.tradeUrl()
                + "\"},\"exp\":" + (Instant.now().getEpochSecond() + 60) + "}";
        String head = "{\"alg\":\"HS256\",\"userId\":\""
                + merchant.required("merchantId").textValue() + "\"}";
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String signed =
                base64.encodeToString(head.getBytes(UTF_8)) + "." + base64.encodeToString(claims.getBytes(UTF_8));
        return signed + "." + signature(signed);
    }

    private String signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void the_limit_takes_the_newest_in_their_order() {
        for (int i = 0; i < 5; i++) {
            client.get("/nothing/" + i, "api-key", key());
        }
        assertThat(all(requests + "?limit=2&status=404"))
                .extracting(each -> each.required("path").textValue())
                .containsExactly("/nothing/3", "/nothing/4");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "methods=GET     | unknown query parameter 'methods'; known are externalId, key, limit, method, path, status, steamId",
                "method=         | query parameter method must be an HTTP method such as GET, not ''",
                "path=client     | query parameter path must be a path such as /client/inventory, without query, not 'client'",
                "status=9xx      | query parameter status must be an HTTP status such as 401, or a class such as 4xx, not '9xx'",
                "status=40       | query parameter status must be",
                "status=4x1      | query parameter status must be",
                "key=price       | query parameter key must be an error key such as PRICE_CHANGED",
                "steamId=1       | query parameter steamId must be a SteamID64",
                "limit=0         | query parameter limit must be a whole number from 1 to 10000, not '0'",
                "limit=10001     | query parameter limit must be",
                "limit=99999999999 | query parameter limit must be",
                "limit=1&limit=2 | query parameter limit is given more than once",
            })
    void a_query_that_cannot_be_meant_is_refused(String query, String detail) {
        for (String path : List.of(requests, "/_sim/requests")) {
            Answer answer = client.get(path + "?" + query);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().required("detail").textValue()).contains(detail);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{'limit':1}       | unknown member 'limit'; known are externalId, key, method, path, status, steamId",
                "{'status':401.0}  | status must be an HTTP status such as 401, or a class such as 4xx, not 401.0",
                "{'status':4}      | status must be an HTTP status",
                "{'status':[401]}  | status must be an HTTP status",
                "{'method':1}      | method must be an HTTP method such as GET, not 1",
                "[]                | the body must be a JSON object",
            })
    void a_count_that_cannot_be_meant_is_refused(String body, String detail) {
        for (String path : List.of(requests, "/_sim/requests")) {
            Answer answer = client.post(path + "/count", body.replace('\'', '"'));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().required("detail").textValue()).contains(detail);
        }
    }

    @Test
    void who_picks_what_to_forget_or_count_in_a_query_is_refused_and_keeps_all() {
        client.token(merchant, USER);

        for (Answer answer : List.of(
                client.send("DELETE", requests + "?status=4xx", null),
                client.post(requests + "/count?status=4xx", "{}"))) {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().required("detail").textValue())
                    .isEqualTo("unknown query parameter 'status'; there are none here");
        }
        assertThat(client.get(requests).json().required("requests")).hasSize(1);
    }

    @Test
    void there_is_no_journal_of_a_merchant_that_does_not_exist() {
        assertThat(client.get("/_sim/merchants/none/requests").status()).isEqualTo(404);
        assertThat(client.post("/_sim/merchants/none/requests/count", "{}").status())
                .isEqualTo(404);
        assertThat(client.send("DELETE", "/_sim/merchants/none/requests", null).status())
                .isEqualTo(404);
    }

    // Support

    private static String inJson(String text) {
        return text.replace("\"", "\\\"");
    }

    private String key() {
        return merchant.required("apiKey").textValue();
    }

    private List<JsonNode> all(String path) {
        Answer answer = client.get(path);
        assertThat(answer.status()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
        return Rows.elements(answer.json().required("requests")).toList();
    }

    private JsonNode last(String path) {
        List<JsonNode> all = all(path);
        return all.get(all.size() - 1);
    }

    private JsonNode count(String path, String body) {
        Answer answer = client.post(path + "/count", body);
        assertThat(answer.status()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
        return answer.json();
    }

    @Test
    void one_request_is_told_by_its_id_as_the_list_tells_it() {
        client.token(merchant, USER);
        JsonNode listed = last(requests);

        assertThat(client.get(requests + "/" + listed.required("id").textValue())
                        .json())
                .isEqualTo(listed);
        Answer none = client.get(requests + "/nothing");
        assertThat(none.status()).isEqualTo(404);
        assertThat(none.json().required("detail").textValue()).isEqualTo("there is no request 'nothing'");
    }
}
