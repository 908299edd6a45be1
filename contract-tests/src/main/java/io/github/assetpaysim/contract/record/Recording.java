package io.github.assetpaysim.contract.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.signing.CallbackSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was exchanged in a run, fit to be published: secrets, ids and Steam data are replaced, tokens and callbacks signed again under
 * {@link #API_SECRET}. Used by one thread.
 */
public final class Recording {
    /** Signs every token and callback that was rightly signed. */
    public static final String API_SECRET = "recorded-api-secret";
    /** Signs those that were not, so that they are still refused. */
    static final String OTHER_SECRET = "another-secret";

    private static final String INDEX = "index.json";
    private static final String EXCHANGES = "exchanges.jsonl";
    private static final String CALLBACKS = "callbacks.jsonl";

    private final Sanitizer sanitizer;
    private final List<String> apiSecrets;
    private final List<String> exchanges = new ArrayList<>();
    private final List<String> callbacks = new ArrayList<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    /**
     * What a run was told, and must not tell.
     *
     * @param apiKeys of its merchants
     * @param apiSecrets of its merchants
     * @param others that are to be kept secret
     */
    public record Given(Set<String> apiKeys, Set<String> apiSecrets, Set<String> others) {}

    /**
     * An empty one.
     *
     * @param paths of the operations, which are kept as they are
     */
    public Recording(Given given, Set<String> paths) {
        Set<String> never = new HashSet<>(given.others());
        never.addAll(given.apiKeys());
        never.addAll(given.apiSecrets());
        Set<String> segments = new HashSet<>();
        paths.forEach(path -> segments.addAll(List.of(path.split("/"))));
        Replacements replacements = new Replacements(given.apiKeys());
        given.apiSecrets().forEach(secret -> replacements.set(secret, API_SECRET));
        apiSecrets = List.copyOf(given.apiSecrets());
        sanitizer = new Sanitizer(replacements, apiSecrets, never, segments);
    }

    /**
     * Adds a request and its answer.
     *
     * @param operation its method and path, or null when it is none that is known
     * @param target path and query as they were sent
     * @param sent the request's body, or null
     */
    public void exchange(
            String operation,
            String method,
            String target,
            Map<String, List<String>> sentHeaders,
            byte[] sent,
            int status,
            Map<String, List<String>> headers,
            byte[] body) {
        ObjectNode exchange = Json.object().put("number", exchanges.size() + 1).put("operation", operation);
        ObjectNode request =
                exchange.putObject("request").put("method", method).put("target", sanitizer.target(target));
        request.set("headers", sanitizer.headers(sentHeaders));
        sanitizer.body(request, sent);
        ObjectNode answer = exchange.putObject("answer").put("status", status);
        answer.set("headers", sanitizer.headers(headers));
        sanitizer.body(answer, body);
        exchanges.add(Json.text(exchange));
        counts.merge((operation == null ? "any other path" : operation) + " " + status, 1, Integer::sum);
    }

    /** Adds one attempt of a callback. */
    public void callback(Map<String, List<String>> headers, byte[] body) {
        ObjectNode callback = Json.object().put("number", callbacks.size() + 1);
        boolean signed = isSigned(body);
        callback.put("signed", signed);
        callback.set("headers", sanitizer.headers(headers));
        sanitizer.body(callback, body);
        JsonNode payload = callback.at("/json/payload");
        if (payload instanceof ObjectNode object && object.path("key").isTextual() && object.has("trade")) {
            object.put("key", CallbackSignature.of(object.path("trade"), signed ? API_SECRET : OTHER_SECRET));
        }
        callbacks.add(Json.text(callback));
        String status = payload.at("/trade/type").asText() + " "
                + payload.at("/trade/status").asText();
        counts.merge("callback " + status, 1, Integer::sum);
    }

    private boolean isSigned(byte[] body) {
        try {
            JsonNode payload = Json.read(body).path("payload");
            return payload.path("key").isTextual()
                    && payload.path("trade").isObject()
                    && apiSecrets.stream()
                            .anyMatch(secret -> CallbackSignature.verifies(
                                    payload.path("trade"), payload.path("key").textValue(), secret));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Makes the directory if it is not there, without what an earlier recording has left in it.
     *
     * @throws IOException when nothing can be written there
     */
    public static void prepare(Path directory) throws IOException {
        Files.createDirectories(directory);
        if (!Files.isWritable(directory)) {
            throw new IOException(directory + " cannot be written to");
        }
        for (String file : List.of(INDEX, EXCHANGES, CALLBACKS)) {
            Files.deleteIfExists(directory.resolve(file));
        }
    }

    /**
     * Writes {@code exchanges.jsonl}, {@code callbacks.jsonl} and {@code index.json}.
     *
     * @param version of the kit
     */
    public void write(Path directory, String version) throws IOException {
        ObjectNode index = Json.object()
                .put("version", version)
                .put("apiSecret", API_SECRET)
                .put("exchanges", exchanges.size())
                .put("callbacks", callbacks.size());
        ObjectNode seen = index.putObject("seen");
        counts.forEach(seen::put);
        Files.write(directory.resolve(EXCHANGES), exchanges, UTF_8);
        Files.write(directory.resolve(CALLBACKS), callbacks, UTF_8);
        Files.writeString(directory.resolve(INDEX), Json.pretty(index) + "\n", UTF_8);
    }
}
