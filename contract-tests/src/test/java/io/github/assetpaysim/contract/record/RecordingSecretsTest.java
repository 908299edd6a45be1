package io.github.assetpaysim.contract.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.contract.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must not survive a recording: it is put into every place where something can stand, and looked for in every form. */
class RecordingSecretsTest {
    private static final String KEY = "ap_k3y0fN0body";
    private static final String SECRET = "s3cret of nobody é/+?";
    private static final String STEAM_ID = "76561198812345671";
    private static final Map<String, List<String>> JSON = Map.of("content-type", List.of("application/json"));

    @TempDir
    Path directory;

    private final Recording recording = new Recording(
            new Recording.Given(Set.of(KEY), Set.of(SECRET), Set.of("control-t0ken")), Set.of("/client/inventory"));

    /** Each form in which a secret could survive. */
    private static Stream<String> forms(String secret) {
        byte[] bytes = secret.getBytes(UTF_8);
        return Stream.concat(
                Stream.of(
                        secret,
                        secret.toUpperCase(Locale.ROOT),
                        URLEncoder.encode(secret, UTF_8),
                        URLEncoder.encode(secret, UTF_8).replace("+", "%20"),
                        HexFormat.of().formatHex(bytes),
                        Json.text(Json.object().put("s", secret)).replaceAll("^\\{\"s\":\"|\"}$", "")),
                // In base64 a secret looks otherwise at each of three places.
                IntStream.range(0, 3).boxed().flatMap(shift -> {
                    byte[] shifted = new byte[shift + bytes.length];
                    System.arraycopy(bytes, 0, shifted, shift, bytes.length);
                    String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
                    String inner = text.substring(shift == 0 ? 0 : 4, text.length() - 3);
                    return Stream.of(inner, inner.replace('+', '-').replace('/', '_'));
                }));
    }

    /** What carries a secret, wherever texts can stand. */
    private void carry(String secret) {
        String quoted = Json.text(Json.object().put("s", secret)).replaceAll("^\\{\"s\":|}$", "");
        String encoded = URLEncoder.encode(secret, UTF_8);
        String base64 = Base64.getEncoder().encodeToString(secret.getBytes(UTF_8));
        ObjectNode inner = Json.object().put("token", secret);
        inner.putObject("client").put(secret, secret);
        String jwt = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"HS256\"}".getBytes(UTF_8))
                + "."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(Json.text(inner).getBytes(UTF_8))
                + ".";
        List<String> texts = List.of(
                secret,
                "Bearer " + secret,
                "invalid value '" + secret + "' of api-key",
                "https://user:" + encoded + "@host.example/?key=" + encoded,
                encoded,
                base64,
                "Basic " + base64,
                Json.text(inner),
                Json.text(Json.object().put("reason", Json.text(inner))),
                "[" + quoted + "]",
                "{\"broken\":" + quoted,
                jwt + "c2ln",
                jwt,
                HexFormat.of().formatHex(secret.getBytes(UTF_8)));
        for (String text : texts) {
            ObjectNode body = Json.object().put("message", text).put(text, text).put("status", text);
            body.putObject("error")
                    .putArray("fields")
                    .addArray()
                    .add(text)
                    .addObject()
                    .put("name", text);
            String segment = URLEncoder.encode(text, UTF_8);
            List<String> names = List.of(
                    "authorization",
                    "api-key",
                    "content-type",
                    "location",
                    "vary",
                    "x-request-id",
                    "Set-Cookie",
                    "X-" + HexFormat.of().formatHex(text.getBytes(UTF_8)),
                    "retry-after",
                    "accept",
                    "origin");
            Map<String, List<String>> headers = new java.util.HashMap<>();
            names.forEach(name -> headers.put(name, List.of(text, "a, " + text)));
            for (String sent : List.of(Json.text(body), text)) {
                recording.exchange(
                        null,
                        "GET",
                        "/client/" + segment + "?token=" + segment + "&" + segment + "=1&search=" + segment + "&page="
                                + segment,
                        headers,
                        sent.getBytes(UTF_8),
                        400,
                        headers,
                        sent.getBytes(UTF_8));
                recording.callback(headers, sent.getBytes(UTF_8));
            }
            ObjectNode callback = RecordingTest.callback("wrong");
            ((ObjectNode) callback.at("/payload/trade")).put("externalId", text).set(text, body);
            ((ObjectNode) callback.path("payload")).put("event", text).put("timestamp", text);
            recording.callback(headers, Json.text(callback).getBytes(UTF_8));
        }
    }

    @Test
    void nothing_secret_survives_anywhere_in_any_encoding() throws IOException {
        List<String> secrets = List.of(
                KEY,
                SECRET,
                "control-t0ken",
                STEAM_ID,
                RecordingTest.MERCHANT,
                RecordingTest.OTHER,
                "Zq8_kL-3",
                RecordingTest.token(SECRET),
                "10.20.30.40",
                "shop.example.com",
                "AK-47 | Redline (Field-Tested)");
        secrets.forEach(this::carry);
        recording.write(directory, "1.2.3");

        String told = Recorded.in(directory).unpacked();
        String lower = told.toLowerCase(Locale.ROOT);

        List<String> survived = new ArrayList<>();
        secrets.forEach(secret -> forms(secret)
                .filter(form -> lower.contains(form.toLowerCase(Locale.ROOT)))
                .forEach(form -> survived.add(secret + " as " + form)));
        assertThat(survived).isEmpty();
        assertThat(told.length()).isGreaterThan(100_000);
    }

    @Test
    void a_secret_that_is_a_word_of_the_vocabulary_does_not_survive_either() throws IOException {
        Recording other =
                new Recording(new Recording.Given(Set.of("normal"), Set.of("auto"), Set.of("123456")), Set.of());
        other.exchange(
                null,
                "GET",
                "/?delivery=auto&page=123456",
                Map.of("api-key", List.of("normal"), "retry-after", List.of("123456")),
                null,
                200,
                JSON,
                "{\"delivery\":\"auto\",\"type\":\"normal\",\"count\":123456}".getBytes(UTF_8));
        other.write(directory, "1");

        assertThat(Files.readString(directory.resolve("exchanges.jsonl"))).doesNotContain("auto", "normal", "123456");
    }
}
