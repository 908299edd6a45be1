package io.github.assetpaysim.contract.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.SteamUser;
import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.Notes;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks as one user of one merchant, and notes every exchange. Used by the thread of one check. */
final class Caller {
    private final ApiClient client;
    private final Credentials credentials;
    private final SteamUser user;
    private final Notes notes;
    private String token;

    /**
     * What a merchant has.
     *
     * @param merchantId null where it was not told
     */
    record Credentials(String apiKey, String apiSecret, String merchantId) {}

    Caller(ApiClient client, Credentials credentials, SteamUser user, Notes notes) {
        this.client = client;
        this.credentials = credentials;
        this.user = user;
        this.notes = notes;
    }

    Credentials credentials() {
        return credentials;
    }

    SteamUser user() {
        return user;
    }

    /** Another user of the same merchant. */
    Caller as(SteamUser other) {
        return new Caller(client, credentials, other, notes);
    }

    /** The body that authenticates this user. */
    ObjectNode authentication() {
        return Json.object().put("clientSteamId", user.steamId()).put("clientTradeUrl", user.tradeUrl());
    }

    /**
     * This user's token, asked for once.
     *
     * @throws CheckFailure when there is none: the check is blocked by what AUTH-01 is about
     */
    String token() throws InterruptedException {
        if (token == null) {
            token = token(authentication());
        }
        return token;
    }

    /** Uses this token from now on. */
    Caller withToken(String other) {
        token = other;
        return this;
    }

    /** A token for what the body says. */
    String token(ObjectNode authentication) throws InterruptedException {
        Exchange answer = ask(Operation.AUTHENTICATE).body(authentication).send();
        JsonNode given = answer.isSuccess()
                ? answer.json().at("/data/token")
                : Json.object().path("none");
        if (!given.isTextual()) {
            throw CheckFailure.blocked(
                    "needs a token, which AUTH-01 is about: " + answer.asked() + " was answered " + answer.answered());
        }
        return given.textValue();
    }

    /** Asks with the right credentials; {@code query} has names and values in turn. */
    Exchange get(Operation operation, Object... query) throws InterruptedException {
        Request request = ask(operation);
        for (int i = 0; i < query.length; i += 2) {
            request.query(query[i].toString(), query[i + 1]);
        }
        return request.send();
    }

    /** The same with a body. */
    Exchange post(Operation operation, JsonNode body) throws InterruptedException {
        return ask(operation).body(body).send();
    }

    /** A request with the right credentials, of which anything can be changed before it is sent. */
    Request ask(Operation operation) throws InterruptedException {
        Request request = new Request(operation, operation.method(), operation.path());
        return operation.isClients()
                ? request.header("Authorization", token())
                : request.header("api-key", credentials.apiKey());
    }

    /** A request without credentials, to any path. */
    Request bare(String method, String path) {
        return new Request(null, method, path);
    }

    /** The same for an operation. */
    Request bare(Operation operation) {
        return new Request(operation, operation.method(), operation.path());
    }

    /** A request before it is sent. */
    final class Request {
        private final Operation operation;
        private final String method;
        private final String path;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private final StringBuilder query = new StringBuilder();
        private byte[] body;
        private boolean unthrottled;

        private Request(Operation operation, String method, String path) {
            this.operation = operation;
            this.method = method;
            this.path = path;
        }

        Request header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        Request query(String name, Object value) {
            query.append(query.isEmpty() ? '?' : '&')
                    .append(URLEncoder.encode(name, UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(String.valueOf(value), UTF_8));
            return this;
        }

        Request body(JsonNode json) {
            return body(Json.text(json));
        }

        /** A body that calls itself JSON, whatever it is. */
        Request body(String text) {
            headers.putIfAbsent("Content-Type", "application/json");
            body = text.getBytes(UTF_8);
            return this;
        }

        /** It is not held back by the documented limit, which it is to exceed. */
        Request unthrottled() {
            unthrottled = true;
            return this;
        }

        /** Waits until the documented limit lets it go out; it is not held back when it is sent. */
        Request admitted() throws InterruptedException {
            client.admit(operation);
            return unthrottled();
        }

        /** @throws CheckFailure when no complete answer comes */
        Exchange send() throws InterruptedException {
            Exchange exchange = client.send(operation, method, path + query, headers, body, unthrottled);
            notes.line(exchange.asked() + ": " + exchange.answered());
            return exchange;
        }
    }
}
