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
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the control API tells about requests to the API; read out of what was kept when somebody asks, and masked. */
final class RequestViews {
    private RequestViews() {}

    /**
     * @param truncated true when the body was longer, otherwise absent
     * @param status absent when a fault let there be no answer
     * @param faults the names of those that struck it
     * @param token what the client token says, unchecked
     */
    record RequestView(
            String id,
            Instant at,
            double durationMillis,
            String method,
            String path,
            String query,
            Map<String, String> headers,
            TokenView token,
            String body,
            Boolean truncated,
            Integer status,
            List<String> faults,
            Exchange.Error error,
            String hint,
            String steamId,
            AnswerView answer) {}

    record TokenView(String steamID, Instant exp) {}

    record AnswerView(Map<String, String> headers, String body, Boolean truncated) {}

    /** @param dropped how many older requests have been forgotten */
    record Requests(List<RequestView> requests, int dropped) {}

    /** @param dropped how many older requests have been forgotten, and are not counted */
    record Count(int count, int dropped) {}

    static RequestView view(Exchange exchange) {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.headers()
                .all()
                .forEach((name, values) -> headers.put(name, Masks.header(name, String.join(", ", values))));
        return new RequestView(
                exchange.id(),
                exchange.at(),
                tenths(exchange.took()),
                exchange.method(),
                exchange.path(),
                exchange.query() == null ? null : Masks.query(exchange.query()),
                headers,
                token(exchange)
                        .map(token -> new TokenView(token.steamId(), token.expiresAt()))
                        .orElse(null),
                text(exchange.body()),
                exchange.body().truncated() ? true : null,
                exchange.status() == 0 ? null : exchange.status(),
                exchange.faults().isEmpty() ? null : exchange.faults(),
                exchange.error(),
                exchange.hint().apply(exchange),
                steamId(exchange),
                new AnswerView(
                        exchange.answerHeaders(),
                        text(exchange.answerBody()),
                        exchange.answerBody().truncated() ? true : null));
    }

    private static double tenths(Duration duration) {
        return Math.round(duration.toNanos() / 100_000.0) / 10.0;
    }

    private static String text(Content content) {
        return content.bytes().length == 0 ? null : Masks.body(new String(content.bytes(), StandardCharsets.UTF_8));
    }

    private static Optional<UncheckedToken> token(Exchange exchange) {
        return exchange.headers().all().entrySet().stream()
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
