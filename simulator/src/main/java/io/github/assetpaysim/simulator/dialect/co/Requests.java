package io.github.assetpaysim.simulator.dialect.co;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.catalog.Supply;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.http.HttpError;
import io.github.assetpaysim.simulator.http.Query;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.merchant.DepositOrder;
import io.github.assetpaysim.simulator.merchant.EndUserClaims;
import io.github.assetpaysim.simulator.merchant.ItemQuery;
import io.github.assetpaysim.simulator.merchant.WithdrawalOrder;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.setting.Parameters;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.text.Quoted;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.SteamAccount;
import io.github.assetpaysim.simulator.trade.TradeKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads the dialect's requests; each complaint names the member and what was expected (A4). */
final class Requests {
    private static final int MOST_DEPOSITED = 250;
    private static final int MOST_WITHDRAWN = 50;
    private static final Usd HIGHEST_PRICE = new Usd(100_000_00);
    private static final String PRICE = "a number of USD above 0 with at most two decimals";
    private static final String AMOUNT_OF_USD = "a number of USD, 0 or more, with at most two decimals";

    private static final Setting<Integer> AMOUNT =
            Parameters.number("amount", 1, 10_000, "").defaultsTo(1);

    private Requests() {}

    /** The body of {@code POST /auth/authenticate-client} (A4.1). */
    static EndUserClaims client(Fields body) {
        String steamId = body.text("clientSteamId", SteamAccount.STEAM_ID_FORM);
        if (!SteamAccount.isSteamId(steamId)) {
            throw body.wrong("clientSteamId", SteamAccount.STEAM_ID_FORM, SteamAccount.STEAM_ID);
        }
        String tradeUrl = body.text("clientTradeUrl", SteamAccount.TRADE_URL_FORM);
        if (!SteamAccount.isTradeUrl(tradeUrl)) {
            throw body.wrong("clientTradeUrl", SteamAccount.TRADE_URL_FORM, SteamAccount.TRADE_URL);
        }
        return new EndUserClaims(
                steamId,
                tradeUrl,
                clientData(body.optionalObject("clientData")),
                body.optionalText("clientId", 1, 128));
    }

    private static Map<String, Object> clientData(Fields data) {
        if (data == null) {
            return null;
        }
        if (data.has("totalWager")
                && data.number("totalWager", "a number of USD, 0 or more").signum() < 0) {
            throw data.wrong("totalWager", "a number of USD, 0 or more");
        }
        data.integer("kycLevel", 0, 3, 0);
        data.flag("fiatDeposits", false);
        data.flag("cryptoDeposits", false);
        return StrictJson.MAPPER.convertValue(data.node(), new TypeReference<Map<String, Object>>() {});
    }

    /** The query of {@code GET /client/inventory} (A4.2). */
    static ItemQuery inventory(Query query) {
        return items(query, query.flag("refresh", false));
    }

    /** The query of {@code GET /client/market} (A4.3). */
    static ItemQuery market(Query query) {
        return items(query, false);
    }

    private static ItemQuery items(Query query, boolean refresh) {
        ItemQuery items = new ItemQuery(
                game(query),
                refresh,
                query.one("search", null, "text", text -> text),
                query.one("sort", null, "popularity, price_asc or price_desc", Requests::order),
                query.one("minPrice", null, AMOUNT_OF_USD, Requests::amountOfUsd),
                query.one("maxPrice", null, AMOUNT_OF_USD, Requests::amountOfUsd),
                page(query),
                query.one("perPage", 50, "a whole number from 1 to 1000, or -1 for all", Requests::perPage));
        if (items.minPrice() != null
                && items.maxPrice() != null
                && items.minPrice().compareTo(items.maxPrice()) > 0) {
            throw new Refusal(
                            HttpError.INVALID_FIELD,
                            "minPrice " + items.minPrice() + " is above maxPrice " + items.maxPrice())
                    .about(Refusal.Subject.field("minPrice"));
        }
        return items;
    }

    static Game game(Query query) {
        return query.one(
                "game", Game.CS2, "730 or 252490", text -> Game.of(text).orElse(null));
    }

    private static int page(Query query) {
        return query.one("page", 1, "a whole number from 1", text -> whole(text, 1, Integer.MAX_VALUE));
    }

    /** The query of {@code GET /client/market/suggestions} (A4.4). */
    static String suggestions(Query query) {
        return query.required(Parameters.text("q", "a part of an item's name", text -> true));
    }

    /** The query of {@code GET /client/market/item} (A4.5). */
    static Listings listings(Query query) {
        String expected = "normal or auto";
        return new Listings(
                query.required(Parameters.text("itemId", "a market hash name or the id of a listing", text -> true)),
                query.one("delivery", Supply.Delivery.NORMAL, expected, text -> switch (text) {
                    case "normal" -> Supply.Delivery.NORMAL;
                    case "auto" -> Supply.Delivery.AUTO;
                    default -> null;
                }),
                page(query));
    }

    record Listings(String itemId, Supply.Delivery delivery, int page) {}

