package io.github.assetpaysim.simulator.dialect.co;

import static io.github.assetpaysim.simulator.support.Refusals.UUID;
import static io.github.assetpaysim.simulator.support.TestClient.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a withdrawal is answered with, and in which order it is checked. */
class CoWithdrawTest extends CoCalls {
    private static final Receiver RECEIVER = Receiver.good();

    @AfterAll
    static void stop() {
        RECEIVER.close();
    }

    private void approving(String more) {
        merchant = client.merchant(quoted("{'callbackUrl':'" + RECEIVER.url() + "'" + more + "}"));
    }

    @Test
    void a_withdrawal_is_answered_with_the_whole_trade() {
        approving("");
        String token = client.post(
                        "/auth/authenticate-client",
                        quoted("{'clientSteamId':'" + USER
                                + "','clientTradeUrl':'https://steamcommunity.com/tradeoffer/new/?partner=1&token=AbCdEfGh',"
                                + "'clientId':'user-7'}"),
                        "api-key",
                        merchant.required("apiKey").textValue())
                .data()
                .required("token")
                .textValue();
        List<JsonNode> listings = client.listings(token, "730").subList(3, 5);

        JsonNode trade =
                client.withdraw(token, listings, ",\"externalId\":\"order-1\"").data();

        assertThat(trade.fieldNames())
                .toIterable()
                .containsExactly(
                        "id",
                        "type",
                        "status",
                        "game",
                        "externalId",
                        "externalClientUserId",
                        "merchantId",
                        "clientUserId",
                        "clientSteamID",
                        "clientTradeUrl",
                        "items",
                        "totalPrice",
                        "createdAt",
                        "updatedAt");
        assertThat(trade.required("id").textValue()).matches(UUID);
        assertThat(trade.required("type").textValue()).isEqualTo("WITHDRAW");
        assertThat(trade.required("status").textValue()).isEqualTo("INITIATED");
        assertThat(trade.required("game").textValue()).isEqualTo("730");
        assertThat(trade.required("externalId").textValue()).isEqualTo("order-1");
        assertThat(trade.required("externalClientUserId").textValue()).isEqualTo("user-7");
        assertThat(trade.required("totalPrice").decimalValue())
                .isEqualByComparingTo(listings.get(0)
                        .at("/offer/price")
                        .decimalValue()
                        .add(listings.get(1).at("/offer/price").decimalValue()));
        for (int i = 0; i < 2; i++) {
            JsonNode item = trade.required("items").get(i);
            for (String member : List.of("id", "name", "marketHashName", "market", "appid", "contextid")) {
                assertThat(item.required(member)).isEqualTo(listings.get(i).required(member));
            }
            assertThat(item.required("offer").toString())
                    .isEqualTo("{\"price\":" + listings.get(i).at("/offer/price") + ",\"reference\":"
                            + listings.get(i).at("/offer/reference") + "}");
            assertThat(item.required("purchaseStatus").textValue()).isEqualTo("INITIATED");
            assertThat(item.has("accepted")).isFalse();
        }
    }

    @Test
    void Rust_is_withdrawn_too() {
        approving("");
        String token = client.token(merchant, USER);

        JsonNode trade = client.withdrawal(token, "252490", 0);

        assertThat(trade.required("game").textValue()).isEqualTo("252490");
        assertThat(trade.at("/items/0/amount").intValue()).isEqualTo(1);
        client.advance(merchant, "1min");
        assertThat(client.get("/client/trades?game=252490", "Authorization", token)
                        .data()
                        .at("/trades/0/status")
                        .textValue())
                .isEqualTo("COMPLETED");
    }

