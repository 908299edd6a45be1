package io.github.assetpaysim.simulator.control;

import io.github.assetpaysim.simulator.catalog.Catalogue;
import io.github.assetpaysim.simulator.catalog.TestUser;
import io.github.assetpaysim.simulator.http.Body;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.http.HttpError;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.merchant.Users.UserState;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.SteamAccount;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The part of the control API about who the users are and what AssetPay pays them. */
final class Cast {
    private final Function<Context, Merchant> merchants;
    private final Catalogue catalogue;

    /** @param merchants finds the merchant that a request names */
    Cast(Function<Context, Merchant> merchants, Catalogue catalogue) {
        this.merchants = merchants;
        this.catalogue = catalogue;
    }

    /** @param merchant the path of one merchant */
    void addTo(RoutesConfig routes, String prefix, String merchant) {
        routes.get(prefix + "/test-users", Cast::testUsers);
        routes.get(merchant + "/users/{steamId}", ctx -> answer(ctx, merchants.apply(ctx), steamId(ctx)));
        routes.put(merchant + "/users/{steamId}", this::recast);
        routes.delete(merchant + "/users/{steamId}", this::putBack);
        routes.get(merchant + "/prices", ctx -> answerPrices(ctx, merchants.apply(ctx)));
        routes.post(merchant + "/prices", this::movePrices);
    }

    private record TestUserView(String steamId, String name, String does, ProfileMembers.View profile) {}

    private static void testUsers(Context ctx) {
        List<TestUserView> users = TestUser.all().stream()
                .map(user ->
                        new TestUserView(user.steamId(), user.name(), user.does(), ProfileMembers.view(user.profile())))
                .toList();
        ControlApi.answer(ctx, Map.of("testUsers", users));
    }

    private void recast(Context ctx) {
        Merchant merchant = merchants.apply(ctx);
        String steamId = steamId(ctx);
        merchant.users().recast(steamId, ProfileMembers.read(Body.json(ctx), catalogue));
        answer(ctx, merchant, steamId);
    }

    private void putBack(Context ctx) {
        merchants.apply(ctx).users().recast(steamId(ctx), null);
        ctx.status(204);
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

    /** @param collateral what may be advanced to him now */
    private record UserView(
            String steamId,
            ProfileMembers.View profile,
            List<Views.TradeSummary> openTrades,
            List<Reserved> reserved,
            Usd collateral) {}

    private record Reserved(String itemId, String marketHashName, String game, int amount, String tradeId) {}

    private void answer(Context ctx, Merchant merchant, String steamId) {
        UserState state = merchant.users().state(steamId);
        ControlApi.answer(
                ctx,
                new UserView(
                        steamId,
                        ProfileMembers.view(state.profile()),
                        state.open().stream()
                                .map(trade -> Views.summary(trade, merchant.dialect()))
                                .toList(),
                        state.open().stream()
                                .flatMap(trade -> trade.items().stream()
                                        .map(line -> new Reserved(
                                                line.item().id(),
                                                line.item().kind().marketHashName(),
                                                trade.game().appId(),
                                                line.amount(),
                                                trade.id())))
                                .toList(),
                        state.collateral()));
    }

    private void movePrices(Context ctx) {
        Merchant merchant = merchants.apply(ctx);
        Fields body = Body.json(ctx);
        body.refuseUnknown(Set.of("offers"));
        merchant.users().movePrices(PriceMembers.read(body, "offers", catalogue));
        answerPrices(ctx, merchant);
    }

    private static void answerPrices(Context ctx, Merchant merchant) {
        ControlApi.answer(
                ctx, Map.of("offers", PriceMembers.view(merchant.users().movedPrices())));
    }
}
