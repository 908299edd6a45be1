package io.github.assetpaysim.simulator.control;

import io.github.assetpaysim.simulator.callback.NoCallbackUrl;
import io.github.assetpaysim.simulator.http.Body;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.http.Query;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.javalin.http.Context;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The part of the control API about callbacks. */
final class CallbackCalls {
    private CallbackCalls() {}

    static JsonObject callbacks(Context ctx, Merchant merchant) {
        Query query = new Query(ctx);
        query.refuseUnknown(Set.of("tradeId"));
        String tradeId = query.one("tradeId", null, "a trade's id", text -> text);
        return Views.callbacks(
                merchant.journal().list(tradeId), merchant.journal().forgotten());
    }

    static JsonObject callback(Context ctx, Merchant merchant) {
        return Views.detail(
                merchant.journal().find(ctx.pathParam("callbackId")).orElseThrow(() -> noCallback(ctx, merchant)));
    }

    static CompletableFuture<JsonObject> resend(Context ctx, Merchant merchant) {
        Fields body = Body.optionalJson(ctx);
        body.refuseUnknown(Set.of("to"));
        try {
            return merchant.dispatcher()
                    .resend(ctx.pathParam("callbackId"), body.has("to") ? url(body) : null)
                    .orElseThrow(() -> noCallback(ctx, merchant))
                    .thenApply(Views::attempt);
        } catch (NoCallbackUrl e) {
            throw new Refusal(Problems.Code.CONFLICT, e.getMessage());
        }
    }

    private static URI url(Fields body) {
        String expected = MerchantSettings.CALLBACK_URL.allowed();
        String text = body.text("to", expected);
        try {
            return MerchantSettings.CALLBACK_URL.read(text);
        } catch (InvalidSetting e) {
            throw body.wrong("to", expected);
        }
    }

    private static Refusal noCallback(Context ctx, Merchant merchant) {
        return ControlApi.noSuch(
                "callback", ctx.pathParam("callbackId"), merchant.journal().forgotten());
    }
}
