package io.github.assetpaysim.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.http.Body;
import io.github.assetpaysim.simulator.http.Fields;
import io.github.assetpaysim.simulator.merchant.ApiKey;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.merchant.Merchants;
import io.github.assetpaysim.simulator.merchant.Merchants.TakenCredential;
import io.github.assetpaysim.simulator.setting.InvalidSetting;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The part of the control API about the keys that open AssetPay's API for a merchant. */
record KeyCalls(Merchants merchants) {

    JsonObject keys(Context ctx, Merchant merchant) {
        return new JsonObject().with("keys", merchants.keys(merchant), key -> view(key, SettingMembers.MASK));
    }

    JsonObject add(Context ctx, Merchant merchant) {
        Fields body = Body.json(ctx).refuseUnknown(Set.of("key", "scopes"));
        try {
            ApiKey added = merchants
                    .addKey(merchant, text(body), scopes(body))
                    .orElseThrow(() -> ControlApi.noSuch("merchant", merchant.id(), 0));
            ctx.status(201);
            return view(added, added.text());
        } catch (TakenCredential e) {
            throw new Refusal(Problems.Code.CONFLICT, e.getMessage());
        }
    }

    /** The key that is asked for, or null. */
    private static String text(Fields body) {
        if (!body.has("key")) {
            return null;
        }
        try {
            return MerchantSettings.API_KEY.read(body.text("key", MerchantSettings.API_KEY.allowed()));
        } catch (InvalidSetting e) {
            throw body.wrong(e.message("key"));
        }
    }

    private Set<String> scopes(Fields body) {
        Set<String> known = new TreeSet<>(merchants.scopes());
        if (!body.has("scopes")) {
            return known;
        }
        JsonNode asked = body.node().get("scopes");
        List<String> texts = asked.valueStream().map(JsonNode::textValue).toList();
        if (!asked.isArray() || !texts.stream().allMatch(each -> each != null && known.contains(each))) {
            throw body.wrong("scopes", "an array of scopes; known are " + String.join(", ", known));
        }
        return texts.stream().collect(Collectors.toSet());
    }

    Object revoke(Context ctx, Merchant merchant) {
        String id = ctx.pathParam("keyId");
        if (!merchants.revokeKey(merchant, id)) {
            throw ControlApi.noSuch("key", id, 0);
        }
        return null;
    }

    private static JsonObject view(ApiKey key, String text) {
        return new JsonObject()
                .with("id", key.id())
                .with("key", text)
                .with("scopes", List.copyOf(new TreeSet<>(key.scopes())))
                .with("revoked", key.revoked());
    }
}
