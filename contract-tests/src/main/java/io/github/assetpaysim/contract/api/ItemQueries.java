package io.github.assetpaysim.contract.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What inventory and market are asked alike: searched, paged and counted, each answer held against the whole list. */
final class ItemQueries {
    /** So many words of names are tried for a search. */
    private static final int MOST_WORDS = 200;

    private static final int PAGES = 4;
    private static final int DEFAULT_PAGE = 50;
    private static final int MOST_TRIES = 3;

    private final ApiContext context;
    private final Caller caller;
    private final ItemList list;

    ItemQueries(ApiContext context, ItemList list) throws Exception {
        this.context = context;
        this.caller = context.reader();
        this.list = list;
    }

    /** What is looked at with the whole list beside it. */
    interface Look {
        /** @throws CheckFailure that skips it when the list is too short to show anything */
        void at(Items whole) throws Exception;
    }

    /** Looks at one game; where others may change the list meanwhile, once more when they have. */
    void look(String game, Look look) throws Exception {
        Items whole = context.whole(list, game);
        for (int tries = 1; ; tries++) {
            try {
                look.at(whole);
                return;
            } catch (CheckFailure e) {
                if (!e.isViolation() || context.hasControl()) {
                    throw e;
                }
                Items now = context.wholeAgain(list, game);
                if (now.isSameAs(whole)) {
                    throw e;
                }
                if (tries == MOST_TRIES) {
                    throw CheckFailure.inconclusive(
                            "the list changed each time while it was looked at: " + e.getMessage());
                }
                whole = now;
            }
        }
    }

    /** Looks at both games; the check is skipped when neither shows anything. */
    void lookAtBoth(GameLook look) throws Exception {
        CheckFailure nothing = null;
        int seen = 0;
        for (String game : ItemList.GAMES) {
            try {
                look(game, whole -> look.at(game, whole));
                seen++;
            } catch (CheckFailure e) {
                if (!e.isSkipped()) {
                    throw e;
                }
                nothing = e;
            }
        }
        if (seen == 0) {
            throw nothing;
        }
    }

    /** The same of one game after the other. */
    interface GameLook {
        void at(String game, Items whole) throws Exception;
    }

    String typesRequirement() {
        return list.typesRequirement();
    }

    Items all(Object... query) throws InterruptedException {
        return list.all(caller, query);
    }

    Items page(Object... query) throws InterruptedException {
        return list.page(caller, query);
    }

    /** @throws CheckFailure a violation unless each of these values is refused with 1001 */
    void refused(Object[]... queries) throws InterruptedException {
        for (Object[] query : queries) {
            caller.get(list.operation(), query).requireRefusal(1001);
        }
    }

    /** Every item is of the game; of what has no appid nothing is said. */
    void ofGame(String game, Items... answers) {
        int seen = 0;
        for (Items answer : answers) {
            answer.requireLeast(1);
            for (JsonNode item : answer.items()) {
                JsonNode appid = item.path("appid");
                if (appid.isNumber()) {
                    seen++;
                    if (!appid.asText().equals(game)) {
                        throw CheckFailure.violated(
                                "items with appid " + game + " in answer to "
                                        + answer.exchange().asked(),
                                Items.shown(item) + " with appid " + appid);
                    }
                }
            }
        }
        if (seen == 0) {
            throw CheckFailure.blocked("no item has a numeric appid, which " + list.typesRequirement() + " is about");
        }
    }

    /** Texts that some names have and others have not: a word of several, and the hardest name in full. */
    void searched(String game, Items whole) throws InterruptedException {
        List<String> texts = new ArrayList<>();
        texts.add(word(whole));
        whole.items().stream()
                .filter(item -> item.path("marketHashName").isTextual())
                .map(item -> item.path("marketHashName").textValue())
                .max(Comparator.comparingLong(ItemQueries::hardness))
                .ifPresent(texts::add);
        for (String text : texts) {
            Items found = all("game", game, "search", text);
            String what = "that have \"" + text + "\" in their names";
            found.requirePartOf(whole, having(whole, text), what);
            for (JsonNode item : found.items()) {
                if (!Items.names(item).isEmpty() && !Items.names(item, text)) {
                    throw CheckFailure.violated(
                            "only items " + what + " in answer to "
                                    + found.exchange().asked(),
                            "also " + Items.shown(item));
                }
            }
        }
    }

    /** Those of whose names all have the text just as it is. */
    private static List<JsonNode> having(Items whole, String text) {
        return whole.items().stream()
                .filter(item -> !Items.names(item).isEmpty()
                        && Items.names(item).stream().allMatch(name -> name.contains(text)))
                .toList();
    }

