package io.github.assetpaysim.simulator.control;

import io.github.assetpaysim.simulator.callback.Attempt;
import io.github.assetpaysim.simulator.callback.NoCallbackUrl;
import io.github.assetpaysim.simulator.http.Body;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.http.Query;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The part of the control API about callbacks. */
final class Callbacks {
    private final Function<Context, Merchant> merchants;

    /** @param merchants finds the merchant that a request names */
    Callbacks(Function<Context, Merchant> merchants) {
        this.merchants = merchants;
    }

    /** @param merchant the path of one merchant */
    void addTo(RoutesConfig routes, String merchant) {
        routes.get(merchant + "/callbacks", this::callbacks);
        routes.get(merchant + "/callbacks/{callbackId}", this::callback);
        routes.post(merchant + "/callbacks/{callbackId}/resend", this::resend);
    }

    private void callbacks(Context ctx) {
        Merchant merchant = merchants.apply(ctx);
        Query query = new Query(ctx);
        query.refuseUnknown(Set.of("tradeId"));
        String tradeId = query.one("tradeId", null, "a trade's id", text -> text);
        ControlApi.answer(
                ctx,
                Views.callbacks(
                        merchant.journal().list(tradeId), merchant.journal().dropped()));
    }

    private void callback(Context ctx) {
        Merchant merchant = merchants.apply(ctx);
        ControlApi.answer(
                ctx,
                Views.detail(merchant.journal()
                        .find(ctx.pathParam("callbackId"))
                        .orElseThrow(() -> noCallback(ctx, merchant))));
    }

    private void resend(Context ctx) {
        Merchant merchant = merchants.apply(ctx);
        Fields body = Body.optionalJson(ctx);
        body.refuseUnknown(Set.of("to"));
        try {
            CompletableFuture<Attempt> attempt = merchant.courier()
                    .resend(ctx.pathParam("callbackId"), body.has("to") ? url(body) : null)
                    .orElseThrow(() -> noCallback(ctx, merchant));
            ctx.future(() -> attempt.thenAccept(done -> ControlApi.answer(ctx, Views.attempt(done))));
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
                "callback", ctx.pathParam("callbackId"), merchant.journal().dropped());
    }
}
