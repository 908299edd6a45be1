package io.github.assetpaysim.contract.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A request and its answer.
 *
 * @param operation what was asked, or null for a path that is none of them
 * @param target path and query as they were sent
 * @param sentHeaders those that the check chose, credentials among them
 * @param sent the request's body, or null
 * @param headers of the answer, by name in lower case
 * @param body of the answer
 */
record Exchange(
        Operation operation,
        String method,
        String target,
        Map<String, String> sentHeaders,
        String sent,
        int status,
        Map<String, List<String>> headers,
        byte[] body) {
    private static final int SHOWN = 300;
    private static final int RATE_LIMITED = 1007;

    /** The first header of this name, or null. */
    String header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /** @throws CheckFailure when the answer is no JSON: a violation of whatever is looked for in it */
    JsonNode json() {
        try {
            return Json.read(body);
        } catch (IOException e) {
            throw CheckFailure.violated("an answer in JSON to " + asked(), answered());
        }
    }

    /**
     * What a success has for data.
     *
     * @throws CheckFailure when it is a refusal, which is a violation
     */
    JsonNode data() {
        requireSuccess("an answer");
        return json().path("data");
    }

    /** The error of a refusal; a missing node otherwise. */
    JsonNode error() {
        return json().path("error");
    }

    /** Whether it is a 2xx and means a success, even if something in its envelope is wrong. */
    boolean isSuccess() {
        return status / 100 == 2 && Envelope.of(this).isSuccess();
    }

    /**
     * What is judged otherwise than by a limit.
     *
     * @throws CheckFailure when the merchant's limit was used up, by a run before or by its other users: nothing can be said then
     */
    Exchange requireUnlimited() {
        if (status == ErrorRow.of(RATE_LIMITED).http()
                && Envelope.of(this).error().path("code").asInt() == RATE_LIMITED) {
            throw CheckFailure.inconclusive(
                    "the merchant's limit was used up already: run again later, or say --verified"
                            + " if it has the higher limits (" + asked() + " was answered " + answered() + ")");
        }
        return this;
    }

    /** @throws CheckFailure when the answer is a refusal, which is a violation; nothing can be said when it is by a limit */
    Exchange requireSuccess(String expected) {
        requireUnlimited();
        if (!isSuccess()) {
            throw CheckFailure.violated(expected + " to " + asked(), answered());
        }
        return this;
    }

    /**
     * @param code of the documented table (A9); HTTP status and key must be those of the same row
     * @throws CheckFailure when the answer is another one, which is a violation; nothing can be said when a limit was used up
     */
    Exchange requireRefusal(int code) {
        ErrorRow row = ErrorRow.of(code);
        return requireRefusal(row.http(), row);
    }

    /** The same with any of these codes. */
    Exchange requireRefusal(int code, int other) {
        return json().at("/error/code").asInt() == other ? requireRefusal(other) : requireRefusal(code);
    }

    private Exchange requireRefusal(int http, ErrorRow row) {
        requireUnlimitedUnless(row);
        if (status != http || !isError(row)) {
            throw CheckFailure.violated(
                    "HTTP " + http + ", " + row.code() + " " + row.key() + " to " + asked(), answered());
        }
        return this;
    }

    /**
     * The same, whatever the HTTP status of the refusal is: for rows of whose status nothing is documented.
     *
     * @throws CheckFailure when the answer is another one, which is a violation
     */
    Exchange requireError(int code) {
        ErrorRow row = ErrorRow.of(code);
        requireUnlimitedUnless(row);
        if (status < 400 || !isError(row)) {
            throw CheckFailure.violated(
                    "a refusal with " + row.code() + " " + row.key() + " to " + asked(), answered());
        }
        return this;
    }

    private void requireUnlimitedUnless(ErrorRow row) {
        if (row.code() != RATE_LIMITED) {
            requireUnlimited();
        }
    }

    private boolean isError(ErrorRow row) {
        JsonNode error = error();
        return error.path("code").isIntegralNumber()
                && error.path("code").asInt() == row.code()
                && row.key().equals(error.path("key").textValue());
    }

    /** What was asked, on one line. */
    String asked() {
        return method + " " + target + (sent == null ? "" : " " + cut(sent));
    }

    /** What was answered, on one line. */
    String answered() {
        String text = new String(body, UTF_8);
        return "HTTP " + status + (text.isBlank() ? "" : " " + cut(text));
    }

    private static String cut(String text) {
        String line = text.replaceAll("\\s+", " ").trim();
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