    /** The query of {@code GET /client/trades} (A4.8). */
    static History history(Query query) {
        return new History(
                query.one("type", null, "DEPOSIT or WITHDRAW", Wire::kind),
                game(query),
                page(query),
                query.one("limit", 10, "a whole number from 1 to 100", text -> whole(text, 1, 100)));
    }

    /** @param kind null for both */
    record History(TradeKind kind, Game game, int page, int limit) {}

    private static Comparator<Item> order(String sort) {
        return switch (sort) {
            // Nobody tells how popular a skin is; what trades at a higher market price stands in for it.
            case "popularity" ->
                Comparator.comparing((Item item) -> item.kind().marketPrice(), Comparator.reverseOrder());
            case "price_asc" -> ItemQuery.byPrice();
            case "price_desc" -> ItemQuery.byPriceDescending();
            default -> null;
        };
    }

    private static Usd amountOfUsd(String text) {
        return text.matches("\\d{1,12}(\\.\\d{1,2})?") ? Usd.of(text) : null;
    }

    private static Integer perPage(String text) {
        return text.equals("-1") ? Integer.valueOf(ItemQuery.ALL) : whole(text, 1, 1000);
    }

    private static Integer whole(String text, int least, int most) {
        if (!text.matches("\\d{1,10}")) {
            return null;
        }
        long number = Long.parseLong(text);
        return number >= least && number <= most ? (int) number : null;
    }

    /** The body of {@code POST /client/trading/deposit} (A4.6). */
    static DepositOrder deposit(Fields body) {
        List<DepositOrder.Line> lines = lines(
                body, MOST_DEPOSITED, Requests::line, DepositOrder.Line::itemId, "; use amount for several copies");
        return new DepositOrder(body.read(ItemQuery.GAME), lines, externalId(body), body.flag("isInstant", true));
    }

    private static String externalId(Fields body) {
        return body.optionalText("externalId", 1, 128);
    }

    private static <L> List<L> lines(
            Fields body, int most, Function<Fields, L> read, Function<L, String> itemId, String whenTwice) {
        List<Fields> items = body.objects("items");
        if (items.isEmpty()) {
            throw new Refusal(ErrorRow.MISSING_ITEMS, "items is empty; name at least one item");
        }
        if (items.size() > most) {
            throw new Refusal(
                    ErrorRow.TOO_MANY_ITEMS,
                    "items has " + items.size() + " elements; at most " + most + " are allowed");
        }
        List<L> lines = new ArrayList<>(items.size());
        Map<String, Integer> positions = new HashMap<>();
        for (Fields item : items) {
            L line = read.apply(item);
            String id = itemId.apply(line);
            Integer earlier = positions.put(id, lines.size());
            if (earlier != null) {
                throw new Refusal(
                                HttpError.INVALID_FIELD,
                                "items[" + earlier + "] and items[" + lines.size() + "] name the same itemId '"
                                        + Quoted.text(id) + "'" + whenTwice)
                        .about(Refusal.Subject.item(lines.size(), id));
            }
            lines.add(line);
        }
        return lines;
    }

    /** The body of {@code POST /client/trading/withdraw} (A4.7). */
    static WithdrawalOrder withdrawal(Fields body) {
        List<WithdrawalOrder.Line> lines =
                lines(body, MOST_WITHDRAWN, Requests::listing, WithdrawalOrder.Line::itemId, "; a listing is one skin");
        return new WithdrawalOrder(body.read(ItemQuery.GAME), lines, externalId(body));
    }

    private static WithdrawalOrder.Line listing(Fields item) {
        String itemId = item.text("itemId", 5, 256);
        int market = item.required(Parameters.number("market", 0, Integer.MAX_VALUE, ""));
        Fields offer = item.object("offer");
        Usd price = price(offer);
        if (price.compareTo(HIGHEST_PRICE) > 0) {
            throw offer.wrong("price", "at most " + HIGHEST_PRICE);
        }
        return new WithdrawalOrder.Line(itemId, market, price, offer.text("reference", 1, 256));
    }

    /** The body of {@code POST /secure/check-tradeurl} (A4.9): a URL of any form, for malformed is an outcome. */
    static TradeUrl tradeUrl(Fields body) {
        return new TradeUrl(body.text("tradeurl", "a text"), body.flag("forceRefresh", false));
    }

    record TradeUrl(String tradeUrl, boolean refresh) {}

    private static DepositOrder.Line line(Fields item) {
        String itemId = item.text("itemId", 5, 256);
        int amount = item.read(AMOUNT);
        Fields offer = item.optionalObject("offer");
        return offer == null
                ? new DepositOrder.Line(itemId, null, null, amount)
                : new DepositOrder.Line(itemId, price(offer), offer.text("reference", 1, 256), amount);
    }

    private static Usd price(Fields offer) {
        BigDecimal price = offer.number("price", PRICE);
        if (price.signum() <= 0) {
            throw offer.wrong("price", PRICE);
        }
        try {
            return Usd.of(price);
        } catch (IllegalArgumentException e) {
            throw offer.wrong("price", PRICE);
        }
    }
}
