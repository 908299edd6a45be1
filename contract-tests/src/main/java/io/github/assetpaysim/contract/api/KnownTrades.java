package io.github.assetpaysim.contract.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Somebody and what the history must show of him.
 *
 * @param trades id, game and type of each, the oldest first where they are known beforehand; elsewhere as the history shows them
 * @param made whether they are known beforehand
 * @param isWhole whether these are all of them, however many there are
 */
record KnownTrades(Caller caller, List<JsonNode> trades, boolean made, boolean isWhole) {
    /** Nobody documents how large a page may be. */
    static final int LARGE_PAGE = 50;

    private static final int MOST_PAGES = 20;

    static KnownTrades in(ApiContext context) throws Exception {
        if (context.hasControl()) {
            HistorySample.Made made = context.historySample();
            return of(context, made, made.one());
        }
        context.ordinaryDeposit();
        List<JsonNode> trades = new ArrayList<>();
        boolean isWhole = true;
        for (String game : ItemList.GAMES) {
            Reading reading = readPages(context.reader(), "game", game);
            isWhole &= reading.isWhole();
            for (JsonNode trade : reading.items().items()) {
                trades.add(known(trade, game, trade.path("type").asText()));
            }
        }
        Collections.reverse(trades);
        return new KnownTrades(context.reader(), trades, false, isWhole);
    }

    static KnownTrades of(ApiContext context, HistorySample.Made made, HistorySample.User user) {
        Caller caller = context.caller(made.merchant(), user.user()).withToken(user.token());
        return new KnownTrades(caller, user.trades(), true, true);
    }

    /** What is known of a trade, whatever the host says. */
    static JsonNode known(JsonNode trade, String game, String type) {
        ObjectNode known = Json.object().put("game", game).put("type", type);
        return known.set("id", trade.path("id"));
    }

    List<JsonNode> of(String game) {
        return having(trade -> trade.path("game").asText().equals(game));
    }

    List<JsonNode> of(String game, String type) {
        return having(trade -> trade.path("game").asText().equals(game)
                && trade.path("type").asText().equals(type));
    }

    private List<JsonNode> having(Predicate<JsonNode> matching) {
        return trades.stream().filter(matching).toList();
    }

    Items page(Object... query) throws InterruptedException {
        return read(caller, query);
    }

    Items whole(Object... query) throws InterruptedException {
        return readAll(caller, query);
    }

    /** @throws CheckFailure that skips the check when there are fewer */
    void requireLeast(int least, List<JsonNode> trades, String what) {
        if (trades.size() < least) {
            throw CheckFailure.skipped(
                    "the user has " + trades.size() + " trades " + what + ", and this needs " + least);
        }
    }

    private static Items read(Caller caller, Object... query) throws InterruptedException {
        Exchange answer = caller.get(Operation.TRADES, query);
        JsonNode list = answer.data().path("trades");
        if (!list.isArray()) {
            throw CheckFailure.blocked("needs trades to be an array, which HIST-01 is about: " + answer.asked()
                    + " was answered " + answer.answered());
        }
        List<JsonNode> trades = new ArrayList<>();
        list.forEach(trades::add);
        return new Items(answer, trades, answer.data().path("count"));
    }

    /** All pages together, as far as there are not too many. */
    static Items readAll(Caller caller, Object... query) throws InterruptedException {
        return readPages(caller, query).items();
    }

    /**
     * Pages that were read.
     *
     * @param isWhole whether no more were left
     */
    private record Reading(Items items, boolean isWhole) {}

    private static Reading readPages(Caller caller, Object... query) throws InterruptedException {
        Items first = read(caller, ItemList.with(query, "limit", LARGE_PAGE));
        List<JsonNode> all = new ArrayList<>(first.items());
        Set<String> known = new LinkedHashSet<>(first.keys());
        int page = 2;
        for (; all.size() < first.count().asInt() && page <= MOST_PAGES; page++) {
            List<JsonNode> more = read(caller, ItemList.with(query, "limit", LARGE_PAGE, "page", page)).items().stream()
                    .filter(trade -> known.add(Items.key(trade)))
                    .toList();
            if (more.isEmpty()) {
                break;
            }
            all.addAll(more);
        }
        boolean isWhole = all.size() >= first.count().asInt() || page <= MOST_PAGES;
        return new Reading(new Items(first.exchange(), all, first.count()), isWhole);
    }
}
