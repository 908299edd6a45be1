package io.github.assetpaysim.simulator.control;

import static io.github.assetpaysim.simulator.support.Refusals.assertProblem;
import static io.github.assetpaysim.simulator.support.TestClient.path;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlApiTest {
    private static final String USER = "76561198012345678";
    private static final String NOBODY = "00000000-0000-4000-8000-000000000000";

    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    private final Simulator simulator = RUNNING.simulator();
    private final TestClient client = RUNNING.client();

    @Test
    void health_tells_the_version_and_how_many_merchants_there_are() {
        client.merchant("{}");

        JsonNode health = client.get("/_sim/health").json();

        assertThat(health.fieldNames()).toIterable().containsExactly("status", "version", "merchants");
        assertThat(health.required("status").textValue()).isEqualTo("ok");
        assertThat(health.required("merchants").intValue()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void every_assumption_is_listed_with_what_it_decides() {
        JsonNode all = client.get("/_sim/assumptions").json().required("assumptions");

        assertThat(all)
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.fieldNames())
                        .toIterable()
                        .containsSubsequence("name", "standard", "allowed", "meaning"));
        assertThat(all)
                .anyMatch(each -> each.required("name").textValue().equals("callbackSuccess")
                        && each.required("standard").textValue().equals("200")
                        && each.required("choices").toString().equals("[\"200\",\"2xx\"]"));
    }

    // Merchants

    @Test
    void a_merchant_is_made_as_asked_and_shows_its_secrets_then_and_when_asked_for_them() {
        Answer created = client.post("/_sim/merchants", """
                {"callbackUrl":"http://127.0.0.1:9/cb","merchantId":"shop-1","apiKey":"ap_shop1","apiSecret":"geheim",
                 "clock":"frozen","pace":"500ms","startAt":"2026-03-04T10:00:00Z","seed":42,"retry":["10s","PT1M"],
                 "callbackTimeout":"2s","tokenTtl":"1h","rateLimits":"verified","steam":{"outcome":"decline"},
                 "assumptions":{"openDepositLimit":3,"callbackSuccess":"2xx"}}""");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("location")).isEqualTo("/_sim/merchants/shop-1");
        JsonNode made = created.json();
        Map.of(
                        "/callbackUrl", "http://127.0.0.1:9/cb",
                        "/apiKey", "ap_shop1",
                        "/apiSecret", "geheim",
                        "/pace", "PT0.5S",
                        "/startAt", "2026-03-04T10:00:00.000Z",
                        "/seed", "42",
                        "/retry", "PT10S,PT1M",
                        "/steam/outcome", "decline",
                        "/assumptions/openDepositLimit", "3",
                        "/assumptions/offerExpiry", "PT30M")
                .forEach((member, value) ->
                        assertThat(made.at(member).asText()).as(member).isEqualTo(value));
        for (String path : new String[] {"/_sim/merchants", "/_sim/merchants/shop-1"}) {
            assertThat(new String(client.get(path).body(), UTF_8))
                    .contains("shop-1", "\"apiSecret\":\"***\"")
                    .doesNotContain("geheim", "ap_shop1");
        }
        Answer credentials = client.get("/_sim/merchants/shop-1/credentials");
        assertThat(credentials.header("cache-control")).isEqualTo("no-store");
        assertThat(credentials.json())
                .hasToString("{\"merchantId\":\"shop-1\",\"apiKey\":\"ap_shop1\",\"apiSecret\":\"geheim\"}");
        assertThat(client.get("/_sim/merchants/shop-1/clock")
                        .json()
                        .required("now")
                        .textValue())
                .isEqualTo("2026-03-04T10:00:00.000Z");
    }

    @Test
    void what_is_not_given_is_made_and_differs_between_merchants() {
        JsonNode one = client.merchant("{}");
        JsonNode two = client.merchant("{\"callbackUrl\":null,\"steam\":null,\"assumptions\":null}");

        for (String name : new String[] {"merchantId", "apiKey", "apiSecret", "seed"}) {
            assertThat(one.required(name)).isNotEqualTo(two.required(name));
        }
        assertThat(one.required("apiKey").textValue()).startsWith("ap_");
        assertThat(one.required("clock").textValue()).isEqualTo("frozen");
        assertThat(two.has("callbackUrl")).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'callbackURL':'http://a'}         | unknown setting 'callbackURL'; known are callbackUrl, merchantId",
                "{'steam':{'outcom':'accept'}}      | unknown setting 'steam.outcom'",
                "{'steam':'accept'}                 | steam must be an object",
                "{'steam':{'outcome':'explode'}}    | steam.outcome: 'explode' is not allowed; expected accept, accept-at-once, decline",
                "{'assumptions':{'x':1}}            | unknown assumption 'x'; known are openDepositLimit, rustCredit",
                "{'assumptions':{'callbackSuccess':'3xx'}} | '3xx' is not allowed; expected 200 or 2xx",
                "{'assumptions':[]}                 | assumptions must be an object",
                "{'callbackUrl':'ftp://a'}          | callbackUrl: 'ftp://a' is not allowed: its scheme is 'ftp'; use http or https",
                "{'callbackUrl':'/cb'}              | its scheme is missing; begin with http:// or https://",
                "{'callbackUrl':'http://'}          | its host is missing",
                "{'callbackUrl':'http://a:99999/'}  | its port '99999' is no number from 1 to 65535",
                "{'callbackUrl':7}                  | callbackUrl must be a string, not 7",
                "{'callbackUrl':['http://a']}       | callbackUrl must be a string, not",
                "{'merchantId':'default'}           | other than \"default\"",
                "{'merchantId':'a/b'}               | merchantId: 'a/b' is not allowed",
                "{'apiKey':''}                      | apiKey: this value is not allowed; expected 1 to 256 visible ASCII characters",
                "{'apiSecret':''}                   | apiSecret: this value is not allowed; expected at least one character",
                "{'apiSecret':'a\uFFFD'}            | it arrived damaged (U+FFFD)",
                "{'clock':'slow'}                   | clock: 'slow' is not allowed; expected frozen, paced or live",
                "{'clock':'FROZEN'}                 | expected frozen, paced or live",
                "{'pace':'0s'}                      | pace: '0s' is not allowed",
                "{'pace':1}                         | pace must be a string, not 1",
                "{'startAt':'yesterday'}            | startAt: 'yesterday' is not allowed; expected an instant such as",
                "{'seed':'x'}                       | seed: 'x' is not allowed; expected a whole number of at most 64 bits",
                "{'seed':1.5}                       | seed must be a string or a whole number, not 1.5",
                "{'seed':9223372036854775808}       | expected a whole number of at most 64 bits",
                "{'retry':'10'}                     | retry: '10' is not allowed; expected gaps such as 10s,30s,2min, or none",
                "{'retry':[10]}                     | retry must be a string, not [10]",
                "{'callbackTimeout':'1d'}           | callbackTimeout: '1d' is not allowed",
                "{'tokenTtl':'25h'}                 | tokenTtl: '25h' is not allowed",
                "{'rateLimits':'on'}                | rateLimits: 'on' is not allowed; expected off, verified or unverified",
                "[]                                 | the body must be a JSON object",
                "{                                  | not well-formed JSON",
            })
    void a_merchant_that_breaks_a_rule_is_refused_and_the_answer_says_what_is_right(String body, String detail) {
        int before = client.get("/_sim/health").json().required("merchants").intValue();

        assertProblem(client.post("/_sim/merchants", body.replace('\'', '"')), 400, detail);
        assertThat(client.get("/_sim/health").json().required("merchants").intValue())
                .isEqualTo(before);
    }

    @Test
    void a_wrong_value_is_quoted_only_in_part_and_a_secret_not_at_all() {
        assertThat(detail(client.post("/_sim/merchants", "{\"callbackUrl\":[\"" + "x".repeat(10_000) + "\"]}")))
                .hasSizeLessThan(200);
        assertThat(detail(client.post("/_sim/merchants", "{\"callbackUrl\":\"" + "x".repeat(10_000) + "\"}")))
                .hasSizeLessThan(200);
        assertThat(detail(client.post("/_sim/merchants", "{\"apiSecret\":123456789}")))
                .doesNotContain("12345");
    }

    @Test
    void an_id_or_key_of_another_merchant_is_a_conflict() {
        client.merchant("{\"merchantId\":\"taken\",\"apiKey\":\"ap_taken\"}");

        assertProblem(
                client.post("/_sim/merchants", "{\"merchantId\":\"taken\"}"),
                409,
                "merchantId 'taken' belongs to another merchant");
        assertProblem(
                client.post("/_sim/merchants", "{\"apiKey\":\"ap_taken\"}"), 409, "apiKey belongs to another merchant");
    }

    @Test
    void a_patch_changes_what_it_names_and_null_clears() {
        JsonNode merchant = client.merchant(
                "{\"callbackUrl\":\"http://127.0.0.1:9/a\",\"retry\":\"1s\",\"steam\":{\"outcome\":\"fail\"},"
                        + "\"assumptions\":{\"openDepositLimit\":2,\"callbackSuccess\":\"2xx\"}}");

        JsonNode changed = patch(
                        merchant,
                        "{\"callbackTimeout\":\"1s\",\"rateLimits\":\"verified\",\"apiSecret\":\"new\","
                                + "\"assumptions\":{\"openDepositLimit\":null}}")
                .json();
        JsonNode cleared = patch(
                        merchant,
                        "{\"callbackUrl\":null,\"retry\":null,\"steam\":null,\"rateLimits\":null,"
                                + "\"callbackTimeout\":null,\"assumptions\":null}")
                .json();

        assertThat(changed.required("callbackTimeout").textValue()).isEqualTo("PT1S");
        assertThat(changed.required("callbackUrl").textValue()).isEqualTo("http://127.0.0.1:9/a");
        assertThat(changed.at("/assumptions/openDepositLimit").textValue()).isEqualTo("5");
        assertThat(changed.at("/assumptions/callbackSuccess").textValue()).isEqualTo("2xx");
        assertThat(changed.required("apiSecret").textValue()).isEqualTo("***");
        assertThat(cleared.has("callbackUrl")).isFalse();
        assertThat(cleared.required("retry").textValue()).isEqualTo("PT10S,PT30S,PT2M,PT10M,PT1H");
        assertThat(cleared.required("callbackTimeout").textValue()).isEqualTo("PT15S");
        assertThat(cleared.required("rateLimits").textValue()).isEqualTo("off");
        assertThat(cleared.at("/steam/outcome").textValue()).isEqualTo("accept");
        assertThat(cleared.at("/assumptions/callbackSuccess").textValue()).isEqualTo("200");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'merchantId':'x'}      | merchantId cannot be changed; changeable are callbackUrl, apiSecret, clock, pace, retry,",
                "{'apiKey':'x'}          | apiKey cannot be changed",
                "{'clock':'slow'}        | clock: 'slow' is not allowed; expected frozen, paced or live",
                "{'pace':'2h'}           | pace: '2h' is not allowed",
                "{'balance':1}           | balance is what the merchant began with; PUT …/balance gives it another one now",
                "{'seed':null}           | seed cannot be changed",
                "{'apiSecret':null}      | apiSecret cannot be cleared, only changed",
                "{'apiSecret':''}        | apiSecret: this value is not allowed",
                "{'id':'x'}              | unknown setting 'id'",
                "{'assumptions':{'x':null}} | unknown assumption 'x'",
                "{'retry':'1s','steam':{'outcome':1}} | steam.outcome must be a string, not 1",
            })
    void a_patch_that_breaks_a_rule_changes_nothing(String body, String detail) {
        JsonNode merchant = client.merchant("{}");
        JsonNode before = client.get(path(merchant)).json();

        assertProblem(patch(merchant, body.replace('\'', '"')), 400, detail);
        assertThat(client.get(path(merchant)).json()).isEqualTo(before);
    }

    @Test
    void a_deleted_merchant_is_gone_with_its_credentials_which_are_free_again() {
        JsonNode merchant = client.merchant("{\"merchantId\":\"short-lived\",\"apiKey\":\"ap_short\"}");

        assertThat(client.send("DELETE", path(merchant), null).status()).isEqualTo(204);

        assertProblem(client.get(path(merchant)), 404, "there is no merchant 'short-lived'");
        assertProblem(client.send("DELETE", path(merchant), null), 404, "there is no merchant 'short-lived'");
        assertThat(client.merchant("{\"merchantId\":\"short-lived\",\"apiKey\":\"ap_short\"}")
                        .required("id")
                        .textValue())
                .isEqualTo("short-lived");
    }

    @Test
    void deleting_the_default_merchant_resets_it_and_keeps_its_credentials() {
        String key = simulator.defaultMerchant().credentials().apiKey();
        String secret = simulator.defaultMerchant().credentials().apiSecret();
        JsonNode merchant = merchantWith(key);
        client.deposit(
                        client.token(merchant, USER),
                        client.depositable(client.token(merchant, USER), "730").get(0),
                        ",\"externalId\":\"o\"")
                .data();
        client.patch("/_sim/merchants/default", "{\"apiSecret\":\"changed\",\"retry\":\"none\"}");

        assertThat(client.send("DELETE", "/_sim/merchants/default", null).status())
                .isEqualTo(204);

        assertThat(simulator.defaultMerchant().credentials().apiKey()).isEqualTo(key);
        assertThat(simulator.defaultMerchant().credentials().apiSecret()).isEqualTo(secret);
        assertThat(client.get("/_sim/merchants/default")
                        .json()
                        .required("retry")
                        .textValue())
                .startsWith("PT10S");
        assertThat(client.get("/_sim/merchants/default/trades").json().required("trades"))
                .isEmpty();
        assertThat(client.deposit(
                                client.token(merchant, USER),
                                client.depositable(client.token(merchant, USER), "730")
                                        .get(0),
                                ",\"externalId\":\"o\"")
                        .status())
                .isEqualTo(200);
    }

    private static JsonNode merchantWith(String apiKey) {
        return io.github.assetpaysim.simulator.http.StrictJson.MAPPER
                .createObjectNode()
                .put("id", "default")
                .put("apiKey", apiKey);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET,    /_sim/merchants/nobody,                         there is no merchant 'nobody'",
        "PATCH,  /_sim/merchants/nobody,                         there is no merchant 'nobody'",
        "DELETE, /_sim/merchants/nobody,                         there is no merchant 'nobody'",
        "GET,    /_sim/merchants/nobody/clock,                   there is no merchant 'nobody'",
        "POST,   /_sim/merchants/nobody/clock/advance,           there is no merchant 'nobody'",
        "GET,    /_sim/merchants/nobody/trades,                  there is no merchant 'nobody'",
        "GET,    /_sim/merchants/nobody/callbacks,               there is no merchant 'nobody'",
        "GET,    /_sim/merchants/default/trades/" + NOBODY + ",  there is no trade '" + NOBODY + "'",
        "GET,    /_sim/merchants/default/callbacks/" + NOBODY + ", there is no callback '" + NOBODY + "'",
        "POST,   /_sim/merchants/default/callbacks/" + NOBODY + "/resend, there is no callback '" + NOBODY + "'",
        "GET,    /_sim/nothing,                                  there is no GET /_sim/nothing",
        "GET,    /_sim/merchants/default/nothing,                there is no GET /_sim/merchants/default/nothing"
    })
    void what_does_not_exist_is_a_404_problem_that_names_it(String method, String path, String detail) {
        Answer answer =
                client.send(method, path, method.equals("GET") ? null : "{}", "Content-Type", "application/json");

        assertProblem(answer, 404, detail);
    }

    // Clock

    @Test
    void an_advance_runs_what_is_due_and_tells_what_is_next() {
        JsonNode merchant = client.merchant("{\"startAt\":\"2026-03-04T10:00:00Z\"}");
        deposit(merchant, 0);
        JsonNode before = client.get(path(merchant) + "/clock").json();

        JsonNode by = client.post(path(merchant) + "/clock/advance", "{\"by\":\"1min\"}")
                .json();
        JsonNode to = client.post(path(merchant) + "/clock/advance", "{\"to\":\"2026-03-04T10:05:00Z\"}")
                .json();

        assertThat(before.toString())
                .isEqualTo("{\"mode\":\"frozen\",\"now\":\"2026-03-04T10:00:00.000Z\",\"pending\":1,"
                        + "\"nextDue\":\"2026-03-04T10:00:02.000Z\"}");
        assertThat(by.fieldNames()).toIterable().containsExactly("now", "ran", "pending", "nextDue");
        assertThat(by.required("now").textValue()).isEqualTo("2026-03-04T10:01:00.000Z");
        assertThat(by.required("ran")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(by.at("/ran/0/at").textValue()).isEqualTo("2026-03-04T10:00:02.000Z");
        assertThat(by.at("/ran/0/label").textValue()).contains("SEND_OFFER");
        assertThat(to.required("now").textValue()).isEqualTo("2026-03-04T10:05:00.000Z");
        assertThat(to.required("ran")).isEmpty();
        assertThat(to.required("pending").intValue()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                            | give either by, a duration such as",
                "{'by':'1s','to':'2026-03-04T10:00:00Z'} | give either by",
                "{'by':null}                   | give either by",
                "{'By':'1s'}                   | unknown member 'By'; known are by, to",
                "{'by':1}                      | by must be a duration such as 500ms, 10s, 2min, 1h, 7d or PT1M30S, at most 36500 d, not 1",
                "{'by':'soon'}                 | by must be a duration such as",
                "{'by':'-1s'}                  | by must be a duration such as",
                "{'by':'PT-1S'}                | by must be a duration such as",
                "{'by':'99999d'}               | by must be a duration such as 500ms, 10s, 2min, 1h, 7d or PT1M30S, at most 36500 d, not",
                "{'to':'tomorrow'}             | to must be an instant from the merchant's now, 2026-03-04T10:00:00Z, on",
                "{'to':1}                      | to must be an instant from",
                "{'to':'2026-03-04T09:59:59Z'} | to must be an instant from the merchant's now, 2026-03-04T10:00:00Z, on",
                "{'to':'2226-03-04T10:00:00Z'} | at most 100 years after it",
                "[]                            | the body must be a JSON object",
            })
    void an_advance_that_breaks_a_rule_moves_nothing(String body, String detail) {
        JsonNode merchant = client.merchant("{\"startAt\":\"2026-03-04T10:00:00Z\"}");

        assertProblem(client.post(path(merchant) + "/clock/advance", body.replace('\'', '"')), 400, detail);
        assertThat(client.get(path(merchant) + "/clock").json().required("now").textValue())
                .isEqualTo("2026-03-04T10:00:00.000Z");
    }

    @Test
    void a_second_advance_while_one_runs_is_a_conflict_that_names_it() {
        CountDownLatch let = new CountDownLatch(1);
        try (Receiver receiver = Receiver.answering(callback -> waitFor(let))) {
            JsonNode merchant = client.merchant(
                    "{\"startAt\":\"2026-03-04T10:00:00Z\",\"callbackUrl\":\"" + receiver.url() + "\"}");
            deposit(merchant, 0);
            String advance = path(merchant) + "/clock/advance";
            CompletableFuture<Answer> first =
                    CompletableFuture.supplyAsync(() -> client.post(advance, "{\"by\":\"1h\"}"));
            await().until(() -> client.post(advance, "{\"by\":\"0s\"}").status() == 409);

            assertProblem(
                    client.post(advance, "{\"by\":\"1s\"}"),
                    409,
                    "an advance from 2026-03-04T10:00:00Z to 2026-03-04T11:00:00Z is still running");
            let.countDown();
            assertThat(first.join().status()).isEqualTo(200);
        } finally {
            let.countDown();
        }
    }

    @Test
    void an_advance_of_a_merchant_that_is_deleted_meanwhile_does_not_look_as_if_it_had_got_there() {
        CountDownLatch let = new CountDownLatch(1);
        try (Receiver receiver = Receiver.answering(callback -> waitFor(let))) {
            JsonNode merchant = client.merchant(
                    "{\"startAt\":\"2026-03-04T10:00:00Z\",\"callbackUrl\":\"" + receiver.url() + "\"}");
            deposit(merchant, 0);
            CompletableFuture<Answer> advance = CompletableFuture.supplyAsync(
                    () -> client.post(path(merchant) + "/clock/advance", "{\"by\":\"1h\"}"));
            await().until(() -> client.post(path(merchant) + "/clock/advance", "{\"by\":\"0s\"}")
                            .status()
                    == 409);
            client.send("DELETE", path(merchant), null);

            assertProblem(
                    advance.join(),
                    404,
                    "' ended while its time was being advanced; it stood still at 2026-03-04T10:00:00Z");
        } finally {
            let.countDown();
        }
    }

    // Trades

    @Test
    void trades_are_listed_oldest_first_and_found_by_externalId() {
        JsonNode merchant = client.merchant("{}");
        JsonNode one = deposit(merchant, 0, ",\"externalId\":\"o 1\"");
        JsonNode two = deposit(merchant, 1, ",\"externalId\":\"o2\"");

        JsonNode all = client.get(path(merchant) + "/trades").json();

        assertThat(all.required("trades")).hasSize(2);
        assertThat(all.at("/trades/0/id")).isEqualTo(one.required("id"));
        assertThat(all.at("/trades/0").fieldNames())
                .toIterable()
                .containsExactly(
                        "id",
                        "kind",
                        "game",
                        "stage",
                        "status",
                        "externalId",
                        "steamId",
                        "totalPrice",
                        "items",
                        "createdAt",
                        "updatedAt",
                        "next");
        assertThat(all.at("/trades/0/next"))
                .isEqualTo(client.get(
                                path(merchant) + "/trades/" + one.required("id").textValue())
                        .json()
                        .required("next"));
        assertThat(all.at("/trades/0/totalPrice")).isEqualTo(one.required("totalPrice"));
        assertThat(all.at("/trades/0/items").intValue()).isEqualTo(1);
        assertThat(all.required("dropped").intValue()).isZero();
        assertThat(client.get(path(merchant) + "/trades?externalId=o2").json().required("trades"))
                .singleElement()
                .matches(trade -> trade.required("id").equals(two.required("id")));
        assertThat(client.get(path(merchant) + "/trades?externalId=none").json().required("trades"))
                .isEmpty();
        JsonNode detail = client.get(
                        path(merchant) + "/trades/" + one.required("id").textValue())
                .json();
        assertThat(detail.required("trade")).isEqualTo(one);
        assertThat(detail.at("/history/0/event").textValue()).isEqualTo("CREATE");
    }

    @ParameterizedTest
    @CsvSource({
        "/trades?externalID=o-1, unknown query parameter 'externalID'; known are externalId",
        "/trades?limit=0,        query parameter limit must be a whole number from 1 to 1000000",
        "/callbacks?trade=x,     unknown query parameter 'trade'; known are details",
    })
    void a_list_that_is_to_pick_by_what_does_not_exist_is_refused(String list, String detail) {
        assertProblem(client.get("/_sim/merchants/default" + list), 400, detail);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "send-offer, PENDING",
        "send-offer accept, ACTIVE",
        "send-offer decline, DECLINED",
        "send-offer expire, CANCELED",
        "fail, FAILED",
        "cancel, CANCELED",
        "send-offer escrow, ESCROW",
        "send-offer escrow end-hold, HOLD",
        "send-offer escrow end-hold end-hold, COMPLETED",
        "send-offer escrow end-hold revert, REVERTED",
        "complete, COMPLETED",
        "complete revert, REVERTED"
    })
    void events_lead_where_the_world_would_lead(String events, String status) {
        JsonNode merchant = client.merchant("{}");
        JsonNode trade = deposit(merchant, 0);
        Answer answer = null;
        for (String event : events.split(" ")) {
            answer = event(merchant, trade, event);
        }

        assertThat(answer.status()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
        assertThat(answer.json().required("status").textValue()).isEqualTo(status);
    }

    @ParameterizedTest(name = "{0}, then {1}")
    @CsvSource({
        "'', accept",
        "'', decline",
        "'', revert",
        "'', end-hold",
        "'', escrow",
        "send-offer, send-offer",
        "send-offer, end-hold",
        "fail, accept",
        "fail, complete",
        "send-offer decline, cancel",
        "complete, complete",
        "complete, fail",
        "complete revert, revert"
    })
    void an_event_that_cannot_happen_now_is_a_conflict_that_shows_the_history(String before, String event) {
        JsonNode merchant = client.merchant("{}");
        JsonNode trade = deposit(merchant, 0);
        for (String each : before.isEmpty() ? new String[0] : before.split(" ")) {
            event(merchant, trade, each);
        }
        JsonNode detail = client.get(
                        path(merchant) + "/trades/" + trade.required("id").textValue())
                .json();

        assertProblem(event(merchant, trade, event), 409, ". Its history: CREATED ");
        assertThat(client.get(path(merchant) + "/trades/" + trade.required("id").textValue())
                        .json())
                .isEqualTo(detail);
    }

    @Test
    void complete_announces_every_status_on_the_way() {
        try (Receiver receiver = Receiver.good()) {
            JsonNode merchant = client.merchant("{\"callbackUrl\":\"" + receiver.url() + "\"}");
            JsonNode trade = deposit(merchant, 0);

            event(merchant, trade, "complete");
            client.advance(merchant, "0s");

            assertThat(receiver.events()).containsExactly("INITIATED", "PENDING", "ACTIVE", "HOLD", "COMPLETED");
            assertThat(client.get(path(merchant) + "/clock")
                            .json()
                            .required("pending")
                            .intValue())
                    .isZero();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                    | event is missing; expected one of send-offer, accept",
                "{'event':'ACCEPT'}    | event must be one of send-offer, accept, decline, expire, fail, cancel, escrow, end-hold, revert, complete, not \"ACCEPT\"",
                "{'event':'explode'}   | event must be one of",
                "{'event':1}           | event must be one of",
                "{'event':'accept','x':1} | unknown member 'x'; known are event",
            })
    void an_event_that_is_none_is_refused_with_the_list(String body, String detail) {
        JsonNode merchant = client.merchant("{}");
        JsonNode trade = deposit(merchant, 0);

        assertProblem(
                client.post(
                        path(merchant) + "/trades/" + trade.required("id").textValue() + "/events",
                        body.replace('\'', '"')),
                400,
                detail);
    }

    // Callbacks

    @Test
    void callbacks_are_listed_with_what_became_of_them_and_shown_in_full() {
        try (Receiver receiver = Receiver.answering(callback -> callback.event().equals("PENDING") ? 500 : 200)) {
            JsonNode merchant = client.merchant("{\"callbackUrl\":\"" + receiver.url() + "\",\"retry\":\"1h\"}");
            JsonNode trade = deposit(merchant, 0);
            deposit(merchant, 1);
            client.advance(merchant, "10s");
            String id = trade.required("id").textValue();

            JsonNode mine =
                    client.get(path(merchant) + "/callbacks?tradeId=" + id).json();
            JsonNode detail = client.get(path(merchant) + "/callbacks/"
                            + mine.at("/callbacks/0/id").textValue())
                    .json();

            assertThat(client.get(path(merchant) + "/callbacks").json().required("callbacks"))
                    .hasSize(4);
            assertThat(mine.required("callbacks"))
                    .hasSize(2)
                    .allMatch(each -> each.required("tradeId").textValue().equals(id));
            assertThat(mine.at("/callbacks/0/state").textValue()).isEqualTo("DELIVERED");
            assertThat(mine.at("/callbacks/0/lastResult").textValue()).isEqualTo("200");
            assertThat(mine.at("/callbacks/1/event").textValue()).isEqualTo("PENDING");
            assertThat(mine.at("/callbacks/1/state").textValue()).isEqualTo("RETRYING");
            assertThat(mine.at("/callbacks/1/lastResult").textValue()).isEqualTo("500");
            assertThat(mine.at("/callbacks/1/attempts").intValue()).isEqualTo(1);
            assertThat(Base64.getDecoder().decode(detail.required("bodyBase64").textValue()))
                    .isEqualTo(detail.required("body").textValue().getBytes(UTF_8))
                    .isEqualTo(receiver.got().stream()
                            .filter(got ->
                                    got.trade().required("id").textValue().equals(id))
                            .findFirst()
                            .orElseThrow()
                            .body());
            assertThat(detail.at("/attempts/0/status").intValue()).isEqualTo(200);
            assertThat(detail.at("/attempts/0/trigger").textValue()).isEqualTo("SCHEDULED");
        }
    }

    @Test
    void a_callback_is_sent_again_to_the_merchant_or_elsewhere_with_the_same_bytes() {
        try (Receiver own = Receiver.answering(callback -> 503);
                Receiver elsewhere = Receiver.good()) {
            JsonNode merchant = client.merchant("{\"callbackUrl\":\"" + own.url() + "\",\"retry\":\"none\"}");
            deposit(merchant, 0);
            client.advance(merchant, "0s");
            String callback = path(merchant) + "/callbacks/"
                    + client.get(path(merchant) + "/callbacks")
                            .json()
                            .at("/callbacks/0/id")
                            .textValue();

            Answer again = client.post(callback + "/resend", "");
            Answer there = client.post(callback + "/resend", "{\"to\":\"" + elsewhere.url() + "\"}");

            assertThat(again.status()).isEqualTo(200);
            assertThat(again.json().required("status").intValue()).isEqualTo(503);
            assertThat(again.json().required("delivered").booleanValue()).isFalse();
            assertThat(again.json().required("outcome").textValue()).isEqualTo("REFUSED_STATUS");
            assertThat(again.json().required("trigger").textValue()).isEqualTo("MANUAL");
            assertThat(there.json().required("delivered").booleanValue()).isTrue();
            assertThat(there.json().required("outcome").textValue()).isEqualTo("DELIVERED");
            assertThat(there.json().required("url").textValue())
                    .isEqualTo(elsewhere.url().toString());
            assertThat(own.got()).hasSize(2);
            assertThat(elsewhere.got().get(0).body())
                    .isEqualTo(own.got().get(0).body())
                    .isEqualTo(own.got().get(1).body());
            assertThat(client.get(callback).json().required("attempts")).hasSize(3);
        }
    }

    @Test
    void without_a_URL_nothing_can_be_sent_again_until_one_is_set_or_named() {
        try (Receiver receiver = Receiver.good()) {
            JsonNode merchant = client.merchant("{}");
            deposit(merchant, 0);
            JsonNode listed = client.get(path(merchant) + "/callbacks").json().at("/callbacks/0");
            String resend =
                    path(merchant) + "/callbacks/" + listed.required("id").textValue() + "/resend";

            assertThat(listed.required("state").textValue()).isEqualTo("UNDELIVERABLE");
            assertProblem(
                    client.post(resend, "{}"), 409, "the merchant has no callback URL; set one, or name one in \"to\"");
            assertProblem(
                    client.post(resend, "{\"to\":\"nowhere\"}"),
                    400,
                    "to: 'nowhere' is not allowed: its scheme is missing; begin with http:// or https://");
            assertProblem(client.post(resend, "{\"url\":\"http://a\"}"), 400, "unknown member 'url'; known are to");
            patch(merchant, "{\"callbackUrl\":\"" + receiver.url() + "\"}");
            assertThat(client.post(resend, "{}").json().required("delivered").booleanValue())
                    .isTrue();
            assertThat(client.get(path(merchant) + "/callbacks")
                            .json()
                            .at("/callbacks/0/state")
                            .textValue())
                    .isEqualTo("DELIVERED");
        }
    }

    // Support

    private static int waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 200;
    }

    private JsonNode deposit(JsonNode merchant, int number) {
        return deposit(merchant, number, "");
    }

    /** A deposit of the {@code number}-th item; call with rising numbers for further ones. */
    private JsonNode deposit(JsonNode merchant, int number, String more) {
        return client.trade(client.token(merchant, USER), number, more);
    }

    private Answer event(JsonNode merchant, JsonNode trade, String event) {
        return client.post(
                path(merchant) + "/trades/" + trade.required("id").textValue() + "/events",
                "{\"event\":\"" + event + "\"}");
    }

    private Answer patch(JsonNode merchant, String body) {
        return client.patch(path(merchant), body);
    }

    private static String detail(Answer answer) {
        return answer.json().required("detail").textValue();
    }
}
