package io.github.assetpaysim.contract.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.http.HttpUrl;
import io.github.assetpaysim.contract.plan.SentCallback;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads callbacks out of what the simulator's control API tells. */
public final class CallbackReader {
    /** The outcomes of attempts that were answered to the end. */
    private static final Set<String> COMPLETE = Set.of("DELIVERED", "REFUSED_STATUS", "ANSWER_LOST");

    /** Changes of the bytes that leave the values and their key right. */
    private static final Set<String> GENUINE = Set.of("reserialized", "newer-snapshot");

    private static final String HALF = "cut-body";

    private CallbackReader() {}

    /** The callbacks of a list with details. */
    public static List<SentCallback> read(JsonNode list) {
        List<SentCallback> callbacks = new ArrayList<>();
        list.path("callbacks").forEach(detail -> callbacks.add(sent(detail)));
        return callbacks;
    }

    private static SentCallback sent(JsonNode detail) {
        List<SentCallback.Answer> answers = new ArrayList<>();
        String url = null;
        for (JsonNode attempt : detail.path("attempts")) {
            url = attempt.path("url").asText();
            answers.add(answer(attempt));
        }
        byte[] body = detail.path("bodyBase64").isTextual()
                ? Base64.getDecoder().decode(detail.path("bodyBase64").textValue())
                : null;
        return new SentCallback(
                detail.path("id").asText(),
                detail.path("tradeId").asText(),
                detail.path("event").asText(),
                fault(detail),
                isGenuine(detail),
                url == null ? null : URI.create(url),
                headers(detail.path("headers")),
                body,
                answers);
    }

    /** What changed the bytes tells more than what else happened. */
    private static String fault(JsonNode detail) {
        JsonNode alterations = detail.path("alterations");
        if (alterations.isEmpty()) {
            return detail.path("faults").path(0).asText(null);
        }
        JsonNode first = alterations.get(0);
        String form = first.path("form").asText("");
        return first.path("name").asText() + (form.isEmpty() ? "" : " (" + form + ")");
    }

    private static boolean isGenuine(JsonNode detail) {
        for (JsonNode alteration : detail.path("alterations")) {
            if (!GENUINE.contains(alteration.path("name").asText())) {
                return false;
            }
        }
        for (JsonNode fault : detail.path("faults")) {
            if (fault.asText().equals(HALF)) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> headers(JsonNode members) {
        Map<String, String> headers = new LinkedHashMap<>();
        members.properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return headers;
    }

    /** What came back to one attempt. */
    public static SentCallback.Answer answer(JsonNode attempt) {
        String outcome = attempt.path("outcome").asText();
        int status = attempt.path("status").intValue();
        JsonNode location = attempt.at("/headers/location/0");
        String redirect = status / 100 == 3 && status != 304
                ? (location.isTextual() ? "to " + HttpUrl.masked(location.textValue()) : "without a Location")
                        + ", and redirects are never followed"
                : null;
        return new SentCallback.Answer(
                outcome,
                headers(attempt.path("sentHeaders")),
                COMPLETE.contains(outcome) ? status : null,
                attempt.path("error").asText(redirect),
                Duration.between(
                                Instant.parse(attempt.path("sent").asText()),
                                Instant.parse(attempt.path("ended").asText()))
                        .toMillis(),
                attempt.path("body").textValue());
    }
}
