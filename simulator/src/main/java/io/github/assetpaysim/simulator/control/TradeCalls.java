package io.github.assetpaysim.simulator.control;

import io.github.assetpaysim.simulator.http.Body;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.http.Query;
import io.github.assetpaysim.simulator.merchant.ControlEvent;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.trade.IllegalTransition;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.github.assetpaysim.simulator.trade.Trade;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;

/** The part of the control API about trades. */
final class TradeCalls {
    private TradeCalls() {}

    static JsonObject trades(Context ctx, Merchant merchant) {
        Query query = new Query(ctx);
        query.refuseUnknown(Set.of("externalId"));
        String externalId = query.one("externalId", null, "text", text -> text);
        List<Trade> trades = merchant.trades().all().stream()
                .filter(trade -> externalId == null || externalId.equals(trade.externalId()))
                .toList();
        return new JsonObject()
                .with("trades", trades, trade -> Views.summary(trade, merchant.dialect()))
                .with("dropped", merchant.trades().forgotten());
    }

    static JsonObject trade(Context ctx, Merchant merchant) {
        Trade trade = merchant.trades().find(ctx.pathParam("tradeId")).orElseThrow(() -> noTrade(ctx, merchant));
        return Views.detail(trade, merchant);
    }

    static JsonObject event(Context ctx, Merchant merchant) {
        Fields body = Body.json(ctx);
        body.refuseUnknown(Set.of("event"));
        String expected = "one of " + ControlEvent.spelled(List.of(ControlEvent.values()));
        ControlEvent event =
                ControlEvent.of(body.text("event", expected)).orElseThrow(() -> body.wrong("event", expected));
        try {
            Trade trade = merchant.trades()
                    .trigger(ctx.pathParam("tradeId"), event)
                    .orElseThrow(() -> noTrade(ctx, merchant));
            return Views.detail(trade, merchant);
        } catch (IllegalTransition e) {
            throw new Refusal(Problems.Code.CONFLICT, event.whyNot(e.trade()));
        }
    }

    static Refusal noTrade(Context ctx, Merchant merchant) {
        return ControlApi.noSuch(
                "trade", ctx.pathParam("tradeId"), merchant.trades().forgotten());
    }
}
