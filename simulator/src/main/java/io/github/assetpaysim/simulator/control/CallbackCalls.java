package io.github.assetpaysim.simulator.control;

import io.github.assetpaysim.simulator.callback.NoCallbackUrl;
import io.github.assetpaysim.simulator.http.Body;
import io.github.assetpaysim.simulator.http.Query;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.setting.Parameters;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.javalin.http.Context;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The part of the control API about callbacks. */
final class CallbackCalls {
    static final Setting<String> TRADE_ID = Parameters.text("tradeId", "a trade's id", text -> true);
    private static final Setting<URI> TO = Setting.of(
            "to", MerchantSettings.CALLBACK_URL.allowed(), "", MerchantSettings.CALLBACK_URL::read, URI::toString);

    private CallbackCalls() {}

    static JsonObject callbacks(Context ctx, Merchant merchant) {
        String tradeId = new Query(ctx).only(TRADE_ID).read(TRADE_ID);
        return Views.callbacks(
                merchant.journal().list(tradeId), merchant.journal().forgotten());
    }

    static JsonObject callback(Context ctx, Merchant merchant) {
        return Views.detail(
                merchant.journal().find(ctx.pathParam("callbackId")).orElseThrow(() -> noCallback(ctx, merchant)));
    }

    static CompletableFuture<JsonObject> resend(Context ctx, Merchant merchant) {
        URI url = Body.optionalJson(ctx).refuseUnknown(Set.of("to")).read(TO);
        try {
            return merchant.dispatcher()
                    .resend(ctx.pathParam("callbackId"), url)
                    .orElseThrow(() -> noCallback(ctx, merchant))
                    .thenApply(Views::attempt);
        } catch (NoCallbackUrl e) {
            throw new Refusal(Problems.Code.CONFLICT, e.getMessage());
        }
    }

    private static Refusal noCallback(Context ctx, Merchant merchant) {
        return ControlApi.noSuch(
                "callback", ctx.pathParam("callbackId"), merchant.journal().forgotten());
    }
}
