package io.github.assetpaysim.simulator.dialect.co.hint;

import static io.github.assetpaysim.simulator.support.TestClient.path;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.assetpaysim.simulator.support.RawHttp;
import io.github.assetpaysim.simulator.support.Rows;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each well-known mistake with the hint that it is answered with. In requests, words in angle brackets stand for credentials and
 * items of one merchant; {@code '} stands for the quotation mark.
 */
class HintsTest {
    private static final String USER = "76561198012345678";
    private static final String OTHER = "76561198012345679";

    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    private static TestClient client;
    private static String requests;
    private static final Map<String, String> WORDS = new HashMap<>();

    @BeforeAll
    static void start() {
        client = RUNNING.client();
        JsonNode merchant = client.merchant("{\"balance\":100}");
        requests = path(merchant) + "/requests";
        String token = client.token(merchant, USER);
        List<JsonNode> items = client.depositable(token, "730");
        String other = client.token(merchant, OTHER);
        WORDS.put("key", merchant.required("apiKey").textValue());
        WORDS.put("secret", merchant.required("apiSecret").textValue());
        WORDS.put("token", token);
        WORDS.put("url", TestClient.tradeUrl());
        item("item", items.get(0));
        item("second", items.get(1));
        item("rust", client.depositable(token, "252490").get(0));
        item("foreign", client.depositable(other, "730").get(0));
        item("reserved", items.get(2));
        item("completed", items.get(3));
        item("lent", client.depositable(other, "730").get(1));
        WORDS.put("trade", trade(token, items.get(2)));
        WORDS.put("done", trade(token, items.get(3)));
        WORDS.put("lent-trade", trade(other, client.depositable(other, "730").get(1)));
        client.post(path(merchant) + "/trades/" + WORDS.get("done") + "/events", "{\"event\":\"complete\"}");
        listings(token, items.get(4).required("marketHashName"));
        item("moved", items.get(4));
        client.post(
                path(merchant) + "/prices",
                "{\"offers\":[{\"marketHashName\":" + items.get(4).required("marketHashName") + ",\"price\":77.77}]}");
    }

    private static void item(String name, JsonNode item) {
        JsonNode price = item.at("/offer/price");
        WORDS.put(name, item.required("id").textValue());
        WORDS.put(name + "-price", price.asText());
        WORDS.put(
                name + "-cents",
                price.decimalValue().movePointRight(2).toBigInteger().toString());
        WORDS.put(name + "-ref", item.at("/offer/reference").textValue());
        WORDS.put(name + "-name", item.required("marketHashName").textValue());
    }

    /** One that is cheap, one beyond the balance, one whose price will have moved, one of the other game. */
    private static void listings(String token, JsonNode moved) {
        List<JsonNode> market = market(token, "730");
        listing("listing", named(market, text("AK-47 | Redline (Field-Tested)")));
        WORDS.put("listing-paid", "10.75");
        listing("risen", named(market, moved));
        listing("dear", named(market, text("AK-47 | Vulcan (Factory New)")));
        listing("rust-listing", market(token, "252490").get(0));
    }

    private static List<JsonNode> market(String token, String game) {
        return Rows.elements(client.get("/client/market?perPage=-1&game=" + game, "Authorization", token)
                        .data()
                        .required("items"))
                .toList();
    }

    private static JsonNode named(List<JsonNode> market, JsonNode name) {
        return market.stream()
                .filter(listing -> listing.required("marketHashName").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode text(String text) {
        return TextNode.valueOf(text);
    }

    private static void listing(String name, JsonNode listing) {
        item(name, listing);
        WORDS.put(name + "-market", listing.required("market").asText());
        WORDS.put(name + "-shown", listing.required("marketPrice").asText());
        WORDS.put(name + "-offer", filled("'offer':{'price':<" + name + "-price>,'reference':'<" + name + "-ref>'}"));
    }

    private static String trade(String token, JsonNode item) {
        return client.deposit(token, item, "").data().required("id").textValue();
    }

    /** What the words in angle brackets stand for put in their places. */
    private static String filled(String text) {
        String filled = text;
        for (Map.Entry<String, String> word : WORDS.entrySet()) {
            filled = filled.replace("<" + word.getKey() + ">", word.getValue());
        }
        return filled;
    }

    private static Answer send(String request, String headers, String body) {
        List<String> lines = new ArrayList<>();
        boolean host = headers.contains("Host:");
        if (!host) {
            lines.add("Host: localhost");
        }
        for (String line : filled(headers).split("; (?=[A-Z][A-Za-z-]*:)")) {
            if (!line.isBlank()) {
                lines.add(line.trim());
            }
        }
        if (!body.isEmpty() && !headers.contains("Content-Type:")) {
            lines.add("Content-Type: application/json");
        }
        byte[] bytes = filled(body).replace('\'', '"').getBytes(UTF_8);
        String head = request + " HTTP/1.1\r\n" + String.join("\r\n", lines)
                + (bytes.length == 0 ? "" : "\r\nContent-Length: " + bytes.length) + "\r\n\r\n";
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.getBytes(UTF_8));
        all.writeBytes(bytes);
        return RawHttp.send(RUNNING.baseUrl(), all.toByteArray());
    }

    /** The hint in the journal of whoever the request names. */
    private static JsonNode journalled(Answer answer) {
        String id = answer.json().required("requestId").textValue();
        for (String journal : List.of(requests, "/_sim/requests")) {
            for (JsonNode each : Rows.elements(client.get(journal).json().required("requests"))
                    .toList()) {
                if (each.required("id").textValue().equals(id)) {
                    return each;
                }
            }
        }
        throw new AssertionError("no journal has " + id);
    }

    @ParameterizedTest(name = "{0} {1} {2}: {4}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST /auth/authenticate-client | api-key: <token>           | {} | INVALID_API_KEY | The api-key header holds a client token; the API key belongs there. The client token goes into Authorization",
                "POST /auth/authenticate-client | api-key: <secret>          | {} | INVALID_API_KEY | The api-key header holds an API secret; the API key belongs there.",
                "POST /auth/authenticate-client | api-key: Bearer <key>      | {} | INVALID_API_KEY | The api-key header takes the API key alone, without the word Bearer.",
                "POST /auth/authenticate-client | Authorization: <key>       | {} | MISSING_API_KEY | Authorization holds the API key; send it in the header api-key",
                "POST /auth/authenticate-client | Authorization: Bearer <key> | {} | MISSING_API_KEY | send it in the header api-key, alone, without the word Bearer.",
                "POST /auth/authenticate-client | Authorization: Bearer ap_ofAnotherServer | {} | MISSING_API_KEY | Authorization holds the API key",
                "POST /auth/authenticate-client | Authorization: <token>     | {} | MISSING_API_KEY | Authorization holds a client token; this path takes the merchant's API key",
                "POST /auth/authenticate-client | Authorization: <secret>    | {} | MISSING_API_KEY | Authorization holds an API secret; this path takes the API key",
                "POST /auth/authenticate-client | X-Api-Key: <key>           | {} | MISSING_API_KEY | The key came in the header x-api-key; its name is api-key.",
                "GET /client/inventory | api-key: <token>                    | `` | UNAUTHORIZED | The api-key header holds the client token; send it in Authorization.",
                "GET /client/inventory | api-key: <key>                      | `` | UNAUTHORIZED | The API key does not open this path; it takes a client token, in Authorization. POST /auth/authenticate-client",
                "GET /client/inventory | Authorization: <key>                | `` | UNAUTHORIZED | Authorization holds an API key, with or without Bearer; this path takes a client token.",
                "GET /client/inventory | Authorization: Bearer <key>         | `` | UNAUTHORIZED | Authorization holds an API key, with or without Bearer",
                "GET /client/inventory | Authorization: <secret>             | `` | UNAUTHORIZED | Authorization holds an API secret; this path takes a client token.",
                "GET /client/inventory | Authorization: Token <token>        | `` | UNAUTHORIZED | Send the client token alone, or after the word Bearer.",
                "GET /client/inventory | Host: api.assetpay.co; Authorization: x | `` | UNAUTHORIZED | The Host header names api.assetpay.co, but a simulator answers",
                "GET /client/inventory | Host: staging-api.assetpay.co:443; Authorization: x | `` | UNAUTHORIZED | The Host header names staging-api.assetpay.co, but a simulator answers",
                "GET /client/inventory | Host: api-staging.assetpay.co; Authorization: x | `` | UNAUTHORIZED | AssetPay's staging host is staging-api.assetpay.co.",
                "GET /client/inventory | Host: api.assetpay.gg; Authorization: x | `` | UNAUTHORIZED | made for the API of assetpay.gg",
                "GET /nothing          | User-Agent: assetpay-sdk/1.2         | `` | NOT_FOUND | made for the API of assetpay.gg",
                "POST /callback        | X-AssetPay-Signature: t=1           | {} | NOT_FOUND | made for the API of assetpay.gg",
                "POST /v1/auth/authenticate-client | api-key: <key>          | {} | NOT_FOUND | Leave /v1 out: the path is /auth/authenticate-client.",
                "GET /api/client/inventory | Authorization: <token>          | `` | NOT_FOUND | Leave /api out: the path is /client/inventory.",
                "GET /api/v2/client/inventory/ | Authorization: <token>      | `` | NOT_FOUND | Leave /api/v2 out: the path is /client/inventory.",
                "GET /v1/client/trades | Authorization: <token>              | `` | NOT_FOUND | Leave /v1 out: the path is /client/trades.",
                "POST /client/deposit  | Authorization: <token>              | {} | NOT_FOUND | Perhaps POST /client/trading/deposit is meant.",
                "GET /client/inventroy | Authorization: <token>              | `` | NOT_FOUND | Perhaps GET /client/inventory is meant.",
                "GET /Client/Inventory | Authorization: <token>              | `` | NOT_FOUND | Perhaps GET /client/inventory is meant.",
                "GET /secure/inventory | api-key: <key>                      | `` | NOT_FOUND | This path belongs to the API of assetpay.gg",
                "POST /secure/sell     | api-key: <key>                      | {} | NOT_FOUND | This path belongs to the API of assetpay.gg",
                "GET /secure/trades/1  | api-key: <key>                      | `` | NOT_FOUND | This path belongs to the API of assetpay.gg",
                "GET /v1/wallets/me/balance | api-key: <key>                 | `` | NOT_FOUND | This path belongs to the API of assetpay.gg",
                "POST /client/trading/withdraw/quick | Authorization: <token> | {} | NOT_FOUND | This path belongs to the API of assetpay.gg",
                "GET /socket.io/       | Authorization: <token>              | `` | NOT_FOUND | AssetPay documents /socket.io, but the simulator does not have it yet.",
                "POST /client/inventory | Authorization: <token>             | {} | NOT_FOUND | Send it with GET.",
                "GET /auth/authenticate-client | api-key: <key>              | `` | NOT_FOUND | Send it with POST.",
                "PUT /client/trading/deposit | Authorization: <token>        | {} | NOT_FOUND | Send it with POST.",
                "GET /client/inventory?page=0 | Authorization: <token>       | {'game':'730'} | VALIDATION_FAILED | The body of a GET is not read; parameters go into the query",
                "POST /auth/authenticate-client | api-key: <key>; Content-Type: application/x-www-form-urlencoded | clientSteamId=76561198012345678 | VALIDATION_FAILED | Forms are not read; write the fields as the members of one JSON object.",
                "POST /auth/authenticate-client | api-key: <key>; Content-Type: multipart/form-data; boundary=x | --x | VALIDATION_FAILED | Forms are not read",
                "POST /auth/authenticate-client | api-key: <key>; Content-Type: application/x-www-form-urlencoded | {'clientSteamId':'76561198012345678'} | VALIDATION_FAILED | The body is JSON already, only its Content-Type says form",
                "POST /auth/authenticate-client | api-key: <key>; Host: api.assetpay.gg | {'steamId':'76561198012345678'} | VALIDATION_FAILED | This request is made for the API of assetpay.gg",
                "POST /auth/authenticate-client | api-key: <key> | '{}' | VALIDATION_FAILED | The body was encoded twice",
                "POST /auth/authenticate-client | api-key: <key> | {'clientSteamID':'76561198012345678','clientTradeUrl':'<url>'} | VALIDATION_FAILED | There is a member clientSteamID; its name is clientSteamId.",
                "POST /auth/authenticate-client | api-key: <key> | {'steamId':'76561198012345678','clientTradeUrl':'<url>'} | VALIDATION_FAILED | There is a member steamId; its name is clientSteamId.",
                "POST /auth/authenticate-client | api-key: <key> | {'clientSteamId':'76561198012345678','trade_url':'<url>'} | VALIDATION_FAILED | There is a member trade_url; its name is clientTradeUrl.",
                "POST /auth/authenticate-client | api-key: <key> | {'clientSteamId':76561198012345678,'clientTradeUrl':'<url>'} | VALIDATION_FAILED | A Steam id is a string: it has more digits",
                "GET /client/trades?type=deposit | Authorization: <token> | `` | VALIDATION_FAILED | The type is written in capitals: DEPOSIT or WITHDRAW.",
                "GET /client/trades?type=WITHDRAWAL | Authorization: <token> | `` | VALIDATION_FAILED | Withdrawals are of the type WITHDRAW.",
                "GET /client/trades?type=withdrawal | Authorization: <token> | `` | VALIDATION_FAILED | Withdrawals are of the type WITHDRAW.",
                "GET /client/trades/?type=deposit | Authorization: <token> | `` | VALIDATION_FAILED | The type is written in capitals",
                "GET /client/market/suggestions?query=ak | Authorization: <token> | `` | VALIDATION_FAILED | There is a parameter query; its name is q.",
                "GET /client/market/suggestions?search=ak | Authorization: <token> | `` | VALIDATION_FAILED | There is a parameter search; its name is q.",
                "GET /client/market/item?id=<listing> | Authorization: <token> | `` | VALIDATION_FAILED | There is a parameter id; its name is itemId.",
                "GET /client/market/item?marketHashName=x | Authorization: <token> | `` | VALIDATION_FAILED | There is a parameter marketHashName; its name is itemId.",
                "POST /secure/check-tradeurl | api-key: <key> | {'tradeUrl':'<url>'} | VALIDATION_FAILED | There is a member tradeUrl; its name is tradeurl.",
                "POST /secure/check-tradeurl | api-key: <key> | {'clientTradeUrl':'<url>'} | VALIDATION_FAILED | There is a member clientTradeUrl; its name is tradeurl.",
            })
    void a_mistake_in_credentials_address_or_form_is_named(
            String request, String headers, String body, String key, String hint) {
        assertHinted(send(request, headers, body), key, hint);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'item':[{'itemId':'<item>'}]}                 | VALIDATION_FAILED | There is a member item; its name is items.",
                "{'items':{'itemId':'<item>'}}                  | VALIDATION_FAILED | items is an array, also for a single item",
                "{'items':[{'id':'<item>'}]}                    | VALIDATION_FAILED | There is a member id; its name is itemId.",
                "{'items':[{'itemId':'<item>','offer':{'price':'<item-price>','reference':'<item-ref>'}}]} | VALIDATION_FAILED | A price is a JSON number, without quotes",
                "{'items':[{'itemId':'<item>','offer':{'price':<item-price>,'ref':'<item-ref>'}}]} | VALIDATION_FAILED | There is a member ref; its name is reference.",
                "{'items':[{'itemId':'<item>'}],'game':730}     | VALIDATION_FAILED | In a body game is a string",
                "{'items':[{'itemId':'<item>','price':1,'amount':'1'}]} | VALIDATION_FAILED | price beside itemId is how assetpay.gg has it",
                "{'items':[{'itemId':'<item>','offer':{'price':<item-cents>,'reference':'<item-ref>'}}]} | PRICE_CHANGED | The price came in cents; it is a number of USD.",
                "{'items':[{'itemId':'<second>'},{'itemId':'<item>','offer':{'price':<item-cents>,'reference':'<item-ref>'}}]} | PRICE_CHANGED | The price came in cents",
                "{'items':[{'itemId':'<moved>','offer':{'price':<moved-price>,'reference':'<moved-ref>'}}]} | PRICE_CHANGED | This reference is that of an earlier offer for the item",
                "{'items':[{'itemId':'<item>','offer':{'price':<item-price>,'reference':'<second-ref>'}}]} | NO_OFFER_FOUND | This reference is that of another item, '<second>'",
                "{'items':[{'itemId':'<item-name>'}]}           | ITEMS_UNAVAILABLE | it takes the item's id from the inventory, not its market hash name.",
                "{'items':[{'itemId':'31415926535'}]}           | ITEMS_UNAVAILABLE | itemId looks like Steam's asset id",
                "{'items':[{'itemId':'<rust>'}]}                | ITEMS_UNAVAILABLE | The item belongs to another game: send \"game\": \"252490\".",
                "{'items':[{'itemId':'<item>'}],'game':'252490'} | ITEMS_UNAVAILABLE | The item belongs to another game: send \"game\": \"730\".",
                "{'items':[{'itemId':'<rust>','price':1.5}]}    | ITEMS_UNAVAILABLE | The item belongs to another game: send \"game\": \"252490\".",
                "{'items':[{'itemId':'<listing>'}]}             | ITEMS_UNAVAILABLE | itemId is that of a listing on the market; a deposit takes the id of an item",
                "{'items':[{'itemId':'<foreign>'}]}             | ITEMS_UNAVAILABLE | The item belongs to user 76561198012345679; the client token is that of 76561198012345678.",
                "{'items':[{'itemId':'<reserved>'}]}            | ITEMS_UNAVAILABLE | The item lies in trade <trade>, which is INITIATED.",
                "{'items':[{'itemId':'<completed>'}]}           | ITEMS_UNAVAILABLE | The item lies in trade <done>, which is COMPLETED.",
                "{'items':[{'itemId':'<lent>'}]}                | ITEMS_UNAVAILABLE | The item lies in trade <lent-trade>, which is INITIATED, of user 76561198012345679.",
            })
    void a_mistake_in_a_deposit_is_named(String body, String key, String hint) {
        assertHinted(send("POST /client/trading/deposit", "Authorization: <token>", body), key, filled(hint));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'items':[{'itemId':'<listing>','market':'<listing-market>',<listing-offer>}]} | VALIDATION_FAILED | market is a JSON number, as the market listed it",
                "{'items':[{'itemId':'<listing>','market':<listing-market>,'offer':{'price':'1','reference':'x'}}]} | VALIDATION_FAILED | A price is a JSON number, without quotes",
                "{'items':[{'itemId':'<listing>','market':<listing-market>}]} | VALIDATION_FAILED | The offer can be left out in deposits only",
                "{'items':[{'itemId':'<listing>','market':<listing-market>,'price':<listing-price>}]} | VALIDATION_FAILED | price beside itemId is how assetpay.gg has it",
                "{'items':[{'itemId':'<listing>','market':<listing-market>,'ofer':{}}]} | VALIDATION_FAILED | There is a member ofer; its name is offer.",
                "{'items':[{'listingId':'<listing>','market':<listing-market>,<listing-offer>}]} | VALIDATION_FAILED | There is a member listingId; its name is itemId.",
                "{'items':{'itemId':'<listing>','market':<listing-market>,<listing-offer>}} | VALIDATION_FAILED | items is an array, also for a single item",
                "{'items':[{'itemId':'<listing>','market':<listing-market>,<listing-offer>}],'game':730} | VALIDATION_FAILED | In a body game is a string",
                "{'items':[{'itemId':'<listing-name>','market':<listing-market>,<listing-offer>}]} | INVALID_LISTING_ID | itemId is a market hash name; a withdrawal takes the id of one of its listings.",
                "{'items':[{'itemId':'<item>','market':<listing-market>,<listing-offer>}]} | LISTING_NOT_FOUND | itemId is that of an item in the user's inventory; a withdrawal takes",
                "{'items':[{'itemId':'<listing>','market':<listing-market>,<listing-offer>}],'game':'252490'} | LISTING_NOT_FOUND | The listing belongs to another game: send \"game\": \"730\".",
                "{'items':[{'itemId':'<rust-listing>','market':<rust-listing-market>,<rust-listing-offer>}]} | LISTING_NOT_FOUND | The listing belongs to another game: send \"game\": \"252490\".",
                "{'items':[{'itemId':'<listing>','market':<listing-market>,'offer':{'price':<listing-cents>,'reference':'<listing-ref>'}}]} | PRICE_CHANGED | The price came in cents",
                "{'items':[{'itemId':'<listing>','market':<listing-market>,'offer':{'price':<listing-paid>,'reference':'<listing-ref>'}}]} | PRICE_CHANGED | This is what a deposit of such an item is paid",
                "{'items':[{'itemId':'<listing>','market':<listing-market>,'offer':{'price':<listing-price>,'reference':'<item-ref>'}}]} | PRICE_CHANGED | This is what a deposit of such an item is paid",
                "{'items':[{'itemId':'<listing>','market':<listing-market>,'offer':{'price':<listing-shown>,'reference':'<listing-ref>'}}]} | PRICE_CHANGED | marketPrice is only shown; the listing costs the price in its offer.",
                "{'items':[{'itemId':'<listing>','market':<listing-market>,'offer':{'price':<listing-price>,'reference':'<dear-ref>'}}]} | PRICE_CHANGED | This reference is that of another listing, '<dear>'.",
                "{'items':[{'itemId':'<risen>','market':<risen-market>,<risen-offer>}]} | PRICE_CHANGED | This reference is that of an earlier price of the listing",
                "{'items':[{'itemId':'<dear>','market':<dear-market>,<dear-offer>}]} | MERCHANT_BALANCE_LOW | This is the merchant's own balance at AssetPay, not that of its user",
            })
    void a_mistake_in_a_withdrawal_is_named(String body, String key, String hint) {
        assertHinted(send("POST /client/trading/withdraw", "Authorization: <token>", body), key, filled(hint));
    }

    private static void assertHinted(Answer answer, String key, String hint) {
        String message = answer.json().at("/error/message").textValue();
        JsonNode told = journalled(answer);
        assertThat(answer.json().at("/error/key").textValue()).as(message).isEqualTo(key);
        assertThat(told.path("hint").asText()).contains(hint);
        assertThat(message).endsWith(". " + told.required("hint").textValue());
        for (String secret : List.of("key", "secret", "token")) {
            assertThat(message).doesNotContain(WORDS.get(secret));
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST /auth/authenticate-client | ``                         | {} | MISSING_API_KEY",
                "POST /auth/authenticate-client | api-key: ap_of-nobody      | {} | INVALID_API_KEY",
                "POST /auth/authenticate-client | api-key: <key>             | {} | VALIDATION_FAILED",
                "POST /auth/authenticate-client | api-key: <key>             | {'clientSteamId':'7','clientTradeUrl':'<url>'} | VALIDATION_FAILED",
                "POST /auth/authenticate-client | api-key: <key>             | {'x':1,'y':2}  | VALIDATION_FAILED",
                "POST /auth/authenticate-client | api-key: <key>             | [              | VALIDATION_FAILED",
                "POST /auth/authenticate-client | api-key: <key>; Content-Type: text/plain | {} | VALIDATION_FAILED",
                "GET /client/inventory          | ``                         | ``             | UNAUTHORIZED",
                "GET /client/inventory          | Authorization: garbage     | ``             | UNAUTHORIZED",
                "GET /client/inventory          | Authorization: <token>x    | ``             | UNAUTHORIZED",
                "GET /client/inventory?page=0   | Authorization: <token>     | ``             | VALIDATION_FAILED",
                "GET /nothing                   | ``                         | ``             | NOT_FOUND",
                "GET /                          | ``                         | ``             | NOT_FOUND",
                "DELETE /nothing                | Authorization: <token>     | ``             | NOT_FOUND",
                "POST /client/trading/deposit   | Authorization: <token>     | {'items':[]}   | MISSING_ITEMS",
                "POST /client/trading/deposit   | Authorization: <token>     | {'items':[1]}  | VALIDATION_FAILED",
                "POST /client/trading/deposit   | Authorization: <token>     | {}             | VALIDATION_FAILED",
                "POST /client/trading/deposit   | Authorization: <token>     | {'items':[{'itemId':'<item>','amount':2}]} | INSUFFICIENT_ITEM_AMOUNT",
                "POST /client/trading/deposit   | Authorization: <token>     | {'items':[{'itemId':'<item>','offer':{'price':1.23,'reference':'<item-ref>'}}]} | PRICE_CHANGED",
                "POST /client/trading/deposit   | Authorization: <token>     | {'items':[{'itemId':'<item>','offer':{'price':<item-price>,'reference':'unheard of'}}]} | NO_OFFER_FOUND",
                "POST /client/trading/deposit   | Authorization: <token>     | {'items':[{'itemId':'00000000-0000-4000-8000-000000000000'}]} | ITEMS_UNAVAILABLE",
            })
    void another_refusal_carries_no_hint(String request, String headers, String body, String key) {
        assertUnhinted(send(request, headers, body), key);
    }

    private static void assertUnhinted(Answer answer, String key) {
        String message = answer.json().at("/error/message").textValue();
        assertThat(answer.json().at("/error/key").textValue()).as(message).isEqualTo(key);
        assertThat(journalled(answer).has("hint")).as(message).isFalse();
        assertThat(message).doesNotContain(". ").doesNotEndWith(".");
    }

    @Test
    void an_expired_token_is_told_how_long_tokens_live() {
        JsonNode merchant = client.merchant("{\"tokenTtl\":\"1s\"}");
        String token = client.token(merchant, USER);

        await().until(() ->
                client.get("/client/inventory", "Authorization", token).status() == 401);

        Answer answer = client.get("/client/inventory", "Authorization", token);
        assertThat(answer.json().at("/error/message").textValue())
                .contains("the client token expired at")
                .endsWith(
                        "Client tokens of this merchant live PT1S (tokenTtl). POST /auth/authenticate-client makes a new"
                                + " one.");
    }

    // What was done, but hardly as meant

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST /client/trading/deposit | {'items':[{'itemId':'<a>','price':1}]} | price beside itemId is how assetpay.gg has it",
                "POST /client/trading/deposit | {'items':[{'itemId':'<b>'}],'externalID':'order'} | The member externalID was ignored; perhaps externalId is meant.",
                "POST /client/trading/deposit | {'items':[{'itemId':'<c>','ammount':1}]} | The member ammount was ignored; perhaps amount is meant.",
                "GET /client/inventory?per_page=10 | ``      | The parameter per_page was ignored; perhaps perPage is meant.",
                "GET /client/inventory?limit=10    | ``      | The parameter limit was ignored; here perPage says",
                "GET /client/market?limit=10       | ``      | The parameter limit was ignored; here perPage says",
                "GET /client/market?minprice=10    | ``      | The parameter minprice was ignored; perhaps minPrice is meant.",
                "GET /client/trades?perPage=10     | ``      | The parameter perPage was ignored; here limit says",
                "GET /client/market?q=redline      | ``      | The parameter q was ignored; perhaps search is meant.",
                "GET /client/trades?type=WITHDRAW  | ``      | ``",
                "GET /client/market/item?itemId=x&Delivery=auto | `` | The parameter Delivery was ignored; perhaps delivery",
                "GET /client/market/item?itemId=AK-47+%7C+Redline+(Field-Tested)&delivery=normal&page=2 | `` | ``",
                "GET /client/market/item?itemId=ak-47+%7C+redline | `` | the whole market hash name, such as 'AK-47 | Redline (",
                "GET /client/market/item?itemId=AK-47+%7C+Redline+(Field-Tested)&delivery=auto | `` | ask with delivery=normal.",
                "GET /client/market/item?itemId=no+such+skin | `` | GET /client/market/suggestions completes names.",
                "GET /client/market/suggestions?q=ak | ``    | ``",
                "GET /client/inventory | {'game':'252490'}   | The body of a GET was ignored; parameters go into the query",
                "POST /client/trading/deposit | {'items':[{'itemId':'<d>'}],'note':'x','isInstant':false} | ``",
                "GET /client/inventory?game=730&page=1&perPage=5&refresh=true&sort=price_asc&search=ak | `` | ``",
                "GET /client/inventory?_=17        | ``      | ``",
            })
    void a_success_that_ignored_something_is_explained_in_the_journal_alone(String request, String body, String hint) {
        JsonNode merchant = client.merchant("{}");
        String token = client.token(merchant, USER);
        List<JsonNode> items = client.depositable(token, "730");
        for (int i = 0; i < 4; i++) {
            WORDS.put("abcd".substring(i, i + 1), items.get(i).required("id").textValue());
        }
        Answer answer = send(request, "Authorization: " + token, body);
        assertThat(answer.status()).as(new String(answer.body(), UTF_8)).isEqualTo(200);

        JsonNode all = client.get(path(merchant) + "/requests").json().required("requests");
        JsonNode told = all.get(all.size() - 1);

        assertThat(told.required("id")).isEqualTo(answer.json().required("requestId"));
        if (hint.isEmpty()) {
            assertThat(told.has("hint")).isFalse();
        } else {
            assertThat(told.path("hint").asText()).contains(hint);
        }
        assertThat(Rows.elements(all).limit(2)).hasSize(2).noneMatch(each -> each.has("hint"));
    }

    @Test
    void a_slash_at_the_end_changes_nothing() {
        assertThat(send("GET /client/inventory/", "Authorization: <token>", "").status())
                .isEqualTo(200);
    }
}
