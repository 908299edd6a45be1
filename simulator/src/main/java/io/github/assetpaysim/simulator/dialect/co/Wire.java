package io.github.assetpaysim.simulator.dialect.co;

import com.fasterxml.jackson.databind.util.RawValue;
import io.github.assetpaysim.simulator.catalog.CatalogItem;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.catalog.Offer;
import io.github.assetpaysim.simulator.catalog.Supply;
import io.github.assetpaysim.simulator.merchant.Market;
import io.github.assetpaysim.simulator.merchant.TradeUrlCheck;
import io.github.assetpaysim.simulator.merchant.Users.InventoryPage;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.setting.Assumptions;
import io.github.assetpaysim.simulator.setting.Values;
import io.github.assetpaysim.simulator.trade.Stage;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeItem;
import io.github.assetpaysim.simulator.trade.TradeKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the dialect's answers and callbacks look like; the components of the records are the members' names (A5). */
final class Wire {
    private static final int CONTEXT_ID = 2;

    private Wire() {}

    record Success(String requestId, boolean success, Object data) {}

    record Token(String token) {}

    record Inventory(RawValue inventory, int count, Instant updatedAt, Usd collateral) {}

    record MarketItems(RawValue items, int count) {}

    record Trades(List<TradeObject> trades, int count) {}

    /** Of unproven shape (open question 35). */
    record Suggestion(
            String id, String marketHashName, String iconUrl, String rarity, String rarityColor, String itemType) {}

    /**
     * @param accepted only in the inventory, where it is always written
     * @param market only on the market and in withdrawals
     * @param purchaseStatus only in withdrawals; the trade's status (open question 37)
     */
    record ItemObject(
            String id,
            String name,
            String marketHashName,
            String type,
            String iconUrl,
            boolean tradable,
            Boolean accepted,
            Usd marketPrice,
            OfferObject offer,
            String exterior,
            String wear,
            String rarity,
            String color,
            Integer paintSeed,
            List<Sticker> stickers,
            Integer amount,
            int appid,
            int contextid,
            Integer market,
            Status purchaseStatus) {}

    /**
     * @param maxAmount only in the inventory
     * @param delivery only on the market
     */
    record OfferObject(Usd price, String reference, Integer maxAmount, String delivery) {}

    record Sticker(String name, int slot, double wear, String iconUrl) {}

    record TradeObject(
            String id,
            String type,
            Status status,
            String game,
            String externalId,
            String externalClientUserId,
            String merchantId,
            String clientUserId,
            String clientSteamID,
            String clientTradeUrl,
            List<ItemObject> items,
            Usd totalPrice,
            Usd preCredit,
            Usd pendingCredit,
            Boolean isInstant,
            Instant holdEndDate,
            Instant createdAt,
            Instant updatedAt) {}

    static Inventory of(InventoryPage page, RenderedPages pages) {
        return new Inventory(pages.of(page.items()), page.count(), page.updatedAt(), page.collateral());
    }

    static MarketItems of(Market.Page page, RenderedPages pages) {
        return new MarketItems(pages.of(page.items()), page.count());
    }

    static List<ItemObject> of(List<Item> items) {
        return items.stream().map(Wire::of).toList();
    }

    private static ItemObject of(Item item) {
        Offer offer = item.offer();
        if (item.supply() != null) {
            String delivery = delivery(item.supply().delivery());
            return of(item, null, new OfferObject(offer.price(), offer.reference(), null, delivery), 1, null);
        }
        return of(
                item,
                item.accepted(),
                offer == null ? null : new OfferObject(offer.price(), offer.reference(), offer.maxAmount(), null),
                item.amount(),
                null);
    }

    static String delivery(Supply.Delivery delivery) {
        return delivery.name().toLowerCase(Locale.ROOT);
    }

    private static ItemObject of(TradeItem line, Status purchase) {
        OfferObject offer = new OfferObject(line.offer().price(), line.offer().reference(), null, null);
        return of(line.item(), null, offer, line.amount(), line.item().supply() == null ? null : purchase);
    }

