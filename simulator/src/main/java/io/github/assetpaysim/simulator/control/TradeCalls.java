package io.github.assetpaysim.simulator.control;

import io.github.assetpaysim.simulator.callback.Delivery;
import io.github.assetpaysim.simulator.callback.NoCallbackUrl;
import io.github.assetpaysim.simulator.callback.transport.CallbackUrl;
import io.github.assetpaysim.simulator.http.Body;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.http.Query;
import io.github.assetpaysim.simulator.merchant.ControlEvent;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.setting.Parameters;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.trade.IllegalTransition;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.Trade;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The part of the control API about trades and their callbacks. */
final class TradeCalls {
    static final Setting<String> TRADE_ID = Parameters.text("tradeId", "a trade's id", text -> true);
    static final Setting<Boolean> DETAILS = Parameters.flag("details", "");
    private static final Setting<Integer> LIMIT =
            Parameters.number("limit", 1, 1_000_000, "").defaultsTo(1_000_000);
    private static final Setting<String> TO =
            Parameters.text("to", MerchantSettings.CALLBACK_URL.allowed(), text -> true);
    private static final Setting<String> EXTERNAL_ID = Parameters.text("externalId", "text", text -> true);
    private static final Setting<ControlEvent> EVENT = Setting.of(
            "event",
            "one of " + ControlEvent.spelled(List.of(ControlEvent.values())),
            "",
            text -> ControlEvent.of(text).orElseThrow(IllegalArgumentException::new),
            ControlEvent::toString);

    private TradeCalls() {}

    static JsonObject trades(Context ctx, Merchant merchant) {
        Query query = new Query(ctx).only(EXTERNAL_ID, LIMIT);
        String externalId = query.read(EXTERNAL_ID);
        int limit = query.read(LIMIT);
        List<Trade> trades = merchant.trades().all().stream()
                .filter(trade -> externalId == null || externalId.equals(trade.externalId()))
                .toList();
        return new JsonObject()
                .with("trades", Views.newest(trades, limit), trade -> Views.summary(trade, merchant))
                .with("dropped", merchant.trades().forgotten());
    }

    /** The trade that the path names. */
    static Trade trade(Context ctx, Merchant merchant) {
        return found(ctx, merchant, merchant.trades().find(ctx.pathParam("tradeId")));
    }

    static JsonObject event(Context ctx, Merchant merchant) {
        ControlEvent event = Body.json(ctx).refuseUnknown(Set.of("event")).required(EVENT);
        try {
            return Views.detail(
                    found(ctx, merchant, merchant.trades().trigger(ctx.pathParam("tradeId"), event)), merchant);
        } catch (IllegalTransition e) {
            throw new Refusal(Problems.Code.CONFLICT, event.whyNot(e.trade()));
        }
    }

    private static Trade found(Context ctx, Merchant merchant, Optional<Trade> trade) {
        return trade.orElseThrow(() -> ControlApi.noSuch(
                "trade", ctx.pathParam("tradeId"), merchant.trades().forgotten()));
    }

    static JsonObject callbacks(Context ctx, Merchant merchant) {
        Query query = new Query(ctx).only(TRADE_ID, DETAILS, LIMIT);
        return Views.callbacks(
                Views.newest(merchant.journal().list(query.read(TRADE_ID)), query.read(LIMIT)),
                merchant.journal().forgotten(),
                query.read(DETAILS));
    }

    static JsonObject callback(Context ctx, Merchant merchant) {
        return Views.detail(delivery(ctx, merchant));
    }

    /** The callback that the path names. */
    private static Delivery delivery(Context ctx, Merchant merchant) {
        return merchant.journal().find(ctx.pathParam("callbackId")).orElseThrow(() -> noCallback(ctx, merchant));
    }

    static CompletableFuture<JsonObject> resend(Context ctx, Merchant merchant) {
        CallbackUrl url = callbackUrl(Body.optionalJson(ctx).refuseUnknown(Set.of("to")));
        Delivery delivery = delivery(ctx, merchant);
        try {
            return merchant.dispatcher()
                    .resend(delivery.id(), url)
                    .orElseThrow(() -> noCallback(ctx, merchant))
                    .thenApply(attempt -> Views.attempt(delivery, attempt));
        } catch (NoCallbackUrl e) {
            throw new Refusal(Problems.Code.CONFLICT, e.getMessage());
        }
    }

    private static CallbackUrl callbackUrl(Fields body) {
        String to = body.read(TO);
        try {
            return to == null ? null : CallbackUrl.parse(to);
        } catch (IllegalArgumentException e) {
            // Not as any other member is refused: what it quotes may hold a password.
            throw body.wrong("to: " + e.getMessage());
        }
    }

    private static Refusal noCallback(Context ctx, Merchant merchant) {
        return ControlApi.noSuch(
                "callback", ctx.pathParam("callbackId"), merchant.journal().forgotten());
    }
}
