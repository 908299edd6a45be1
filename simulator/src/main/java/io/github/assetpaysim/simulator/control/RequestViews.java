package io.github.assetpaysim.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.http.UncheckedToken;
import io.github.assetpaysim.simulator.requestlog.Content;
import io.github.assetpaysim.simulator.requestlog.RecordedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the control API tells about requests to the API; read out of what was kept when somebody asks, and masked. */
final class RequestViews {
    private RequestViews() {}

    static JsonObject view(RecordedRequest recorded) {
        Map<String, String> headers = new LinkedHashMap<>();
        recorded.headers()
                .forEach((name, values) -> headers.put(name, SecretRedactor.header(name, String.join(", ", values))));
        JsonObject view = heading(recorded)
                .with("headers", headers)
                .with("token", token(recorded).map(RequestViews::claims).orElse(null));
        return withOutcome(withBody(view, recorded.body()), recorded)
                .with(
                        "answer",
                        withBody(new JsonObject().with("headers", recorded.answerHeaders()), recorded.answerBody()));
    }

    /** What a list of many needs to show of it. */
    static JsonObject summary(RecordedRequest recorded) {
        return withOutcome(heading(recorded), recorded);
    }

    private static JsonObject heading(RecordedRequest recorded) {
        return new JsonObject()
                .with("id", recorded.id())
                .with("at", recorded.at())
                .with("durationMillis", Views.tenths(recorded.took()))
                .with("method", recorded.method())
                .with("path", recorded.path())
                .with("query", recorded.query() == null ? null : SecretRedactor.query(recorded.query()));
    }

    private static JsonObject withOutcome(JsonObject view, RecordedRequest recorded) {
        return view.with("status", recorded.status() == 0 ? null : recorded.status())
                .with("faults", recorded.faults().isEmpty() ? null : recorded.faults())
                .with("error", recorded.error())
                .with("hint", recorded.hint().apply(recorded))
                .with("steamId", steamId(recorded));
    }

    private static JsonObject claims(UncheckedToken token) {
        return new JsonObject().with("steamID", token.steamId()).with("exp", token.expiresAt());
    }

    private static JsonObject withBody(JsonObject view, Content body) {
        String text = body.bytes().length == 0 ? null : new String(body.bytes(), StandardCharsets.UTF_8);
        return view.with("body", text == null ? null : SecretRedactor.body(text))
                .with("truncated", body.truncated() ? true : null);
    }

    private static Optional<UncheckedToken> token(RecordedRequest recorded) {
        return recorded.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Authorization"))
                .findFirst()
                .flatMap(header -> UncheckedToken.in(header.getValue().get(0)));
    }

    /** The user a request was for: as it turned out, or as the request says. */
    static String steamId(RecordedRequest recorded) {
        if (recorded.steamId() != null) {
            return recorded.steamId();
        }
        return token(recorded)
                .map(UncheckedToken::steamId)
                .orElseGet(() -> body(recorded).path("clientSteamId").textValue());
    }

    static String externalId(RecordedRequest recorded) {
        return body(recorded).path("externalId").textValue();
    }

    private static JsonNode body(RecordedRequest recorded) {
        try {
            return StrictJson.MAPPER.readTree(recorded.body().bytes());
        } catch (IOException | NumberFormatException e) {
            return MissingNode.getInstance();
        }
    }
}
