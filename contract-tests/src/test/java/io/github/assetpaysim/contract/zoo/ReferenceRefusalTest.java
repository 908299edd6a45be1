package io.github.assetpaysim.contract.zoo;

import static io.github.assetpaysim.contract.zoo.Policy.COMPLETED;
import static io.github.assetpaysim.contract.zoo.Policy.INSTANT;
import static io.github.assetpaysim.contract.zoo.SignedCallbacks.SECRET;
import static io.github.assetpaysim.contract.zoo.SignedCallbacks.USER;
import static io.github.assetpaysim.contract.zoo.SignedCallbacks.bytes;
import static io.github.assetpaysim.contract.zoo.SignedCallbacks.genuine;
import static io.github.assetpaysim.contract.zoo.SignedCallbacks.letter;
import static io.github.assetpaysim.contract.zoo.SignedCallbacks.trade;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the reference merchant refuses, and what it then has not done. */
class ReferenceRefusalTest {
    private static final Map<Policy, ReferenceMerchant> MERCHANTS = new EnumMap<>(Policy.class);
    private static final BigDecimal ZERO = new BigDecimal("0.00");

    @BeforeAll
    static void start() {
        for (Policy policy : Policy.values()) {
            MERCHANTS.put(policy, ReferenceMerchant.start(Config.of(SECRET, policy)));
        }
    }

    @AfterAll
    static void close() {
        MERCHANTS.values().forEach(ReferenceMerchant::close);
    }

    private static SignedCallbacks callbacks(Policy policy) {
        return new SignedCallbacks(MERCHANTS.get(policy).url());
    }

    private static Stream<Arguments> refusals() throws IOException {
        ObjectNode trade = trade("refused", "COMPLETED", "19.99", "8.60").put("clientSteamID", USER + "0");
        ObjectNode payload = (ObjectNode) Wire.parse(genuine(trade)).path("payload");
        ObjectNode listed = payload.deepCopy();
        listed.putArray("key").add(payload.get("key"));
        byte[] half = Arrays.copyOf(genuine(trade), 200);
        return Stream.of(
                arguments("another secret", letter(trade, "COMPLETED", "wrong"), "application/json", 401),
                arguments("a higher price", tampered(payload, "totalPrice", 99), "application/json", 401),
                arguments(
                        "another user",
                        tampered(payload, "clientSteamID", "76561198000000043"),
                        "application/json",
                        401),
                arguments("another status", tampered(payload, "status", "HOLD"), "application/json", 401),
                arguments("no trade", bytes(without(payload, "trade")), "application/json", 400),
                arguments(
                        "a list as the trade",
                        "{\"payload\":{\"trade\":[],\"key\":\"\"}}".getBytes(UTF_8),
                        "application/json",
                        400),
                arguments("a list", "[]".getBytes(UTF_8), "application/json", 400),
                arguments("half of it", half, "application/json", 400),
                arguments(
                        "something after it",
                        (new String(genuine(trade), UTF_8) + "{}").getBytes(UTF_8),
                        "application/json",
                        400),
                arguments("nothing", new byte[0], "application/json", 400),
                arguments("bad UTF-8", new byte[] {'"', (byte) 0xff, '"'}, "application/json", 400),
                arguments("a thousand brackets", "[".repeat(100_000).getBytes(UTF_8), "application/json", 400),
                arguments(
                        "a number beyond all bounds",
                        "{\"payload\":{\"trade\":{\"a\":1e999999999}}}".getBytes(UTF_8),
                        "application/json",
                        401),
                arguments("no key", bytes(without(payload, "key")), "application/json", 401),
                arguments("the key in a list", bytes(listed), "application/json", 401),
                arguments("two megabytes", new byte[2 * 1024 * 1024], "application/json", 413),
                arguments("as text", genuine(trade), "text/plain", 415),
                arguments("without a type", genuine(trade), null, 415),
                arguments("signed, without an id", genuine(without(trade, "id")), "application/json", 400),
                arguments("signed, without a user", genuine(without(trade, "clientSteamID")), "application/json", 400),
                arguments("signed, without a price", genuine(without(trade, "totalPrice")), "application/json", 400),
                arguments(
                        "signed, price in text",
                        genuine(trade.deepCopy().put("totalPrice", "19.99")),
                        "application/json",
                        400),
                arguments(
                        "signed, tenths of cents",
                        genuine(trade.deepCopy().put("totalPrice", new BigDecimal("0.001"))),
                        "application/json",
                        400),
                arguments(
                        "signed, of no known type",
                        genuine(trade.deepCopy().put("type", "SWAP")),
                        "application/json",
                        403));
    }