    private static ItemObject of(Item item, Boolean accepted, OfferObject offer, int amount, Status purchase) {
        CatalogItem kind = item.kind();
        return new ItemObject(
                item.id(),
                kind.name(),
                kind.marketHashName(),
                kind.type(),
                kind.iconUrl(),
                item.tradable(),
                accepted,
                kind.marketPrice(),
                offer,
                kind.exterior(),
                item.wear(),
                kind.rarity(),
                kind.color(),
                item.paintSeed(),
                stickers(item),
                kind.game() == Game.RUST ? amount : null,
                Integer.parseInt(kind.game().appId()),
                CONTEXT_ID,
                item.supply() == null ? null : item.supply().market(),
                purchase);
    }

    static TradeObject of(Trade trade, Values assumptions) {
        boolean credit = showsCredit(trade, assumptions);
        return new TradeObject(
                trade.id(),
                type(trade.kind()),
                Status.of(trade, assumptions),
                trade.game().appId(),
                trade.externalId(),
                trade.client().clientId(),
                trade.merchantId(),
                trade.client().userId(),
                trade.client().steamId(),
                trade.client().tradeUrl(),
                trade.items().stream()
                        .map(line -> of(line, Status.of(trade, assumptions)))
                        .toList(),
                trade.totalPrice(),
                credit ? trade.split().preCredit() : null,
                credit ? trade.split().pendingCredit() : null,
                trade.kind() == TradeKind.DEPOSIT ? trade.instant() : null,
                trade.holdEndsAt(),
                trade.createdAt(),
                trade.updatedAt());
    }

    private static String type(TradeKind kind) {
        return kind == TradeKind.DEPOSIT ? "DEPOSIT" : "WITHDRAW";
    }

    /** The kind of that name, or null. */
    static TradeKind kind(String type) {
        return Arrays.stream(TradeKind.values())
                .filter(kind -> type(kind).equals(type))
                .findFirst()
                .orElse(null);
    }

    /**
     * @param steamid in small letters here (A4.9)
     * @param canTrade only when somebody was found
     * @param reason only when he cannot trade
     */
    record TradeUrl(int state, String message, String steamid, Boolean canTrade, Reason reason) {}

    record Reason(int escrowDays, boolean probation) {}

    static TradeUrl of(TradeUrlCheck check) {
        int state = switch (check.state()) {
            case NORMAL -> 1;
            case CS2_BANNED -> 2;
            case RUST_BANNED -> 3;
            case BANNED -> 4;
            case INVENTORY_PRIVATE -> 5;
            case INVALID -> 6;
            case USER_NOT_FOUND -> 7;
            case UNKNOWN_ERROR -> 8;
        };
        Boolean canTrade = check.state().judged() ? check.canTrade() : null;
        Reason reason = Boolean.FALSE.equals(canTrade) ? new Reason(check.escrowDays(), check.probation()) : null;
        return new TradeUrl(state, check.message(), check.steamId(), canTrade, reason);
    }

    /**
     * Of unproven shape (open question 34).
     *
     * @param withdraw what the cheapest listing costs: by delivery for CS2, a number for Rust
     */
    record Price(String marketHashName, boolean accepted, Usd deposit, Object withdraw) {}

    record Withdraw(Usd standard, Usd instant) {}

    static Price of(Market.KindPrices prices) {
        Usd normal = prices.normal();
        Usd auto = prices.auto();
        Usd least = normal == null ? auto : auto == null ? normal : normal.min(auto);
        return new Price(
                prices.kind().marketHashName(),
                prices.paid() != null,
                prices.paid(),
                prices.kind().game() == Game.CS2 ? new Withdraw(normal, auto) : least);
    }

    static Suggestion of(CatalogItem kind) {
        return new Suggestion(
                kind.marketHashName(), kind.marketHashName(), kind.iconUrl(), kind.rarity(), kind.color(), kind.type());
    }

    /** From the hold on, and kept; a game without a hold shows it at the end, unless assumed otherwise (A8). */
    private static boolean showsCredit(Trade trade, Values assumptions) {
        if (trade.kind() != TradeKind.DEPOSIT) {
            return false;
        }
        return trade.game().protectsTrades()
                ? trade.holdEndsAt() != null
                : trade.stage() == Stage.COMPLETED && assumptions.get(Assumptions.RUST_CREDIT);
    }

    private static List<Sticker> stickers(Item item) {
        if (item.kind().game() != Game.CS2) {
            return null;
        }
        return item.stickers().stream()
                .map(sticker -> new Sticker(sticker.name(), sticker.slot(), sticker.wear(), sticker.iconUrl()))
                .toList();
    }
}
