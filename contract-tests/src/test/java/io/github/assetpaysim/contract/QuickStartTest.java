package io.github.assetpaysim.contract;

import static io.github.assetpaysim.contract.QuickStart.amount;
import static java.time.temporal.ChronoUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.signing.CallbackSignature;
import io.github.assetpaysim.contract.signing.ClientToken;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick start at {@code -Dassetpay.target}, or at a simulator in this process. The order is that of the steps. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class QuickStartTest {
    private static final String INSTANT = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";

    /** Every member of an item that the quick start shows, by path. */
    private static final Map<String, JsonNodeType> ITEM = members(
            JsonNodeType.STRING,
            "/id",
            "/name",
            "/marketHashName",
            "/iconUrl",
            "/offer/reference",
            "/exterior",
            "/wear");

    static {
        ITEM.putAll(members(JsonNodeType.NUMBER, "/marketPrice", "/offer/price", "/appid", "/contextid"));
        ITEM.put("/tradable", JsonNodeType.BOOLEAN);
    }

    @RegisterExtension
    static final TargetExtension TARGET =
            TargetExtension.orElse(() -> Simulator.start(Settings.STANDARD), Simulator::baseUrl);

    private static Map<String, JsonNodeType> members(JsonNodeType type, String... paths) {
        Map<String, JsonNodeType> members = new LinkedHashMap<>();
        List.of(paths).forEach(path -> members.put(path, type));
        return members;
    }

    @Test
    @Order(1)
    void authenticating_a_client_gives_a_token_signed_with_the_api_secret(QuickStart quickStart) {
        ClientToken token = ClientToken.parse(quickStart.token());

        assertThat(token.header().properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("alg", "userId");
        assertThat(token.header().path("alg").textValue()).isEqualTo("HS256");
        assertThat(token.header().path("userId").textValue()).isNotBlank();
        assertThat(token.isSignedWith(quickStart.target().apiSecret())).isTrue();
        assertThat(token.claims().path("exp").longValue()
                        - token.claims().path("iat").longValue())
                .isEqualTo(Duration.ofHours(24).toSeconds());
    }

    @Test
    @Order(2)
    void a_token_that_the_merchant_signed_itself_works_too(QuickStart quickStart) {
        JsonNode inventory = quickStart.fetchInventory(quickStart.tokenSignedLocally());

        assertThat(inventory.path("inventory").isArray()).isTrue();
    }

    @Test
    @Order(3)
    void the_inventory_tells_how_many_items_there_are_how_old_it_is_and_the_collateral(QuickStart quickStart) {
        JsonNode inventory = quickStart.inventory();

        assertThat(inventory.path("count").isIntegralNumber()).isTrue();
        assertThat(inventory.path("count").intValue())
                .isGreaterThanOrEqualTo(inventory.path("inventory").size());
        assertInstant(inventory, "updatedAt");
        assertThat(amount(inventory.path("collateral"))).isNotNegative();
    }

    @Test
    @Order(3)
    void items_of_the_inventory_have_the_members_that_the_quick_start_shows(QuickStart quickStart) {
        List<JsonNode> items = items(quickStart);
        List<JsonNode> complete = items.stream()
                .filter(item ->
                        ITEM.keySet().stream().noneMatch(path -> item.at(path).isMissingNode()))
                .toList();

        assertThat(complete).as("items with every member of %s", ITEM.keySet()).isNotEmpty();
        assertThat(items)
                .allSatisfy(item ->
                        ITEM.forEach((path, type) -> assertThat(item.at(path).getNodeType())
                                .as("%s of %s", path, item)
                                .isIn(type, JsonNodeType.MISSING)));
        assertThat(items)
                .allSatisfy(item -> assertThat(item.path("appid").intValue()).isEqualTo(730));
        assertThat(items)
                .allSatisfy(
                        item -> assertThat(item.path("contextid").intValue()).isEqualTo(2));
    }

    @Test
    @Order(3)
    void offers_are_positive_amounts_in_whole_cents(QuickStart quickStart) {
        assertThat(items(quickStart).stream().map(item -> item.path("offer")).filter(offer -> !offer.isMissingNode()))
                .isNotEmpty()
                .allSatisfy(offer -> {
                    assertThat(amount(offer.path("price"))).isPositive();
                    assertThat(amount(offer.path("price")).scale()).isLessThanOrEqualTo(2);
                    assertThat(offer.path("reference").textValue()).isNotBlank();
                });
    }

    private static List<JsonNode> items(QuickStart quickStart) {
        return StreamSupport.stream(quickStart.inventory().path("inventory").spliterator(), false)
                .toList();
    }

    @Test
    @Order(4)
    void a_deposit_is_answered_with_the_initiated_trade(QuickStart quickStart) {
        QuickStart.Deposit deposit = quickStart.deposit();
        JsonNode trade = deposit.trade();

        assertThat(trade.path("id").textValue()).isNotBlank();
        assertThat(trade.path("type").textValue()).isEqualTo("DEPOSIT");
        assertThat(trade.path("status").textValue()).isEqualTo("INITIATED");
        assertThat(trade.path("game")).isEqualTo(Json.object().textNode("730"));
        assertThat(trade.path("externalId").textValue()).isEqualTo(quickStart.externalId());
        assertThat(amount(trade.path("totalPrice"))).isEqualTo(price(deposit.item()));
        assertThat(trade.path("items")).hasSize(1);
        assertThat(trade.at("/items/0/id")).isEqualTo(deposit.item().path("id"));
        assertThat(price(trade.at("/items/0"))).isEqualTo(price(deposit.item()));
        assertInstant(trade, "createdAt");
        assertInstant(trade, "updatedAt");
        assertThat(trade.path("updatedAt")).isEqualTo(trade.path("createdAt"));
    }

    @Test
    @Order(5)
    void a_second_use_of_an_externalId_is_refused(QuickStart quickStart) {
        QuickStart.refusal(quickStart.repeatedDeposit(), 409, 1, "EXTERNAL_ID_EXISTS");
    }

    @Test
    @Order(6)
    void the_callbacks_tell_each_status_once_and_in_order(QuickStart quickStart) {
        assertThat(quickStart.callbacks())
                .extracting(Callback::status)
                .containsExactly("INITIATED", "PENDING", "ACTIVE", "HOLD", "COMPLETED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INITIATED", "PENDING", "ACTIVE", "HOLD", "COMPLETED"})
    @Order(7)
    void a_callback_is_signed_and_carries_the_whole_trade(String status, QuickStart quickStart) {
        Callback callback = quickStart.callback(status);
        JsonNode trade = callback.trade();
        JsonNode first = quickStart.deposit().trade();

        assertThat(callback.method()).isEqualTo("POST");
        assertThat(callback.headers().get("content-type"))
                .singleElement()
                .asString()
                .startsWith("application/json");
        assertThat(callback.payload().path("event").textValue()).isEqualTo(status);
        assertInstant(callback.payload(), "timestamp");
        assertThat(callback.key()).matches("[0-9a-f]{64}");
        assertThat(verifies(trade, callback, quickStart)).isTrue();
        for (String unchanged : List.of("id", "type", "game", "externalId", "items", "totalPrice", "createdAt")) {
            assertThat(trade.path(unchanged)).as(unchanged).isEqualTo(first.path(unchanged));
        }
        assertThat(trade.path("clientSteamID").textValue())
                .isEqualTo(quickStart.target().user().steamId());
        assertThat(instant(trade, "updatedAt")).isAfterOrEqualTo(instant(trade, "createdAt"));
    }

    @Test
    @Order(8)
    void the_hold_splits_the_price_into_credit_now_and_credit_at_its_end(QuickStart quickStart) {
        JsonNode hold = quickStart.callback("HOLD").trade();
        BigDecimal now = amount(hold.path("preCredit"));
        BigDecimal later = amount(hold.path("pendingCredit"));

        assertThat(now.add(later)).isEqualByComparingTo(amount(hold.path("totalPrice")));
        assertThat(now)
                .isNotNegative()
                .isLessThanOrEqualTo(amount(quickStart.inventory().path("collateral")));
        assertThat(later).isNotNegative();
        assertInstant(hold, "holdEndDate");
        assertThat(instant(hold, "holdEndDate"))
                .isCloseTo(instant(hold, "updatedAt").plus(Duration.ofDays(7)), within(1, MINUTES));
    }

    @Test
    @Order(8)
    void the_completed_trade_still_tells_the_same_split_and_is_as_late_as_the_hold_said(QuickStart quickStart) {
        JsonNode hold = quickStart.callback("HOLD").trade();
        JsonNode completed = quickStart.callback("COMPLETED").trade();

        for (String unchanged : List.of("preCredit", "pendingCredit", "holdEndDate")) {
            assertThat(completed.path(unchanged)).as(unchanged).isEqualTo(hold.path(unchanged));
        }
        assertThat(instant(completed, "updatedAt")).isAfterOrEqualTo(instant(hold, "holdEndDate"));
    }

    @ParameterizedTest
    @EnumSource
    @Order(9)
    void a_forged_trade_does_not_verify(Forgery forgery, QuickStart quickStart) {
        Callback callback = quickStart.callback("COMPLETED");
        ObjectNode trade = callback.trade().deepCopy();

        forgery.change.accept(trade);

        assertThat(verifies(trade, callback, quickStart)).isFalse();
    }

    enum Forgery {
        HIGHER_PRICE(trade ->
                trade.put("totalPrice", amount(trade.path("totalPrice")).add(new BigDecimal("0.01")))),
        PRICE_AS_TEXT(trade -> trade.put("totalPrice", trade.path("totalPrice").asText())),
        OTHER_STATUS(trade -> trade.put("status", "HOLD")),
        OTHER_USER(trade -> trade.put("clientSteamID", "76561198000000001")),
        MEMBER_ADDED(trade -> trade.put("added", true)),
        MEMBER_GONE(trade -> trade.remove("externalId")),
        MEMBER_NULLED(trade -> trade.putNull("externalId")),
        ITEM_TWICE(trade -> ((ArrayNode) trade.path("items")).add(trade.at("/items/0"))),
        ITEM_PRICE(trade -> ((ObjectNode) trade.at("/items/0/offer")).put("price", 0.01));

        private final Consumer<ObjectNode> change;

        Forgery(Consumer<ObjectNode> change) {
            this.change = change;
        }
    }

    @Test
    @Order(9)
    void the_order_of_members_does_not_matter_to_the_signature_but_the_secret_does(QuickStart quickStart) {
        Callback callback = quickStart.callback("COMPLETED");
        ObjectNode reversed = Json.object();
        List<String> names =
                callback.trade().propertyStream().map(Map.Entry::getKey).toList();
        for (int i = names.size() - 1; i >= 0; i--) {
            reversed.set(names.get(i), callback.trade().path(names.get(i)));
        }

        assertAll(
                () -> assertThat(verifies(reversed, callback, quickStart)).isTrue(),
                () -> assertThat(CallbackSignature.verifies(
                                callback.trade(),
                                callback.key(),
                                quickStart.target().apiSecret() + " "))
                        .isFalse());
    }

    @Test
    @Order(10)
    void a_callback_that_was_refused_comes_again_byte_for_byte(QuickStart quickStart) {
        List<Callback> callbacks = quickStart.refusedOnce("ACTIVE");

        assertThat(callbacks).hasSize(2);
        assertThat(callbacks.get(1).body()).isEqualTo(callbacks.get(0).body());
    }

    private static boolean verifies(JsonNode trade, Callback callback, QuickStart quickStart) {
        return CallbackSignature.verifies(
                trade, callback.key(), quickStart.target().apiSecret());
    }

    private static BigDecimal price(JsonNode item) {
        return amount(item.path("offer").path("price"));
    }

    private static void assertInstant(JsonNode object, String name) {
        assertThat(object.path(name).textValue()).as(name).matches(INSTANT);
        assertThat(instant(object, name)).isAfter(Instant.EPOCH);
    }

    private static Instant instant(JsonNode object, String name) {
        return Instant.parse(object.path(name).asText());
    }
}
