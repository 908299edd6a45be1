package io.github.assetpaysim.simulator.dialect.co.hint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.endpoint.Named;
import io.github.assetpaysim.simulator.http.Body;
import io.github.assetpaysim.simulator.merchant.Merchants;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.javalin.http.Context;
import java.util.Locale;
import java.util.Map;

/** A refused request as {@link CoHints} look at it. Nothing in it is trusted. */
public final class RefusedRequest {
    private final Context ctx;
    private final Refusal refusal;
    private final Named named;
    private final JsonNode json;
    private final Map<String, String> known;

    /** @param known the paths that there are, each with its method */
    public RefusedRequest(Context ctx, Refusal refusal, Merchants merchants, Map<String, String> known) {
        this.ctx = ctx;
        this.refusal = refusal;
        this.named = new Named(ctx, merchants);
        this.json = Members.json(Body.bytes(ctx));
        this.known = known;
    }

    Refusal refusal() {
        return refusal;
    }

    /** The paths that there are, each with its method. */
    Map<String, String> known() {
        return known;
    }

    String method() {
        return ctx.method().name();
    }

    String path() {
        return ctx.path();
    }

    /** A header's value, empty when it is missing. */
    String header(String name) {
        String value = ctx.header(name);
        return value == null ? "" : value.trim();
    }

    /** The host that the client thinks it speaks to, without port and in small letters. */
    String host() {
        return header("Host").toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", "");
    }

    Named named() {
        return named;
    }

    boolean hasBody() {
        return Body.bytes(ctx).length > 0;
    }

    /** The body; a missing node when it is not JSON. */
    JsonNode body() {
        return json;
    }
}
