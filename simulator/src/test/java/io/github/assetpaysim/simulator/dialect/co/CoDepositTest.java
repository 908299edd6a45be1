package io.github.assetpaysim.simulator.dialect.co;

import static io.github.assetpaysim.simulator.support.Refusals.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a deposit answers, does and refuses. */
class CoDepositTest extends CoCalls {
    static Stream<Arguments> badDeposits() {
        String offer = "'offer':{'price':1,'reference':'r'}";
        return Stream.of(
                arguments("{}", 1001, "items is missing; expected an array of objects"),
                arguments("{'items':null}", 1001, "items is missing"),
                arguments("{'items':{}}", 1001, "items must be an array of objects, not {}"),
                arguments("{'items':[]}", 2, "items is empty"),
                arguments("{'items':[1]}", 1001, "items[0] must be an object, not 1"),
                arguments("{'items':[{}]}", 1001, "items[0].itemId is missing"),
                arguments(one("'itemId':7"), 1001, "items[0].itemId must be a string of 5 to 256 characters, not 7"),
                arguments(one("'itemId':'four'"), 1001, "items[0].itemId must be a string of 5 to 256 characters"),
                arguments(one("'itemId':'" + "x".repeat(257) + "'"), 1001, "items[0].itemId must be"),
                arguments(
                        one("'itemId':'abcde','amount':0"),
                        1001,
                        "items[0].amount must be a whole number from 1 to 10000"),
                arguments(one("'itemId':'abcde','amount':10001"), 1001, "items[0].amount must be"),
                arguments(one("'itemId':'abcde','amount':1.0"), 1001, "items[0].amount must be"),
                arguments(one("'itemId':'abcde','amount':'1'"), 1001, "items[0].amount must be"),
                arguments(one("'itemId':'abcde','offer':7"), 1001, "items[0].offer must be an object"),
                arguments(one("'itemId':'abcde','offer':{}"), 1001, "items[0].offer.price is missing"),
                arguments(one("'itemId':'abcde','offer':{'price':1}"), 1001, "items[0].offer.reference is missing"),
                arguments(one("'itemId':'abcde','offer':{'reference':'r'}"), 1001, "items[0].offer.price is missing"),
                arguments(
                        one("'itemId':'abcde','offer':{'price':'1','reference':'r'}"),
                        1001,
                        "items[0].offer.price must be a number of USD above 0"),
                arguments(
                        one("'itemId':'abcde','offer':{'price':0,'reference':'r'}"),
                        1001,
                        "items[0].offer.price must be"),
                arguments(
                        one("'itemId':'abcde','offer':{'price':-1,'reference':'r'}"),
                        1001,
                        "items[0].offer.price must be"),
                arguments(
                        one("'itemId':'abcde','offer':{'price':1.001,'reference':'r'}"),
                        1001,
                        "at most two decimals, not 1.001"),
                arguments(
                        one("'itemId':'abcde','offer':{'price':1e999999999,'reference':'r'}"),
                        1001,
                        "items[0].offer.price must be"),
                arguments(
                        one("'itemId':'abcde','offer':{'price':1e-999999999,'reference':'r'}"),
                        1001,
                        "items[0].offer.price must be"),
                arguments(
                        one("'itemId':'abcde','offer':{'price':1,'reference':7}"),
                        1001,
                        "items[0].offer.reference must be"),
                arguments(
                        one("'itemId':'abcde','offer':{'price':1,'reference':''}"),
                        1001,
                        "items[0].offer.reference must be"),
                arguments(
                        "{'items':[{'itemId':'abcde'},{'itemId':'fghij'},{'itemId':'abcde'}]}",
                        1001,
                        "items[0] and items[2] name the same itemId 'abcde'"),
                arguments(
                        one("'itemId':'abcde'," + offer).replace("]}", "],'game':730}"),
                        1001,
                        "game must be \"730\" (CS2) or \"252490\" (Rust), not 730"),
                arguments(one("'itemId':'abcde'").replace("]}", "],'game':'570'}"), 1001, "game must be"),
                arguments(one("'itemId':'abcde'").replace("]}", "],'externalId':7}"), 1001, "externalId must be"),
                arguments(one("'itemId':'abcde'").replace("]}", "],'externalId':''}"), 1001, "externalId must be"),
                arguments(
                        one("'itemId':'abcde'").replace("]}", "],'externalId':'" + "x".repeat(129) + "'}"),
                        1001,
                        "externalId must be"),
                arguments(
                        one("'itemId':'abcde'").replace("]}", "],'isInstant':'true'}"),
                        1001,
                        "isInstant must be true or false"),
                arguments(many(251), 8, "items has 251 elements; at most 250 are allowed"),
                arguments(many(250), 9, "is not in the user's inventory"));
    }

