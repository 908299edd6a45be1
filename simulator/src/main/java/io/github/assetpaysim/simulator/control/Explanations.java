package io.github.assetpaysim.simulator.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.assetpaysim.simulator.dialect.UnreadableCallback;
import io.github.assetpaysim.simulator.http.Body;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.http.HttpError;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.merchant.Merchants;
import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.javalin.http.Context;
import java.util.Set;

/** The part of the control API that explains signatures. */
final class Explanations {
    /** Null members are written, so that every answer has the same ones. */
    private static final ObjectMapper WITH_NULLS =
            StrictJson.MAPPER.copy().setDefaultPropertyInclusion(JsonInclude.Include.ALWAYS);

    private Explanations() {}

    static JsonNode explain(Context ctx, Merchants merchants) {
        Fields body = Body.json(ctx).refuseUnknown(Set.of("secret", "merchant", "key", "body"));
        String secret = secret(body, merchants);
        String key = body.has("key") ? body.text("key", "a string") : null;
        String text = body.text("body", "the text of a callback or of a trade, as a string");
        try {
            return WITH_NULLS.valueToTree(merchants.dialect().explain(text, key, secret));
        } catch (UnreadableCallback e) {
            throw new Refusal(HttpError.INVALID_FIELD, "body: " + e.getMessage());
        }
    }

    private static String secret(Fields body, Merchants merchants) {
        if (body.has("secret") == body.has("merchant")) {
            throw new Refusal(
                    HttpError.INVALID_FIELD,
                    "give either secret, or merchant, the id of the one whose secret is meant");
        }
        if (body.has("merchant")) {
            String id = body.text("merchant", "the id of a merchant");
            return ControlApi.merchant(merchants, id).credentials().apiSecret();
        }
        try {
            return MerchantSettings.API_SECRET.read(body.text("secret", MerchantSettings.API_SECRET.allowed()));
        } catch (InvalidSetting e) {
            throw new Refusal(HttpError.INVALID_FIELD, e.message("secret"));
        }
    }
}
