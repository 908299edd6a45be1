package io.github.assetpaysim.contract.api;

import static io.github.assetpaysim.contract.api.ApiCheck.of;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.SteamUser;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The trades of a user (A4.8). */
final class HistoryChecks {
    private static final int DEFAULT_PAGE = 10;
    private static final int PAGES = 4;
    private static final List<String> TYPES = List.of("DEPOSIT", "WITHDRAW");

    private HistoryChecks() {}

    static List<ApiCheck> all() {
        return List.of(
                of("HIST-03", 4, HistoryChecks::ownAlone),
                of("HIST-04", 5, context -> ofType(KnownTrades.in(context))),
                of("HIST-05", 3, context -> ofGame(KnownTrades.in(context))),
                of("HIST-06", 2, context -> defaultPage(KnownTrades.in(context))),
                of("HIST-07", 7, context -> paged(KnownTrades.in(context))),
                of("HIST-08", 6, context -> counted(KnownTrades.in(context))),
                of("HIST-09", 3, context -> newestFirst(KnownTrades.in(context))),
                of("HIST-10", 7, HistoryChecks::refused),
                of("HIST-11", 0, HistoryChecks::asAnswered));
    }

    private static Items requireExactly(Items shown, List<JsonNode> expected, String what) {
        return shown.requireNoRepeat().requireAll(expected, what).requireOnly(expected, what);
    }

    private static void ownAlone(ApiContext context) throws Exception {
        KnownTrades known = KnownTrades.in(context);
        if (known.made()) {
            HistorySample.Made made = context.historySample();
            for (HistorySample.User user : List.of(made.one(), made.other())) {
                KnownTrades his = KnownTrades.of(context, made, user);
                for (String game : ItemList.GAMES) {
                    requireOwn(his.whole("game", game), user.user())
                            .requireOnly(
                                    his.of(game),
                                    "of the trades of " + user.user().steamId());
                    requireOwn(his.page("game", game, "type", "WITHDRAW"), user.user())
                            .requireOnly(
                                    his.of(game),
                                    "of the trades of " + user.user().steamId());
                }
                requireOwn(his.page(), user.user());
            }
            return;
        }
        requireOwn(known.whole(), known.caller().user());
        SteamUser other = context.otherUser();
        requireOwn(KnownTrades.readAll(known.caller().as(other)), other);
    }

    private static Items requireOwn(Items shown, SteamUser user) {
        for (JsonNode trade : shown.items()) {
            JsonNode steamId = trade.path("clientSteamID");
            if (steamId.isTextual() && !steamId.textValue().equals(user.steamId())) {
                throw CheckFailure.violated(
                        "trades of " + user.steamId() + " alone in answer to "
                                + shown.exchange().asked(),
                        "one of " + steamId.textValue() + ": "
                                + trade.path("id").asText());
            }
        }
        return shown;
    }

    private static void ofType(KnownTrades known) throws InterruptedException {
        for (String game : ItemList.GAMES) {
            Items both = known.whole("game", game);
            for (String type : TYPES) {
                List<JsonNode> expected = known.of(game, type);
                if (!expected.isEmpty()
                        && both.items().stream()
                                .noneMatch(
                                        trade -> trade.path("type").asText(type).equals(type))) {
                    throw CheckFailure.violated(
                            "trades of both types in answer to "
                                    + both.exchange().asked(),
                            "none of type " + type);
                }
                Items shown = requireType(known.whole("game", game, "type", type), type);
                // What is wrong without type, too, is not the type's fault.
                if (both.isSound() && both.size() == known.of(game).size()) {
                    requireExactly(shown, expected, "of type " + type);
                }
            }
        }
        for (String type : TYPES) {
            known.requireLeast(1, known.of(ItemList.CS2, type), "of type " + type);
        }
    }

    private static Items requireType(Items shown, String type) {
        for (JsonNode trade : shown.items()) {
            JsonNode came = trade.path("type");
            if (came.isTextual() && !came.textValue().equals(type)) {
                throw CheckFailure.violated(
                        "trades of type " + type + " alone in answer to "
                                + shown.exchange().asked(),
                        trade.path("id").asText() + " of type " + came.textValue());
            }
        }
        return shown;
    }

    private static void ofGame(KnownTrades known) throws InterruptedException {
        requireGame(known, known.whole(), ItemList.CS2);
        requireGame(known, known.whole("game", ItemList.CS2), ItemList.CS2);
        requireGame(known, known.whole("game", ItemList.RUST), ItemList.RUST);
        for (String game : ItemList.GAMES) {
            known.requireLeast(1, known.of(game), "of game " + game);
        }
    }

    private static void requireGame(KnownTrades known, Items shown, String game) {
        List<JsonNode> expected = known.of(game);
        Set<String> others = new LinkedHashSet<>();
        known.trades().stream()
                .filter(trade -> !expected.contains(trade))
                .forEach(trade -> others.add(Items.key(trade)));
        for (JsonNode trade : shown.items()) {
            JsonNode came = trade.path("game");
            if (others.contains(Items.key(trade))
                    || came.isValueNode() && !came.asText().equals(game)) {
                throw CheckFailure.violated(
                        "trades of game " + game + " alone in answer to "
                                + shown.exchange().asked(),
                        trade.path("id").asText() + " of game " + came.asText("another"));
            }
        }
        if (shown.size() == 0 && !expected.isEmpty()) {
            throw CheckFailure.violated(
                    "trades of game " + game + " in answer to "
                            + shown.exchange().asked(),
                    "none");
        }
    }