    private static long hardness(String name) {
        return name.codePoints().filter(letter -> letter > 127).count() * 10
                + name.codePoints()
                        .filter(letter -> letter < 128 && !Character.isLetterOrDigit(letter))
                        .count();
    }

    /**
     * A word that as many names as possible have, but at most half of them.
     *
     * @throws CheckFailure that skips the check when there is none
     */
    static String word(Items whole) {
        Set<String> words = new LinkedHashSet<>();
        for (JsonNode item : whole.items()) {
            for (String name : Items.names(item)) {
                words.addAll(List.of(name.split("[^A-Za-z]+")));
            }
            if (words.size() > MOST_WORDS) {
                break;
            }
        }
        String best = null;
        int most = 0;
        for (String word : words) {
            int having = word.length() < 3 ? 0 : having(whole, word).size();
            if (having > most
                    && whole.items().stream()
                                    .filter(item -> Items.names(item, word))
                                    .count()
                            <= Math.max(1, whole.size() / 2)) {
                best = word;
                most = having;
            }
        }
        if (best == null || whole.size() < 2) {
            throw CheckFailure.skipped("no word stands in some names and not in others, in answer to "
                    + whole.exchange().asked());
        }
        return best;
    }

    /** Small pages one after the other, and the one after the last; on the market also such as are sorted. */
    void paged(String game, Items whole) throws InterruptedException {
        whole.requireLeast(PAGES);
        int perPage = perPage(whole);
        int pages = (whole.size() + perPage - 1) / perPage;
        boolean isAll = pages <= PAGES;
        Object[] query = {"game", game, "perPage", perPage};
        if (list == ItemList.MARKET && game.equals(ItemList.RUST)) {
            query = ItemList.with(query, "sort", "price_asc");
        }
        List<JsonNode> shown = new ArrayList<>();
        Items last = null;
        for (int page = 1; page <= (isAll ? pages : PAGES); page++) {
            last = page(ItemList.with(query, "page", page));
            int expected = Math.min(perPage, whole.size() - (page - 1) * perPage);
            if (last.size() != expected) {
                throw CheckFailure.violated(
                        expected + " items in answer to " + last.exchange().asked(), last.size() + " items");
            }
            shown.addAll(last.items());
        }
        Items together = new Items(last.exchange(), shown, last.count())
                .withIdsOf(whole)
                .requireNoRepeat()
                .requireOnly(whole.items(), "of the whole list");
        if (isAll) {
            together.requireAll(whole.items(), "on one of the pages up to this one,");
            Exchange beyond = caller.get(list.operation(), ItemList.with(query, "page", pages + 1));
            if (beyond.isSuccess()) {
                list.read(beyond).requireOnly(List.of(), "that no page before has shown");
            }
        }
    }

    /** Four pages where those are not larger than may be. */
    static int perPage(Items whole) {
        return Math.min(ItemList.LARGEST_PAGE, (whole.size() + PAGES - 1) / PAGES);
    }

    /** {@code count} of everything and of a page; of CS2 also of what is found, and of what lies within bounds. */
    void counted(String game, Items whole) throws InterruptedException {
        whole.requireLeast(2).requireCount(whole.size());
        page("game", game, "perPage", 1, "page", 2).requireCount(whole.size());
        if (game.equals(ItemList.CS2)) {
            counted("game", game, "search", word(whole));
            List<BigDecimal> prices = whole.prices();
            if (!prices.isEmpty()) {
                counted("game", game, "maxPrice", prices.get(prices.size() / 2).toPlainString());
            }
        }
    }

    private void counted(Object... query) throws InterruptedException {
        Items matching = all(query);
        matching.requireCount(matching.size());
        page(ItemList.with(query, "perPage", 1)).requireCount(matching.size());
    }

    /** A page of which nobody says how large it is to be. */
    void defaultPage(String game, Items whole) throws InterruptedException {
        Items page = game.equals(ItemList.CS2) ? page() : page("game", game);
        if (page.size() > DEFAULT_PAGE) {
            throw CheckFailure.violated(
                    "at most " + DEFAULT_PAGE + " items in answer to "
                            + page.exchange().asked(),
                    String.valueOf(page.size()));
        }
        whole.requireLeast(DEFAULT_PAGE + 1);
        if (page.size() < DEFAULT_PAGE) {
            throw CheckFailure.violated(
                    DEFAULT_PAGE + " items in answer to " + page.exchange().asked() + ", for there are " + whole.size(),
                    String.valueOf(page.size()));
        }
    }
}
