package io.github.assetpaysim.simulator.dialect.co;

import static io.github.assetpaysim.simulator.support.Refusals.assertRefused;
import static io.github.assetpaysim.simulator.support.TestClient.path;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.Rows;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the error table (A9) is met in the situation that the table describes, or by the fault that it names. */
class ErrorSituationsTest extends CoCalls {
    private static final String REDLINE = "AK-47 | Redline (Field-Tested)";
    private static final String STOCK = "{'inventory':[{'marketHashName':'" + REDLINE + "'},"
            + "{'game':'252490','marketHashName':'Cloth','amount':30}]}";
    private static final String TEST_USER = "765611990000000%02d";

    private static final Map<String, Function<ErrorSituationsTest, Answer>> SITUATIONS = Map.ofEntries(
            entry("EXTERNAL_ID_EXISTS", test -> {
                test.client
                        .deposit(test.token(), test.item(test.token(), "730"), ",\"externalId\":\"used\"")
                        .data();
                return test.withdraw(test.listing(), ",\"externalId\":\"used\"");
            }),
            entry("MISSING_ITEMS", test -> test.deposit(test.token(), "{'items':[]}")),
            entry("INVENTORY_FETCH_FAILED", test -> test.deposit(test.token(4), "{'items':[{'itemId':'any item'}]}")),
            entry("NO_OFFER_FOUND", test -> test.ofItem("730", ",'offer':{'price':1,'reference':'nothing'}")),
            entry("TOO_MANY_ACTIVE_TRADES", test -> {
                test.of("{'assumptions':{'openDepositLimit':1}}");
                test.client
                        .deposit(test.token(), test.item(test.token(), "730"), "")
                        .data();
                return test.deposit(test.token(), "{'items':[{'itemId':'any item'}]}");
            }),
            entry("USER_NOT_TRADEABLE", test -> test.withdraw(test.token(6), test.listing(), "")),
            entry(
                    "TOO_MANY_ITEMS",
                    test -> test.client.withdraw(test.token(), Collections.nCopies(51, test.listing()), "")),
            entry("ITEMS_UNAVAILABLE", test -> {
                try (Receiver receiver = Receiver.good()) {
                    test.of("{'callbackUrl':'" + receiver.url() + "'}");
                    JsonNode listing = test.listing();
                    test.withdraw(listing, "").data();
                    return test.withdraw(listing, "");
                }
            }),
            entry("ITEMS_NOT_ACCEPTED", test -> {
                test.price("null");
                return test.ofItem("730", "");
            }),
            entry("PRICE_CHANGED", test -> {
                JsonNode listing = test.listing();
                test.price("20");
                return test.withdraw(listing, "");
            }),
            entry("MERCHANT_BALANCE_LOW", test -> {
                test.of("{'balance':0}");
                return test.withdraw(test.listing(), "");
            }),
            entry("INVALID_TRADEURL", test -> test.withdraw(test.token(7), test.listing(), "")),
            entry(
                    "LISTING_NOT_FOUND",
                    test -> test.ofListing(test.listing().required("id").asText(), 99)),
            entry("LISTING_PRICE_INVALID", test -> {
                JsonNode listing = test.listing();
                test.price("null");
                return test.withdraw(listing, "");
            }),
            entry("INVALID_LISTING_ID", test -> test.ofListing(REDLINE, 1)),
            entry("INSUFFICIENT_ITEM_AMOUNT", test -> test.ofItem("730", ",'amount':2")),
            entry("EXCEEDS_MAX_AMOUNT", test -> test.ofItem("252490", ",'amount':21")),
            entry("VALIDATION_FAILED", test -> test.deposit(test.token(), "{'items':7}")),
            entry("BODY_TOO_LARGE", test -> test.deposit(test.token(), "'" + "x".repeat(1 << 20) + "'")),
            entry(
                    "UNSUPPORTED_MEDIA_TYPE",
                    test -> test.client.send(
                            "POST",
                            "/client/trading/deposit",
                            "{}",
                            "Content-Type",
                            "text/plain",
                            "Authorization",
                            test.token())),
            entry("UNAUTHORIZED", test -> test.client.get("/client/market")),
            entry("FORBIDDEN", test -> {
                JsonNode key = test.client
                        .post(path(test.merchant) + "/keys", "{\"scopes\":[]}")
                        .json();
                return test.client.post(
                        "/secure/check-tradeurl",
                        "{}",
                        "api-key",
                        key.required("key").textValue());
            }),
            entry("NOT_FOUND", test -> test.client.get("/nothing")),
            entry("METHOD_NOT_ALLOWED", test -> test.client.put("/client/market", "{}")),
            entry("RATE_LIMITED", test -> {
                test.of("{'rateLimits':'unverified'}");
                String token = test.token();
                for (int i = 0; i < 5; i++) {
                    test.deposit(token, "{}");
                }
                return test.deposit(token, "{}");
            }),
            entry("SYSTEM_MAINTENANCE", test -> test.faulted("'maintenance'")),
            entry("MISSING_API_KEY", test -> test.client.get("/secure/prices")),
            entry("INVALID_API_KEY", test -> test.client.get("/secure/prices", "api-key", "ap_of-nobody")));