    private static void defaultPage(KnownTrades known) throws InterruptedException {
        Items page = known.page();
        if (page.size() > DEFAULT_PAGE) {
            throw CheckFailure.violated(
                    "at most " + DEFAULT_PAGE + " trades in answer to "
                            + page.exchange().asked(),
                    String.valueOf(page.size()));
        }
        List<JsonNode> all = known.of(ItemList.CS2);
        known.requireLeast(DEFAULT_PAGE + 1, all, "of game " + ItemList.CS2);
        if (page.size() < DEFAULT_PAGE) {
            throw CheckFailure.violated(
                    DEFAULT_PAGE + " trades in answer to " + page.exchange().asked() + ", for there are " + all.size(),
                    String.valueOf(page.size()));
        }
    }

    private static void paged(KnownTrades known) throws InterruptedException {
        List<JsonNode> all = known.of(ItemList.CS2);
        known.requireLeast(2, all, "of game " + ItemList.CS2);
        int limit = Math.min(KnownTrades.LARGE_PAGE, (all.size() + PAGES - 1) / PAGES);
        int pages = (all.size() + limit - 1) / limit;
        boolean isAll = known.isWhole() && pages <= PAGES;
        List<JsonNode> shown = new ArrayList<>();
        Items last = null;
        for (int page = 1; page <= Math.min(pages, PAGES); page++) {
            last = known.page("limit", limit, "page", page);
            int expected = Math.min(limit, all.size() - (page - 1) * limit);
            if (last.size() != expected) {
                throw CheckFailure.violated(
                        expected + " trades in answer to " + last.exchange().asked(), String.valueOf(last.size()));
            }
            shown.addAll(last.items());
        }
        Items together = new Items(last.exchange(), shown, last.count());
        if (!isAll) {
            together.requireNoRepeat();
            if (known.isWhole()) {
                together.requireOnly(all, "of the whole list");
            }
            return;
        }
        requireExactly(together, all, "on one of the pages up to this one,");
        Exchange beyond = known.caller().get(Operation.TRADES, "limit", limit, "page", pages + 1);
        if (beyond.isSuccess() && !beyond.data().path("trades").isEmpty()) {
            throw CheckFailure.violated(
                    "no trade after the last page in answer to " + beyond.asked(), beyond.answered());
        }
    }

    private static void counted(KnownTrades known) throws InterruptedException {
        if (!known.isWhole()) {
            throw CheckFailure.skipped(
                    "the user has more trades than were read: " + known.trades().size());
        }
        List<JsonNode> all = known.of(ItemList.CS2);
        known.page().requireCount(all.size());
        known.page("limit", 1, "page", 2).requireCount(all.size());
        known.page("game", ItemList.RUST, "limit", 1)
                .requireCount(known.of(ItemList.RUST).size());
        for (String type : TYPES) {
            known.page("type", type, "limit", 1)
                    .requireCount(known.of(ItemList.CS2, type).size());
        }
        known.requireLeast(2, all, "of game " + ItemList.CS2);
    }

    private static void newestFirst(KnownTrades known) throws InterruptedException {
        known.requireLeast(2, known.of(ItemList.CS2), "of game " + ItemList.CS2);
        for (Items shown : List.of(known.page(), known.whole(), known.whole("game", ItemList.RUST))) {
            requireNewestFirst(shown);
        }
    }

    private static void requireNewestFirst(Items shown) {
        Instant before = null;
        for (JsonNode trade : shown.items()) {
            Instant created = instant(trade.path("createdAt").asText());
            if (created != null && before != null && created.isAfter(before)) {
                throw CheckFailure.violated(
                        "the newest trade first in answer to "
                                + shown.exchange().asked(),
                        Items.key(trade) + " of " + created + " after one of " + before);
            }
            before = created == null ? before : created;
        }
        if (before == null && shown.size() > 0) {
            throw CheckFailure.blocked("no createdAt is an instant, which HIST-02 is about");
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static void refused(ApiContext context) throws Exception {
        for (Object[] query : List.<Object[]>of(
                InventoryChecks.query("type", "GIFT"),
                InventoryChecks.query("game", 570),
                InventoryChecks.query("page", 0),
                InventoryChecks.query("limit", 0),
                InventoryChecks.query("type", "GIFT", "game", ItemList.RUST))) {
            context.reader().get(Operation.TRADES, query).requireRefusal(1001);
        }
    }

    private static void asAnswered(ApiContext context) throws Exception {
        OrdinaryDeposit.Walk walk = context.ordinaryDeposit();
        JsonNode answered = walk.trade().trade();
        Exchange listed = walk.listed();
        for (JsonNode trade : listed.data().path("trades")) {
            if (trade.path("id").asText().equals(walk.trade().id())) {
                new ListedTrade(trade, listed).requireAs(answered);
                return;
            }
        }
        throw CheckFailure.violated(
                "trade " + walk.trade().id() + " in answer to " + listed.asked(), listed.answered());
    }
}
