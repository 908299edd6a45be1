package io.github.assetpaysim.contract.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.signing.CallbackSignature;
import io.github.assetpaysim.contract.signing.ClientToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A recording, read back from its directory. */
public record Recorded(JsonNode index, List<JsonNode> exchanges, List<JsonNode> callbacks, String text) {
    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    public static Recorded in(Path directory) throws IOException {
        String exchanges = Files.readString(directory.resolve("exchanges.jsonl"));
        String callbacks = Files.readString(directory.resolve("callbacks.jsonl"));
        String index = Files.readString(directory.resolve("index.json"));
        return new Recorded(
                Json.parse(index.getBytes(UTF_8)), lines(exchanges), lines(callbacks), exchanges + callbacks + index);
    }

    private static List<JsonNode> lines(String text) {
        return text.lines().map(line -> Json.parse(line.getBytes(UTF_8))).toList();
    }

    private String apiSecret() {
        return index.path("apiSecret").textValue();
    }

    /** Whether a callback verifies under the secret that the index tells. */
    public boolean verifies(JsonNode callback) {
        JsonNode payload = callback.at("/json/payload");
        return CallbackSignature.verifies(
                payload.path("trade"), payload.path("key").asText(), apiSecret());
    }

    /** Every token that stands anywhere. */
    public List<String> tokens() {
        return TOKEN.matcher(text)
                .results()
                .map(token -> token.group())
                .distinct()
                .toList();
    }

    public boolean verifies(String token) {
        return ClientToken.parse(token).isSignedWith(apiSecret());
    }

    /** All texts of it, those in tokens too. */
    public String unpacked() {
        StringBuilder all = new StringBuilder(text);
        tokens().forEach(token -> {
            ClientToken parsed = ClientToken.parse(token);
            all.append(parsed.header()).append(parsed.claims());
        });
        return all.toString();
    }
}
