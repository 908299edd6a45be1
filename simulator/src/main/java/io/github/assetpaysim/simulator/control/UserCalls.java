package io.github.assetpaysim.simulator.control;

import io.github.assetpaysim.simulator.catalog.Catalogue;
import io.github.assetpaysim.simulator.catalog.TestUser;
import io.github.assetpaysim.simulator.http.Body;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.http.HttpError;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.merchant.Users.UserState;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.SteamAccount;
import io.github.assetpaysim.simulator.trade.Trade;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The part of the control API about who the users are and what AssetPay pays them. */
record UserCalls(Catalogue catalogue) {
    static JsonObject testUsers() {
        return new JsonObject().with("testUsers", TestUser.all(), UserCalls::view);
    }

    private static JsonObject view(TestUser user) {
        return new JsonObject()
                .with("steamId", user.steamId())
                .with("name", user.name())
                .with("does", user.does())
                .with("profile", ProfileMembers.view(user.profile()));
    }

    JsonObject setProfile(Context ctx, Merchant merchant) {
        merchant.users().setProfile(steamId(ctx), ProfileMembers.read(Body.json(ctx), catalogue));
        return user(ctx, merchant);
    }

    static Object putBack(Context ctx, Merchant merchant) {
        merchant.users().setProfile(steamId(ctx), null);
        return null;
    }

    private static String steamId(Context ctx) {
        String steamId = ctx.pathParam("steamId");
        if (!SteamAccount.isSteamId(steamId)) {
            throw new Refusal(
                    HttpError.INVALID_FIELD,
                    "the user in the path must be " + SteamAccount.STEAM_ID_FORM + ", not '" + steamId + "'");
        }
        return steamId;
    }

    private record Reserved(String itemId, String marketHashName, String game, int amount, String tradeId) {}

    static JsonObject user(Context ctx, Merchant merchant) {
        String steamId = steamId(ctx);
        UserState state = merchant.users().state(steamId);
        return new JsonObject()
                .with("steamId", steamId)
                .with("profile", ProfileMembers.view(state.profile()))
                .with("openTrades", state.open(), trade -> Views.summary(trade, merchant))
                .with(
                        "reserved",
                        state.open().stream().flatMap(UserCalls::reserved).toList())
                .with("collateral", state.collateral());
    }

    private static Stream<Reserved> reserved(Trade trade) {
        return trade.items().stream()
                .map(line -> new Reserved(
                        line.item().id(),
                        line.item().kind().marketHashName(),
                        trade.game().appId(),
                        line.amount(),
                        trade.id()));
    }

    Map<String, Object> movePrices(Context ctx, Merchant merchant) {
        Fields body = Body.json(ctx).refuseUnknown(Set.of("offers"));
        merchant.users().movePrices(PriceMembers.read(body, "offers", catalogue));
        return prices(merchant);
    }

    static Map<String, Object> prices(Merchant merchant) {
        return Map.of("offers", PriceMembers.view(merchant.users().movedPrices()));
    }
}
