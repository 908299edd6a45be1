package io.github.assetpaysim.simulator.dialect.co;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.assetpaysim.simulator.http.Body;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.http.UncheckedToken;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.merchant.Merchants;
import io.github.assetpaysim.simulator.trade.Refusal;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A refused request as {@link CoHints} look at it. Nothing in it is trusted. */
final class RefusedRequest {
    private final Context ctx;
    private final Refusal refusal;
    private final Named named;
    private final JsonNode json;

    RefusedRequest(Context ctx, Refusal refusal, Merchants merchants) {
        this.ctx = ctx;
        this.refusal = refusal;
        this.named = new Named(ctx, merchants);
        this.json = json(Body.bytes(ctx));
    }

    static JsonNode json(byte[] body) {
        try {
            return StrictJson.MAPPER.readTree(body);
        } catch (IOException | NumberFormatException e) {
            return MissingNode.getInstance();
        }
    }

    /** The row of the error table; or the matter of HTTP that shares a row with others, but not its status. */
    Refusal.Code code() {
        CoError row = CoError.of(refusal.code());
        return CoError.status(refusal.code()) == row.http ? row : refusal.code();
    }

    String message() {
        return refusal.getMessage();
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

    /** The elements of {@code items}. */
    List<JsonNode> lines() {
        return lines(json);
    }

    static List<JsonNode> lines(JsonNode body) {
        JsonNode items = body.path("items");
        return items.isArray()
                ? StreamSupport.stream(items.spliterator(), false).toList()
                : List.of();
    }

    Optional<Merchant> merchant() {
        return named.merchant();
    }

    /** The user that the client token names; empty when there is none. */
    String steamId() {
        return UncheckedToken.in(named.authorization())
                .map(UncheckedToken::steamId)
                .orElse("");
    }
}