    @ParameterizedTest(name = "{1}: {2}")
    @MethodSource("badDeposits")
    void a_deposit_that_breaks_a_rule_is_refused(String body, int code, String message) {
        Answer answer = deposit(client.token(merchant, USER), body);

        assertRefused(answer, 400, code, message);
    }

    @Test
    void a_deposit_answers_with_the_trade() {
        String token = client.token(merchant, USER);
        JsonNode item = client.depositable(token, "730").get(0);

        Answer answer = client.deposit(token, item, ",\"externalId\":\"order-1\"");

        JsonNode trade = answer.data();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(trade.fieldNames())
                .toIterable()
                .containsExactly(
                        "id",
                        "type",
                        "status",
                        "game",
                        "externalId",
                        "merchantId",
                        "clientUserId",
                        "clientSteamID",
                        "clientTradeUrl",
                        "items",
                        "totalPrice",
                        "isInstant",
                        "createdAt",
                        "updatedAt");
        assertThat(trade.required("type").textValue()).isEqualTo("DEPOSIT");
        assertThat(trade.required("status").textValue()).isEqualTo("INITIATED");
        assertThat(trade.required("game").textValue()).isEqualTo("730");
        assertThat(trade.required("merchantId").textValue()).isEqualTo(merchantId());
        assertThat(trade.required("clientSteamID").textValue()).isEqualTo(USER);
        assertThat(trade.required("totalPrice")).isEqualTo(item.at("/offer/price"));
        assertThat(trade.required("isInstant").booleanValue()).isTrue();
        assertThat(trade.at("/items/0/id")).isEqualTo(item.required("id"));
        assertThat(trade.at("/items/0/offer/reference")).isEqualTo(item.at("/offer/reference"));
    }

