package io.github.assetpaysim.simulator.dialect.co;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.catalog.Catalogue;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.merchant.Users.InventoryPage;
import io.github.assetpaysim.simulator.money.CreditSplit;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.setting.Assumptions;
import io.github.assetpaysim.simulator.setting.Values;
import io.github.assetpaysim.simulator.support.Rows;
import io.github.assetpaysim.simulator.support.Trades;
import io.github.assetpaysim.simulator.trade.Lifecycle;
import io.github.assetpaysim.simulator.trade.Stage;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeEvent;
import io.github.assetpaysim.simulator.trade.TradeItem;
import io.github.assetpaysim.simulator.trade.TradeKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WireTest {
    private static final List<JsonNode> MEMBERS = Rows.of("life-cycle/members.json");
    private static final String ITEM = "items[].";
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final String DATE = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";

    private static JsonNode wire(Trade trade, Values assumptions) {
        return written(Wire.of(trade, assumptions));
    }

    private static JsonNode written(Object value) {
        try {
            return StrictJson.MAPPER.readTree(StrictJson.write(value));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every trade that the life cycle can make of this one, with the statuses it went through. */
    private static Map<Trade, Set<String>> lives(Trade trade) {
        Map<Trade, Set<String>> lives = new LinkedHashMap<>();
        walk(trade, Set.of(), lives);
        return lives;
    }

    private static void walk(Trade trade, Set<String> before, Map<Trade, Set<String>> lives) {
        Set<String> statuses = new TreeSet<>(before);
        statuses.add(Status.of(trade, Values.NONE).name());
        lives.put(trade, statuses);
        for (TradeEvent event : Lifecycle.possible(trade.kind(), trade.game(), trade.stage())) {
            walk(trade.after(event, trade.updatedAt().plusSeconds(1), null), statuses, lives);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CS2, , , present",
        "CS2, order-1, , present",
        "CS2, , user-7, absent",
        "CS2, order-1, user-7, present",
        "RUST, , , present",
        "RUST, order-1, user-7, present",
        "RUST, order-1, user-7, absent",
        "RUST, , user-7, present"
    })
    void at_each_status_a_trade_has_the_members_of_the_table(
            Game game, String externalId, String clientId, String rustCredit) {
        Values assumptions = Values.NONE.withText(Assumptions.RUST_CREDIT, rustCredit);
        Set<String> missing = new TreeSet<>();
        if (externalId == null) {
            missing.add("externalId");
        }
        if (clientId == null) {
            missing.add("clientId");
        }
        String id = "5a1c2d3e-4f50-4617-8283-94a5b6c7d8e9";
        Map<String, Trade> created = Map.of(
                "DEPOSIT", Trades.deposit(game, id, externalId, clientId),
                "WITHDRAW", Trades.withdrawal(game, id, externalId, clientId));

        created.forEach((kind, first) -> lives(first).forEach((trade, statuses) -> {
            List<JsonNode> rows = MEMBERS.stream()
                    .filter(row -> names(row, "kinds").contains(kind)
                            && names(row, "games").contains(game.appId())
                            && statuses.contains(row.required("since").textValue())
                            && !missing.contains(row.path("suppliedAs").asText())
                            && !row.path("unless").asText().equals("rustCredit=" + rustCredit))
                    .toList();
            JsonNode json = wire(trade, assumptions);

            assertThat(names(json))
                    .as("%s", trade.history())
                    .isEqualTo(types(rows, "").keySet());
            types(rows, "").forEach((member, type) -> assertType(json.get(member), type));
            Set<String> ofOneKind = types(MEMBERS, ITEM).keySet();
            for (JsonNode item : json.get("items")) {
                Set<String> present = names(item);
                present.retainAll(ofOneKind);
                assertThat(present).isEqualTo(types(rows, ITEM).keySet());
                types(rows, ITEM).forEach((member, type) -> assertType(item.get(member), type));
            }
        }));
    }

    private static Trade withdrawal(Game game) {
        return Trades.withdrawal(game, "5a1c2d3e-4f50-4617-8283-94a5b6c7d8e9", null, null);
    }

    private static Set<String> names(JsonNode row, String member) {
        return Rows.elements(row.required(member)).map(JsonNode::textValue).collect(Collectors.toSet());
    }

    /** The types of the members of trades, or of items, by their names. */
    private static Map<String, String> types(List<JsonNode> rows, String of) {
        Map<String, String> types = new TreeMap<>();
        for (JsonNode row : rows) {
            String member = row.required("member").textValue();
            if (member.startsWith(ITEM) == of.equals(ITEM)) {
                types.put(member.substring(of.length()), row.required("type").textValue());
            }
        }
        return types;
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void assertType(JsonNode value, String type) {
        switch (type) {
            case "string" -> assertThat(value.isTextual()).isTrue();
            case "uuid" -> assertThat(value.textValue()).matches(UUID);
            case "date" -> assertThat(value.textValue()).matches(DATE);
            case "number" -> assertThat(value.isNumber()).isTrue();
            case "boolean" -> assertThat(value.isBoolean()).isTrue();
            case "array" -> assertThat(value.isArray()).isTrue();
            default -> throw new AssertionError("type " + type);
        }
    }

    @Test
    void the_walk_meets_every_status() {
        assertThat(lives(Trades.deposit(Game.CS2)).values().stream()
                        .flatMap(Set::stream)
                        .distinct())
                .containsExactlyInAnyOrder(
                        "INITIATED",
                        "PENDING",
                        "ACTIVE",
                        "ESCROW",
                        "HOLD",
                        "COMPLETED",
                        "FAILED",
                        "CANCELED",
                        "DECLINED",
                        "REVERTED");
        assertThat(lives(withdrawal(Game.CS2)).values().stream()
                        .flatMap(Set::stream)
                        .distinct())
                .containsExactlyInAnyOrder(
                        "INITIATED",
                        "ACTIVE",
                        "ESCROW",
                        "HOLD",
                        "COMPLETED",
                        "FAILED",
                        "CANCELED",
                        "DECLINED",
                        "REVERTED");
        assertThat(lives(Trades.deposit(Game.RUST)).values().stream()
                        .flatMap(Set::stream)
                        .distinct())
                .doesNotContain("HOLD", "REVERTED")
                .contains("ESCROW", "COMPLETED");
    }

    @Test
    void each_stage_has_the_status_of_the_table() {
        List<JsonNode> rows = Rows.of("life-cycle/statuses.json");
        assertThat(rows)
                .extracting(row -> row.required("stage").textValue())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Stage.values()).map(Stage::name).toList());
        for (JsonNode row : rows) {
            for (TradeKind kind : TradeKind.values()) {
                Stage stage = Stage.valueOf(row.required("stage").textValue());
                if (row.has(kind.name())) {
                    Trade trade = Trades.in(Trades.deposit(Game.CS2), kind, stage);
                    String status = row.get(kind.name()).textValue();
                    assertThat(Status.of(trade, Values.NONE))
                            .as("%s %s", kind, stage)
                            .hasToString(status);
                    assertThat(Status.of(trade, Values.NONE.with(Assumptions.WITHDRAWAL_PENDING, true)))
                            .as("%s %s with withdrawalPending=present", kind, stage)
                            .hasToString(row.path("withdrawalPending=present")
                                    .path(kind.name())
                                    .asText(status));
                }
            }
        }
    }

    @Test
    void a_trade_on_hold_is_written_like_this() throws Exception {
        Trade trade = Trades.deposit(Game.CS2, "5a1c2d3e-4f50-4617-8283-94a5b6c7d8e9", "order-1", "user-7")
                .after(TradeEvent.SEND_OFFER, Trades.START.plusSeconds(2), null)
                .after(TradeEvent.ACCEPT, Trades.START.plusSeconds(32), null)
                .after(TradeEvent.SETTLE, Trades.START.plusSeconds(32), null);
        JsonNode json = wire(trade, Values.NONE);
        String total = trade.totalPrice().toString();
        String rest = trade.totalPrice().minus(new Usd(1_00)).toString();

        assertThat(((ObjectNode) json).<ObjectNode>without("items"))
                .isEqualTo(
                        StrictJson.MAPPER.readTree(
                                "{\"id\":\"5a1c2d3e-4f50-4617-8283-94a5b6c7d8e9\",\"type\":\"DEPOSIT\",\"status\":\"HOLD\","
                                        + "\"game\":\"730\",\"externalId\":\"order-1\",\"externalClientUserId\":\"user-7\","
                                        + "\"merchantId\":\"m-0001\",\"clientUserId\":\"0d3ce7a4-3d5a-4d12-9f6e-1f2f3a4b5c6d\","
                                        + "\"clientSteamID\":\"76561198012345678\","
                                        + "\"clientTradeUrl\":\"https://steamcommunity.com/tradeoffer/new/?partner=12345678&token=AbCdEfGh\","
                                        + "\"totalPrice\":" + total + ",\"preCredit\":1,\"pendingCredit\":" + rest
                                        + ",\"isInstant\":true,\"holdEndDate\":\"2026-03-11T10:00:32.000Z\","
                                        + "\"createdAt\":\"2026-03-04T10:00:00.000Z\",\"updatedAt\":\"2026-03-04T10:00:32.000Z\"}"));
    }

    @ParameterizedTest
    @EnumSource(Game.class)
    void the_items_of_a_trade_and_of_an_inventory_have_the_documented_members_and_types(Game game) {
        List<Item> owned = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            owned.addAll(new Catalogue().ownedBy("765611980000000" + (10 + i), game));
        }
        JsonNode inventory = written(
                Wire.of(new InventoryPage(owned, owned.size(), Trades.START, new Usd(149_99)), new RenderedPages()));

        assertThat(names(inventory)).containsExactly("collateral", "count", "inventory", "updatedAt");
        assertThat(inventory.get("collateral")).hasToString("149.99");
        assertType(inventory.get("updatedAt"), "date");
        for (int i = 0; i < owned.size(); i++) {
            Item item = owned.get(i);
            JsonNode json = inventory.get("inventory").get(i);
            Map<String, String> expected = documented(item);
            expected.put("accepted", "boolean");
            if (item.accepted()) {
                expected.put("offer", "object");
                assertMembers(
                        json.get("offer"), Map.of("price", "number", "reference", "string", "maxAmount", "integer"));
            }
            assertMembers(json, expected);
            assertThat(json.get("accepted").booleanValue()).isEqualTo(item.accepted());
        }

        List<TradeItem> lines = owned.stream()
                .filter(Item::accepted)
                .map(item -> new TradeItem(item, item.offer(), 1))
                .toList();
        Usd total = lines.stream().map(TradeItem::price).reduce(Usd.ZERO, Usd::plus);
        Trade trade = Trade.deposit(
                "t",
                "m",
                game,
                Trades.deposit(game).client(),
                null,
                lines,
                false,
                CreditSplit.afterwards(total),
                Trades.START);
        JsonNode items = wire(trade, Values.NONE).get("items");
        for (int i = 0; i < lines.size(); i++) {
            Map<String, String> expected = documented(lines.get(i).item());
            expected.put("offer", "object");
            assertMembers(items.get(i), expected);
            assertMembers(items.get(i).get("offer"), Map.of("price", "number", "reference", "string"));
        }
    }

    private static Map<String, String> documented(Item item) {
        Map<String, String> members = new TreeMap<>(Map.of(
                "id", "uuid",
                "name", "string",
                "marketHashName", "string",
                "type", "string",
                "iconUrl", "string",
                "tradable", "boolean",
                "marketPrice", "number",
                "color", "string",
                "appid", "integer",
                "contextid", "integer"));
        if (item.kind().exterior() != null) {
            members.putAll(Map.of("exterior", "string", "wear", "string", "paintSeed", "integer"));
        }
        if (item.kind().game() == Game.CS2) {
            members.putAll(Map.of("rarity", "string", "stickers", "array"));
        } else {
            members.put("amount", "integer");
        }
        return members;
    }

    private static void assertMembers(JsonNode object, Map<String, String> types) {
        assertThat(names(object)).as("%s", object).isEqualTo(new TreeSet<>(types.keySet()));
        types.forEach((member, type) -> {
            JsonNode value = object.get(member);
            switch (type) {
                case "object" -> assertThat(value.isObject()).isTrue();
                case "integer" -> assertThat(value.isIntegralNumber()).isTrue();
                default -> assertType(value, type);
            }
        });
    }

    @Test
    void a_sticker_has_name_slot_wear_and_icon() {
        Set<JsonNode> stickers = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            List<Item> owned = new Catalogue().ownedBy("765611980000000" + (10 + i), Game.CS2);
            JsonNode page = written(Wire.of(new InventoryPage(owned, 1, Trades.START, Usd.ZERO), new RenderedPages()));
            page.get("inventory").forEach(item -> item.get("stickers").forEach(stickers::add));
        }

        assertThat(stickers).hasSizeGreaterThan(20).allSatisfy(sticker -> {
            assertMembers(sticker, Map.of("name", "string", "slot", "integer", "wear", "number", "iconUrl", "string"));
            assertThat(sticker.get("wear").doubleValue()).isBetween(0.0, 1.0);
        });
    }
}