    private void of(String members) {
        merchant = client.merchant(quoted(members));
    }

    private String token() {
        return client.token(merchant, USER);
    }

    private String token(int testUser) {
        return client.token(merchant, TEST_USER.formatted(testUser));
    }

    private JsonNode listing() {
        return client.listings(token(), "730").stream()
                .filter(each -> each.required("marketHashName").textValue().equals(REDLINE))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode item(String token, String game) {
        return client.get("/client/inventory?perPage=-1&game=" + game, "Authorization", token)
                .data()
                .at("/inventory/0");
    }

    private Answer withdraw(JsonNode listing, String more) {
        return withdraw(token(), listing, more);
    }

    private Answer withdraw(String token, JsonNode listing, String more) {
        return client.withdraw(token, List.of(listing), more);
    }

    /** A deposit of the user's only item of the game. */
    private Answer ofItem(String game, String more) {
        client.put(path(merchant) + "/users/" + USER, quoted(STOCK));
        String token = token();
        return deposit(
                token, "{'items':[{'itemId':" + item(token, game).required("id") + more + "}],'game':'" + game + "'}");
    }

    private Answer ofListing(String itemId, int market) {
        return client.post(
                "/client/trading/withdraw",
                quoted("{'items':[{'itemId':'" + itemId + "','market':" + market
                        + ",'offer':{'price':1,'reference':'any'}}]}"),
                "Authorization",
                token());
    }

    private void price(String price) {
        Answer answer = client.post(
                path(merchant) + "/prices",
                quoted("{'offers':[{'marketHashName':'" + REDLINE + "','price':" + price + "}]}"));
        assertThat(answer.status()).isEqualTo(200);
    }

    private Answer faulted(String fault) {
        String token = token();
        Answer planned = client.put(
                path(merchant) + "/faults",
                quoted("{'faults':[{'trigger':{'on':'market'},'fault':{'name':" + fault + "}}]}"));
        assertThat(planned.status()).isEqualTo(200);
        return client.get("/client/market", "Authorization", token);
    }

    static List<JsonNode> rows() {
        return Rows.of("errors/co-errors.json");
    }

    private static String name(JsonNode row) {
        return row.path("when").asText(row.required("key").textValue());
    }

    @Test
    void every_described_situation_is_performed_and_what_has_none_names_the_fault() {
        assertThat(rows())
                .filteredOn(row -> row.has("situation"))
                .extracting(ErrorSituationsTest::name)
                .containsExactlyInAnyOrderElementsOf(SITUATIONS.keySet());
        assertThat(rows())
                .allMatch(row -> row.has("situation") != row.has("fault"))
                .allMatch(row -> row.path("fault").asText("error").equals("error"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_row_is_met_as_the_table_says(JsonNode row) {
        Answer answer = row.has("fault")
                ? faulted("'error','error':" + row.required("key"))
                : SITUATIONS.get(name(row)).apply(this);

        assertRefused(
                answer,
                row.required("http").intValue(),
                row.required("code").intValue(),
                row.required("key").textValue(),
                "");
    }
}