    @Test
    void without_an_offer_the_current_one_is_taken_and_stands_in_the_trade() {
        String token = client.token(merchant, USER);
        List<JsonNode> items = client.depositable(token, "730").subList(0, 3);

        JsonNode trade = deposit(
                        token,
                        "{'items':["
                                + items.stream()
                                        .map(item -> "{'itemId':" + item.required("id") + "}")
                                        .collect(Collectors.joining(","))
                                + "]}")
                .data();

        BigDecimal total = items.stream()
                .map(item -> item.at("/offer/price").decimalValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(trade.required("totalPrice").decimalValue()).isEqualByComparingTo(total);
        assertThat(trade.at("/items/2/offer/price")).isEqualTo(items.get(2).at("/offer/price"));
        assertThat(trade.at("/items/2/offer/reference")).isEqualTo(items.get(2).at("/offer/reference"));
    }

    @Test
    void an_item_that_cannot_be_traded_is_unavailable() {
        String token = null;
        JsonNode locked = null;
        for (int user = 0; locked == null; user++) {
            token = client.token(merchant, "7656119801234" + (5000 + user));
            locked = list(inventory(token, "perPage=-1").required("inventory")).stream()
                    .filter(item -> !item.required("tradable").booleanValue())
                    .findFirst()
                    .orElse(null);
        }

        Answer answer = deposit(token, "{'items':[{'itemId':" + locked.required("id") + "}]}");

        assertRefused(answer, 400, 9, "ITEMS_UNAVAILABLE", "cannot be traded on Steam");
    }

    @Test
    void an_externalId_is_used_up_by_a_trade_that_failed_but_not_for_another_merchant() {
        String token = client.token(merchant, USER);
        List<JsonNode> items = client.depositable(token, "730");
        JsonNode trade = client.deposit(token, items.get(0), ",\"externalId\":\"order-1\"")
                .data();
        happen(trade, "fail");
        JsonNode other = client.merchant("{}");

        Answer again = client.deposit(token, items.get(1), ",\"externalId\":\"order-1\"");
        Answer elsewhere = client.deposit(client.token(other, USER), items.get(1), ",\"externalId\":\"order-1\"");

        assertRefused(again, 409, 1, "EXTERNAL_ID_EXISTS", "externalId 'order-1' was used by an earlier trade");
        assertThat(elsewhere.status()).isEqualTo(200);
    }

    @Test
    void the_sixth_unaccepted_deposit_of_a_user_is_one_too_many_until_one_is_accepted() {
        String token = client.token(merchant, USER);
        List<JsonNode> items = client.depositable(token, "730");
        JsonNode first = client.deposit(token, items.get(0), "").data();
        for (int i = 1; i < 5; i++) {
            assertThat(client.deposit(token, items.get(i), "").status()).isEqualTo(200);
        }

        assertRefused(client.deposit(token, items.get(5), ""), 429, 6, "TOO_MANY_ACTIVE_TRADES", "at most 5");
        assertThat(client.deposit(
                                client.token(merchant, "76561198012345679"),
                                client.depositable(client.token(merchant, "76561198012345679"), "730")
                                        .get(0),
                                "")
                        .status())
                .as("another user's deposit")
                .isEqualTo(200);
        happen(first, "send-offer");
        assertThat(client.deposit(token, items.get(5), "").status())
                .as("an offer that was only sent still counts")
                .isEqualTo(429);
        happen(first, "accept");
        assertThat(client.deposit(token, items.get(5), "").status()).isEqualTo(200);
    }

    @Test
    void the_limit_of_open_deposits_is_a_switch() {
        JsonNode strict = client.merchant("{\"assumptions\":{\"openDepositLimit\":1}}");
        String token = client.token(strict, USER);
        List<JsonNode> items = client.depositable(token, "730");

        assertThat(client.deposit(token, items.get(0), "").status()).isEqualTo(200);
        assertRefused(client.deposit(token, items.get(1), ""), 429, 6, "TOO_MANY_ACTIVE_TRADES", "at most 1");
    }

    @Test
    void deposited_items_vanish_from_list_and_count_and_come_back_after_a_decline() {
        String token = client.token(merchant, USER);
        JsonNode before = inventory(token, "perPage=-1");
        JsonNode item = client.depositable(token, "730").get(3);

        JsonNode trade = client.deposit(token, item, "").data();

        JsonNode meanwhile = inventory(token, "perPage=-1");
        assertThat(ids(meanwhile)).doesNotContain(item.required("id").textValue());
        assertThat(meanwhile.required("count").intValue())
                .isEqualTo(before.required("count").intValue() - 1);
        assertRefused(client.deposit(token, item, ""), 400, 9, "ITEMS_UNAVAILABLE", "lies in another trade");
        happen(trade, "send-offer");
        happen(trade, "decline");
        assertThat(inventory(token, "perPage=-1")).isEqualTo(before);
    }

    @Test
    void collateral_falls_by_what_is_granted_and_rises_when_the_deposit_fails() {
        String token = client.token(merchant, USER);
        JsonNode item = client.depositable(token, "730").stream()
                .filter(each -> each.at("/offer/price").decimalValue().compareTo(new BigDecimal("150")) < 0)
                .findFirst()
                .orElseThrow();
        BigDecimal price = item.at("/offer/price").decimalValue();

        JsonNode trade = client.deposit(token, item, "").data();

        assertThat(inventory(token, "").required("collateral").decimalValue())
                .isEqualByComparingTo(new BigDecimal("150").subtract(price));
        happen(trade, "fail");
        assertThat(inventory(token, "").required("collateral").decimalValue()).isEqualByComparingTo("150");
    }

    @Test
    void without_instant_credit_all_of_it_is_pending_and_the_collateral_stays() {
        String token = client.token(merchant, USER);
        JsonNode item = client.depositable(token, "730").get(0);
        JsonNode trade = client.deposit(token, item, ",\"isInstant\":false").data();

        client.advance(merchant, "1h");

        JsonNode held = client.get(tradePath(trade)).json().required("trade");
        assertThat(held.required("status").textValue()).isEqualTo("HOLD");
        assertThat(held.required("isInstant").booleanValue()).isFalse();
        assertThat(held.required("preCredit").decimalValue()).isEqualByComparingTo("0");
        assertThat(held.required("pendingCredit")).isEqualTo(trade.required("totalPrice"));
        assertThat(inventory(token, "").required("collateral").decimalValue()).isEqualByComparingTo("150");
    }

    @Test
    void of_a_stack_no_more_can_be_deposited_than_there_is_and_than_the_offer_takes() {
        String token = null;
        JsonNode stack = null;
        for (int user = 0; stack == null; user++) {
            token = client.token(merchant, "7656119801234" + (6000 + user));
            stack = client.depositable(token, "252490").stream()
                    .filter(item -> item.required("amount").intValue()
                            > item.at("/offer/maxAmount").intValue())
                    .findFirst()
                    .orElse(null);
        }
        String id = stack.required("id").toString();
        int owned = stack.required("amount").intValue();
        int most = stack.at("/offer/maxAmount").intValue();

        assertRefused(
                deposit(token, rust(id, owned + 1)), 400, 19, "INSUFFICIENT_ITEM_AMOUNT", "the user has " + owned);
        assertRefused(deposit(token, rust(id, owned)), 400, 20, "EXCEEDS_MAX_AMOUNT", "at most " + most);
        JsonNode trade = deposit(token, rust(id, most)).data();

        assertThat(trade.at("/items/0/amount").intValue()).isEqualTo(most);
        assertThat(trade.required("totalPrice").decimalValue())
                .isEqualByComparingTo(stack.at("/offer/price").decimalValue().multiply(new BigDecimal(most)));
        assertThat(list(inventory(token, "game=252490&perPage=-1").required("inventory")))
                .filteredOn(item -> item.required("id").toString().equals(id))
                .singleElement()
                .matches(item -> item.required("amount").intValue() == owned - most);
    }

    @Test
    void two_merchants_share_a_users_possessions_but_nothing_that_happens_to_them() {
        JsonNode other = client.merchant("{}");
        String token = client.token(merchant, USER);
        String foreign = client.token(other, USER);
        JsonNode before = inventory(foreign, "perPage=-1");

        JsonNode trade = client.deposit(token, client.depositable(token, "730").get(0), "")
                .data();

        assertThat(before.required("inventory"))
                .isNotEqualTo(inventory(token, "perPage=-1").required("inventory"));
        assertThat(inventory(foreign, "perPage=-1")).isEqualTo(before);
        assertThat(client.get("/_sim/merchants/" + other.required("id").textValue() + "/trades/"
                                + trade.required("id").textValue())
                        .status())
                .isEqualTo(404);
    }

    private void happen(JsonNode trade, String event) {
        Answer answer = client.post(tradePath(trade) + "/events", "{\"event\":\"" + event + "\"}");
        assertThat(answer.status()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
    }

    private String tradePath(JsonNode trade) {
        return "/_sim/merchants/" + merchantId() + "/trades/"
                + trade.required("id").textValue();
    }

    private static String one(String members) {
        return "{'items':[{" + members + "}]}";
    }

    private static String rust(String id, int amount) {
        return "{'game':'252490','items':[{'itemId':" + id + ",'amount':" + amount + "}]}";
    }

    private static String many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{'itemId':'item-" + i + "'}")
                .collect(Collectors.joining(",", "{'items':[", "]}"));
    }
}
