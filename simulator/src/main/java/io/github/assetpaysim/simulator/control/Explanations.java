package io.github.assetpaysim.simulator.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.dialect.Explanation;
import io.github.assetpaysim.simulator.dialect.UnreadableCallback;
import io.github.assetpaysim.simulator.http.Body;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.http.HttpError;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.merchant.Merchants;
import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.javalin.http.Context;
import java.util.Set;

/** The part of the control API that explains signatures. */
final class Explanations {
    private final Merchants merchants;

    Explanations(Merchants merchants) {
        this.merchants = merchants;
    }

    void answer(Context ctx) {
        Fields body = Body.json(ctx);
        body.refuseUnknown(Set.of("secret", "merchant", "key", "body"));
        String secret = secret(body);
        String key = body.has("key") ? body.text("key", "a string") : null;
        String text = body.text("body", "the text of a callback or of a trade, as a string");
        try {
            ControlApi.answer(ctx, view(merchants.dialect().explainer().explain(text, key, secret)));
        } catch (UnreadableCallback e) {
            throw new Refusal(HttpError.INVALID_FIELD, "body: " + e.getMessage());
        }
    }

    private String secret(Fields body) {
        if (body.has("secret") == body.has("merchant")) {
            throw new Refusal(
                    HttpError.INVALID_FIELD,
                    "give either secret, or merchant, the id of the one whose secret is meant");
        }
        if (body.has("merchant")) {
            String id = body.text("merchant", "the id of a merchant");
            Merchant merchant = merchants
                    .find(id)
                    .orElseThrow(
                            () -> new Refusal(HttpError.NOT_FOUND, "there is no merchant '" + Fields.shown(id) + "'"));
            return merchant.credentials().apiSecret();
        }
        try {
            return MerchantSettings.API_SECRET.read(body.text("secret", MerchantSettings.API_SECRET.allowed()));
        } catch (InvalidSetting e) {
            throw new Refusal(HttpError.INVALID_FIELD, e.message("secret"));
        }
    }

    /** Null members are written, so that every answer has the same ones. */
    private static ObjectNode view(Explanation explanation) {
        ObjectNode view = StrictJson.MAPPER
                .createObjectNode()
                .put("verifies", explanation.verifies())
                .put("canonical", explanation.canonical())
                .put("expectedKey", explanation.expectedKey())
                .put("givenKey", explanation.givenKey());
        view.set("mistake", StrictJson.MAPPER.valueToTree(explanation.mistake()));
        view.set("notes", StrictJson.MAPPER.valueToTree(explanation.notes()));
        return view;
    }
}
