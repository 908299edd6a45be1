package io.github.assetpaysim.contract.api;

import static io.github.assetpaysim.contract.api.ApiCheck.of;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** For how long AssetPay keeps what it has read of an inventory (A4.2), and what it shows when Steam shows nothing. */
final class InventoryCacheChecks {
    private static final Duration KEPT = Duration.ofMinutes(15);
    private static final int INVENTORY_UNAVAILABLE = 5;
    /** What the simulator's catalogue has. */
    private static final Map<String, List<String>> NAMES = Map.of(
            ItemList.CS2, List.of("AK-47 | Redline (Field-Tested)", "Recoil Case"),
            ItemList.RUST, List.of("Cloth", "Metal"));

    /** What stacks in Rust, and how much of it somebody owns. */
    private static final Map<String, Integer> STACKS = Map.of("Cloth", 20, "Metal", 3);

    private InventoryCacheChecks() {}

    static List<ApiCheck> all() {
        return List.of(
                of("INV-15", 5, InventoryCacheChecks::keepsUpdatedAt),
                of("INV-16", 0, context -> {
                    for (String game : ItemList.GAMES) {
                        refreshed(context, game);
                    }
                }),
                of("INV-17", 0, context -> {
                    for (String game : ItemList.GAMES) {
                        readAgain(context, game);
                    }
                }),
                of("INV-23", 0, context -> {
                    Trader trader = context.trader(Json.object(), context.testUser(INVENTORY_UNAVAILABLE));
                    trader.caller().get(Operation.INVENTORY).requireRefusal(3);
                    trader.caller()
                            .get(Operation.INVENTORY, "game", ItemList.RUST)
                            .requireRefusal(3);
                    trader.caller()
                            .get(Operation.INVENTORY, "refresh", true, "perPage", 1)
                            .requireRefusal(3);
                }),
                of("INV-24", 0, InventoryCacheChecks::stacks));
    }

    private static void keepsUpdatedAt(ApiContext context) throws Exception {
        Trader trader = context.trader();
        Caller caller = trader.caller();
        for (Object[] query :
                List.of(InventoryChecks.query("game", ItemList.CS2), InventoryChecks.query("game", ItemList.RUST))) {
            Instant first = updatedAt(caller.get(Operation.INVENTORY, query));
            if (trader.isControlled()) {
                trader.merchant().advance(KEPT.minusMinutes(1));
            }
            requireSame(first, caller.get(Operation.INVENTORY, query));
            requireSame(
                    first,
                    caller.get(
                            Operation.INVENTORY,
                            ItemList.with(query, "refresh", false, "page", 2, "perPage", 1, "sort", "price_asc")));
        }
    }

    /** It may have expired between the two, which then lie that far apart. */
    private static void requireSame(Instant first, Exchange second) {
        Instant then = updatedAt(second);
        if (!then.equals(first) && then.isBefore(first.plus(KEPT))) {
            throw CheckFailure.violated(
                    "updatedAt " + first + " again in answer to " + second.asked(), then.toString());
        }
    }

    private static Instant updatedAt(Exchange answer) {
        try {
            return Instant.parse(answer.data().path("updatedAt").asText());
        } catch (DateTimeException e) {
            throw CheckFailure.blocked("needs updatedAt to be an instant, which INV-01 is about: " + answer.asked()
                    + " was answered " + answer.answered());
        }
    }

    /** Somebody who owns one thing, and a second one that appears once the first was read. */
    private static final class Owner {
        private final Trader trader;
        private final String game;
        private final List<String> names;
        private final Instant firstRead;

        Owner(ApiContext context, String game) throws Exception {
            context.requireControl();
            this.trader = context.trader();
            this.game = game;
            this.names = NAMES.get(game);
            owns(1);
            this.firstRead = requireShown(1);
            owns(2);
        }

        private void owns(int items) throws Exception {
            ObjectNode profile = Json.object();
            ArrayNode inventory = profile.putArray("inventory");
            names.stream()
                    .limit(items)
                    .forEach(name -> inventory.addObject().put("game", game).put("marketHashName", name));
            trader.merchant().profile(trader.caller().user().steamId(), profile);
        }

        void waits(Duration duration) throws Exception {
            trader.merchant().advance(duration);
        }

        Instant firstRead() {
            return firstRead;
        }

        /** So many of them are shown, and no more; gives {@code updatedAt}. */
        Instant requireShown(int items, Object... query) throws InterruptedException {
            Items shown = ItemList.INVENTORY.page(trader.caller(), ItemList.with(query, "game", game));
            List<String> came = shown.items().stream()
                    .map(item -> item.path("marketHashName").asText())
                    .toList();
            if (shown.size() > 0 && came.stream().allMatch(String::isEmpty)) {
                throw CheckFailure.blocked("needs names of items, which INV-03 is about");
            }
            List<String> expected = names.subList(0, items);
            if (!Set.copyOf(came).equals(Set.copyOf(expected))) {
                throw CheckFailure.violated(
                        expected + " in answer to " + shown.exchange().asked(), came.toString());
            }
            return updatedAt(shown.exchange());
        }
    }

    private static void refreshed(ApiContext context, String game) throws Exception {
        Owner owner = new Owner(context, game);
        owner.requireShown(1);
        owner.waits(KEPT.minusSeconds(1));
        owner.requireShown(1);
        Instant refreshed = owner.requireShown(2, "refresh", true);
        requireLater(owner.firstRead(), refreshed);
        owner.requireShown(2);
    }

    private static void readAgain(ApiContext context, String game) throws Exception {
        Owner owner = new Owner(context, game);
        owner.waits(KEPT);
        requireLater(owner.firstRead(), owner.requireShown(2));
    }

    private static void requireLater(Instant before, Instant after) {
        if (!after.isAfter(before)) {
            throw CheckFailure.violated("updatedAt later than " + before, after.toString());
        }
    }

    /** Elsewhere nobody knows how many copies somebody owns. */
    private static void stacks(ApiContext context) throws Exception {
        context.requireControl();
        Trader trader = context.trader();
        ObjectNode profile = Json.object();
        ArrayNode inventory = profile.putArray("inventory");
        STACKS.forEach((name, amount) -> inventory
                .addObject()
                .put("game", ItemList.RUST)
                .put("marketHashName", name)
                .put("amount", amount));
        trader.merchant().profile(trader.caller().user().steamId(), profile);
        Items shown =
                ItemList.INVENTORY.page(trader.caller(), "game", ItemList.RUST).requireLeast(1);
        for (JsonNode item : shown.items()) {
            JsonNode amount = item.path("amount");
            // What has lost its name is told by its amount.
            boolean right = item.path("marketHashName").isTextual()
                    ? amount.isNumber()
                            && STACKS.getOrDefault(item.path("marketHashName").textValue(), 0) == amount.asInt()
                    : STACKS.containsValue(amount.asInt());
            if (!right) {
                throw CheckFailure.violated(
                        "amount as in " + STACKS + " in answer to "
                                + shown.exchange().asked(),
                        item.toString());
            }
        }
    }
}