    private static byte[] tampered(ObjectNode payload, String name, Object value) {
        ObjectNode changed = payload.deepCopy();
        ((ObjectNode) changed.get("trade")).putPOJO(name, value);
        return bytes(changed);
    }

    private static ObjectNode without(ObjectNode object, String name) {
        ObjectNode changed = object.deepCopy();
        changed.remove(name);
        return changed;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void what_is_not_genuine_is_refused_and_credits_nobody(String what, byte[] body, String contentType, int status)
            throws Exception {
        for (Policy policy : Policy.values()) {
            HttpResponse<String> answer = callbacks(policy).post(body, contentType);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
            assertThat(answer.body()).doesNotContainPattern("[0-9a-fA-F]{32}").contains("error");
            assertThat(callbacks(policy).balance(USER + "0")).isEqualTo(ZERO);
        }
    }

    private static Stream<Arguments> wrongKeys() throws IOException {
        ObjectNode trade = trade("wrong-key", "COMPLETED", "19.99", "8.60").put("clientSteamID", USER + "0");
        return WrongKeys.near(TradeText.CANONICAL.key(trade, SECRET)).stream()
                .map(wrong -> arguments(wrong.toString(), trade, wrong));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongKeys")
    void a_key_that_is_wrong_in_any_way_is_refused_with_401(String what, ObjectNode trade, JsonNode key)
            throws Exception {
        ObjectNode payload = (ObjectNode) Wire.parse(genuine(trade)).path("payload");
        payload.set("key", key);

        HttpResponse<String> answer = callbacks(INSTANT).post(bytes(payload), "application/json");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
        assertThat(callbacks(INSTANT).balance(USER + "0")).isEqualTo(ZERO);
    }

    @Test
    void half_a_body_does_nothing_and_the_whole_one_is_credited_later() throws Exception {
        ObjectNode trade = trade("half", "COMPLETED", "19.99", "8.60");
        byte[] body = genuine(trade);
        try (Socket socket =
                new Socket("127.0.0.1", MERCHANTS.get(COMPLETED).url().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("POST /assetpay/callback HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                                    + body.length + "\r\n\r\n")
                            .getBytes(UTF_8));
            out.write(body, 0, body.length / 2);
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .doesNotContain(" 200 ");
        }
        assertThat(callbacks(COMPLETED).balance(USER)).isEqualTo(ZERO);

        assertThat(callbacks(COMPLETED).send(trade)).containsExactly(200);
        assertThat(callbacks(COMPLETED).balance(USER)).isEqualTo(new BigDecimal("19.99"));
    }

    @Test
    void other_paths_and_methods_are_refused() throws Exception {
        assertThat(status("GET /assetpay/callback")).isEqualTo("405");
        assertThat(status("GET /deposits")).isEqualTo("405");
        assertThat(status("GET /withdrawals")).isEqualTo("405");
        assertThat(status("POST /users/1")).isEqualTo("405");
        assertThat(status("POST /assetpay/callback/")).isEqualTo("404");
        assertThat(status("GET /")).isEqualTo("404");
    }

    private static String status(String request) throws IOException {
        try (Socket socket =
                new Socket("127.0.0.1", MERCHANTS.get(COMPLETED).url().getPort())) {
            socket.getOutputStream()
                    .write((request + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
                            .getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8).split(" ")[1];
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ASSETPAY_API_SECRET, '', set ASSETPAY_API_SECRET",
        "PORT, many, PORT is 'many': give a number",
        "CREDIT_POLICY, never, CREDIT_POLICY is 'never': give completed or instant"
    })
    void a_wrong_environment_is_refused(String name, String value, String message) {
        Map<String, String> environment = new LinkedHashMap<>(Map.of("ASSETPAY_API_SECRET", "s"));
        environment.put(name, value);

        assertThatThrownBy(() -> Config.of(environment)).hasMessageStartingWith(message);
    }
}