    /**
     * The situation: {@code used} for an externalId that exists, else the user's account; in the lines, names stand for listings
     * that are reserved, have no price, have another price than when they were read, cost more than the merchant has. Every row but
     * the last ones makes the mistake of the row below as well.
     */
    @ParameterizedTest(name = "{2} {0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            unreachable  used | 'items':7                         | 400 | 1001
            unreachable  used | 'items':[]                        | 400 | 2
            unreachable  used | 'items':[<51>]                    | 400 | 8
            unreachable  used | 'items':[<good>,<good>]           | 400 | 1001
            unreachable  used | 'items':[<good>]                  | 400 | 14
            cannot-trade used | 'items':[<good>]                  | 409 | 1
            cannot-trade      | 'items':[<malformed>]             | 400 | 7
            cs2-banned        | 'items':[<malformed>]             | 400 | 7
            ordinary          | 'items':[<unknown>,<malformed>]   | 400 | 17
            ordinary          | 'items':[<taken>,<unknown>]       | 404 | 15
            ordinary          | 'items':[<taken>,<elsewhere>]     | 404 | 15
            ordinary          | 'items':[<unpriced>,<taken>]      | 400 | 9
            ordinary          | 'items':[<moved>,<unpriced>]      | 400 | 16
            ordinary          | 'items':[<dear>,<moved>]          | 409 | 11
            ordinary          | 'items':[<dear>,<reference>]      | 409 | 11
            ordinary          | 'items':[<dear>]                  | 400 | 12
            ordinary          | 'items':[<half>,<other-half>]     | 400 | 12
            rust-banned       | 'items':[<good>]                  | 200 | 0
            """)
    void of_several_mistakes_the_first_in_the_order_of_checks_is_named_and_nothing_is_claimed(
            String initial, String lines, int status, int code) {
        // What is reserved costs 1 at most, so 99 are left.
        approving(",'balance':100");
        String token = client.token(merchant, USER);
        List<JsonNode> listings = client.listings(token, "730");
        Map<String, String> words = new TreeMap<>();
        words.put("good", line(listings.get(0)));
        words.put("taken", line(listings.get(1)));
        words.put("unpriced", line(listings.get(2)));
        words.put("moved", line(listings.get(3)));
        words.put("dear", line(from(listings, "100.01", 0)));
        words.put("half", line(from(listings, "50", 0)));
        words.put("other-half", line(from(listings, "50", 1)));
        words.put("unknown", line("00000000-0000-4000-8000-000000000000", listings.get(0), 1));
        words.put("malformed", line("AK-47 | Redline", listings.get(0), 1));
        words.put("elsewhere", line(listings.get(0).required("id").textValue(), listings.get(0), 99));
        words.put("reference", line(listings.get(0)).replace("ref_", "fer_"));
        words.put("51", String.join(",", Collections.nCopies(51, words.get("good"))));
        String body = "{" + lines + ",'externalId':'" + (initial.contains("used") ? "used" : "new") + "'}";
        for (Map.Entry<String, String> word : words.entrySet()) {
            body = body.replace("<" + word.getKey() + ">", word.getValue());
        }
        assertThat(client.withdraw(token, List.of(listings.get(1)), ",\"externalId\":\"used\"")
                        .status())
                .isEqualTo(200);
        prices(listings.get(2), "null");
        prices(listings.get(3), "7.77");
        client.put(path(merchant) + "/users/" + USER, quoted("{'account':'" + initial.split(" ")[0] + "'}"));
        List<JsonNode> market = client.listings(token, "730");

        Answer answer = client.post("/client/trading/withdraw", quoted(body), "Authorization", token);

        assertThat(answer.status()).as(new String(answer.body())).isEqualTo(status);
        assertThat(answer.json().at("/error/code").intValue()).isEqualTo(code);
        if (status != 200) {
            assertThat(client.get(path(merchant) + "/trades").json().required("trades"))
                    .hasSize(1);
            assertThat(client.listings(token, "730")).isEqualTo(market);
            client.put(path(merchant) + "/users/" + USER, quoted("{'account':'ordinary'}"));
            assertThat(client.withdraw(token, market.subList(0, 1), ",\"externalId\":\"new\"")
                            .status())
                    .as("what was refused is free")
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "cs2-banned,   730,    the user is banned in CS2 and cannot trade its items (game 730)",
        "rust-banned,  252490, the user is banned in Rust and cannot trade its items (game 252490)",
        "banned,       730,    the user is banned in both games and cannot trade items of any",
        "banned,       252490, the user is banned in both games and cannot trade items of any",
        "cannot-trade, 730,    Steam does not let the user trade at the moment"
    })
    void whoever_may_not_trade_is_refused_with_the_reason(String account, String game, String message) {
        String token = client.token(merchant, USER);
        List<JsonNode> listings = client.listings(token, game).subList(0, 1);
        client.put(path(merchant) + "/users/" + USER, quoted("{'account':'" + account + "'}"));

        JsonNode error = client.withdraw(token, listings, "").json().required("error");

        assertThat(error.required("key").textValue()).isEqualTo("USER_NOT_TRADEABLE");
        assertThat(error.required("message").textValue()).isEqualTo(message);
    }

    @Test
    void what_is_wrong_is_quoted_visibly_and_shortly_and_a_wrong_reference_is_not_called_a_wrong_price() {
        String token = client.token(merchant, USER);
        JsonNode listing = client.listings(token, "730").get(0);
        String id = listing.required("id").textValue();

        assertThat(message(token, line("abc\\u200bdef", listing, 1)))
                .isEqualTo("itemId 'abc\\u200bdef' is no listing id; take the id of an item on the market");
        assertThat(message(token, line("x".repeat(256), listing, 1))).hasSizeLessThan(200);
        assertThat(message(token, line(listing).replace("ref_", "fer_\\u202e")))
                .startsWith("listing '" + id + "' is offered with another reference now than 'fer_\\u202e")
                .endsWith("'; read the market again");
    }

    private String message(String token, String line) {
        return withdraw(token, "{'items':[" + line + "]}")
                .json()
                .at("/error/message")
                .textValue();
    }

    private void prices(JsonNode kind, String price) {
        client.post(
                path(merchant) + "/prices",
                "{\"offers\":[{\"marketHashName\":" + kind.required("marketHashName") + ",\"price\":" + price + "}]}");
    }

    private static JsonNode from(List<JsonNode> listings, String price, int number) {
        return listings.stream()
                .filter(each -> each.at("/offer/price").decimalValue().compareTo(new BigDecimal(price)) >= 0)
                .skip(number)
                .findFirst()
                .orElseThrow();
    }

    private static String line(JsonNode listing) {
        return line(
                listing.required("id").textValue(),
                listing,
                listing.required("market").intValue());
    }

    private static String line(String id, JsonNode listing, int market) {
        return "{'itemId':'" + id + "','market':" + market + ",'offer':{'price':" + listing.at("/offer/price")
                + ",'reference':" + listing.at("/offer/reference") + "}}";
    }

    @Test
    void authentication_and_the_rate_limit_shared_with_deposits_come_before_the_body() {
        merchant = client.merchant("{\"rateLimits\":\"unverified\"}");
        String token = client.token(merchant, USER);
        for (int i = 0; i < 5; i++) {
            Answer answer = i % 2 == 0 ? withdraw(token, "{") : deposit(token, "{");
            assertThat(answer.json().at("/error/code").intValue()).isEqualTo(1001);
        }

        assertThat(withdraw("x", "{").json().at("/error/code").intValue()).isEqualTo(1002);
        assertThat(withdraw(token, "{").json().at("/error/code").intValue()).isEqualTo(1007);
    }

    private Answer withdraw(String token, String body) {
        return client.post("/client/trading/withdraw", quoted(body), "Authorization", token);
    }
}
