package io.github.assetpaysim.contract.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.http.Http;
import io.github.assetpaysim.contract.http.HttpUrl;
import io.github.assetpaysim.contract.plan.Unusable;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** The simulator's control API. Thread-safe. */
public final class Control {
    /** How long an answer may take that waits for nobody. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Http http;
    private final HttpUrl target;
    private final Map<String, String> headers;

    /** @param token what the simulator asks for, or null */
    public Control(Http http, HttpUrl target, String token) {
        this.http = http;
        this.target = target;
        this.headers = token == null ? Map.of() : Map.of("Authorization", "Bearer " + token);
    }

    /**
     * Whether there is a control API at all; without one the target is no simulator.
     *
     * @throws Unusable when nobody answers
     */
    public boolean isThere() throws InterruptedException {
        Http.Answer health;
        try {
            // Without the token: nobody knows yet whose host it is.
            health = http.send("GET", at("/health"), Map.of(), null, PATIENCE);
        } catch (IOException e) {
            throw new Unusable("The target " + target + " cannot be reached (" + e.getMessage()
                    + "): start it, or correct --target.");
        }
        try {
            return health.status() == 200
                    && health.json().path("status").asText().equals("ok");
        } catch (IOException e) {
            return false;
        }
    }

    private HttpUrl at(String path) {
        return target.with("/_sim" + path);
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return get(path, PATIENCE);
    }

    public JsonNode get(String path, Duration deadline) throws IOException, InterruptedException {
        return answer("GET", path, null, deadline);
    }

    public JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
        return post(path, body, PATIENCE);
    }

    public JsonNode post(String path, JsonNode body, Duration deadline) throws IOException, InterruptedException {
        return answer("POST", path, body, deadline);
    }

    public JsonNode put(String path, JsonNode body) throws IOException, InterruptedException {
        return answer("PUT", path, body, PATIENCE);
    }

    public void patch(String path, JsonNode body) throws IOException, InterruptedException {
        answer("PATCH", path, body, PATIENCE);
    }

    public void delete(String path) throws IOException, InterruptedException {
        answer("DELETE", path, null, PATIENCE);
    }

    private JsonNode answer(String method, String path, JsonNode body, Duration deadline)
            throws IOException, InterruptedException {
        Http.Answer answer = http.send(method, at(path), headers, body == null ? null : Json.text(body), deadline);
        if (!answer.isSuccess()) {
            throw new Refused(answer.status(), method + " /_sim" + path + ": " + detail(answer));
        }
        return answer.body().length == 0 ? Json.object() : answer.json();
    }

    private static String detail(Http.Answer answer) {
        try {
            return answer.json().path("detail").asText(answer.shown());
        } catch (IOException e) {
            return answer.shown();
        }
    }

    /** The simulator did not do what it was asked. */
    public static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        private final int status;

        private Refused(int status, String message) {
            super("the simulator refused " + message);
            this.status = status;
        }

        int status() {
            return status;
        }
    }
}
