package io.github.assetpaysim.simulator.dialect.co;

import com.fasterxml.jackson.databind.util.RawValue;
import io.github.assetpaysim.simulator.catalog.CatalogItem;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.catalog.Offer;
import io.github.assetpaysim.simulator.merchant.Users.InventoryPage;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.setting.Assumptions;
import io.github.assetpaysim.simulator.setting.Values;
import io.github.assetpaysim.simulator.trade.Stage;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeItem;
import io.github.assetpaysim.simulator.trade.TradeKind;
import java.time.Instant;
import java.util.List;

/** What the dialect's answers and callbacks look like; the components of the records are the members' names (A5). */
final class Wire {
    private static final int CONTEXT_ID = 2;

    private Wire() {}

    record Success(String requestId, boolean success, Object data) {}

    record Token(String token) {}

    record Inventory(RawValue inventory, int count, Instant updatedAt, Usd collateral) {}

    /** @param accepted only in the inventory, where it is always written */
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
            int contextid) {}

    /** @param maxAmount only in the inventory */
    record OfferObject(Usd price, String reference, Integer maxAmount) {}

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
            boolean isInstant,
            Instant holdEndDate,
            Instant createdAt,
            Instant updatedAt) {}

    static Inventory of(InventoryPage page, RenderedPages pages) {
        return new Inventory(pages.of(page.items()), page.count(), page.updatedAt(), page.collateral());
    }

    static List<ItemObject> of(List<Item> items) {
        return items.stream().map(Wire::of).toList();
    }

    private static ItemObject of(Item item) {
        Offer offer = item.offer();
        return of(
                item,
                item.accepted(),
                offer == null ? null : new OfferObject(offer.price(), offer.reference(), offer.maxAmount()),
                item.amount());
    }

    private static ItemObject of(TradeItem line) {
        return of(
                line.item(),
                null,
                new OfferObject(line.offer().price(), line.offer().reference(), null),
                line.amount());
    }

    private static ItemObject of(Item item, Boolean accepted, OfferObject offer, int amount) {
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
                CONTEXT_ID);
    }

    static TradeObject of(Trade trade, Values assumptions) {
        boolean credit = showsCredit(trade, assumptions);
        return new TradeObject(
                trade.id(),
                trade.kind() == TradeKind.DEPOSIT ? "DEPOSIT" : "WITHDRAW",
                Status.of(trade),
                trade.game().appId(),
                trade.externalId(),
                trade.client().clientId(),
                trade.merchantId(),
                trade.client().userId(),
                trade.client().steamId(),
                trade.client().tradeUrl(),
                trade.items().stream().map(Wire::of).toList(),
                trade.totalPrice(),
                credit ? trade.split().preCredit() : null,
                credit ? trade.split().pendingCredit() : null,
                trade.instant(),
                trade.holdEndsAt(),
                trade.createdAt(),
                trade.updatedAt());
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
