package io.github.assetpaysim.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.http.UncheckedToken;
import io.github.assetpaysim.simulator.traffic.Content;
import io.github.assetpaysim.simulator.traffic.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the control API tells about requests to the API; read out of what was kept when somebody asks, and masked. */
final class RequestViews {
    private RequestViews() {}

    static JsonObject view(Exchange exchange) {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.headers().forEach((name, values) -> headers.put(name, Masks.header(name, String.join(", ", values))));
        JsonObject view = new JsonObject()
                .with("id", exchange.id())
                .with("at", exchange.at())
                .with("durationMillis", tenths(exchange.took()))
                .with("method", exchange.method())
                .with("path", exchange.path())
                .with("query", exchange.query() == null ? null : Masks.query(exchange.query()))
                .with("headers", headers)
                .with("token", token(exchange).map(RequestViews::claims).orElse(null));
        return withBody(view, exchange.body())
                .with("status", exchange.status() == 0 ? null : exchange.status())
                .with("faults", exchange.faults().isEmpty() ? null : exchange.faults())
                .with("error", exchange.error())
                .with("hint", exchange.hint().apply(exchange))
                .with("steamId", steamId(exchange))
                .with(
                        "answer",
                        withBody(new JsonObject().with("headers", exchange.answerHeaders()), exchange.answerBody()));
    }

    private static JsonObject claims(UncheckedToken token) {
        return new JsonObject().with("steamID", token.steamId()).with("exp", token.expiresAt());
    }

    private static JsonObject withBody(JsonObject view, Content body) {
        String text = body.bytes().length == 0 ? null : new String(body.bytes(), StandardCharsets.UTF_8);
        return view.with("body", text == null ? null : Masks.body(text))
                .with("truncated", body.truncated() ? true : null);
    }

    private static double tenths(Duration duration) {
        return Math.round(duration.toNanos() / 100_000.0) / 10.0;
    }

    private static Optional<UncheckedToken> token(Exchange exchange) {
        return exchange.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Authorization"))
                .findFirst()
                .flatMap(header -> UncheckedToken.in(header.getValue().get(0)));
    }

    /** The user a request was for: as it turned out, or as the request says. */
    static String steamId(Exchange exchange) {
        if (exchange.steamId() != null) {
            return exchange.steamId();
        }
        return token(exchange)
                .map(UncheckedToken::steamId)
                .orElseGet(() -> body(exchange).path("clientSteamId").textValue());
    }

    static String externalId(Exchange exchange) {
        return body(exchange).path("externalId").textValue();
    }

    private static JsonNode body(Exchange exchange) {
        try {
            return StrictJson.MAPPER.readTree(exchange.body().bytes());
        } catch (IOException | NumberFormatException e) {
            return MissingNode.getInstance();
        }
    }
}
