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
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.Simulator;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The merchant that all others are measured by, against callbacks made by hand. */
class ReferenceMerchantTest {
    private static final Map<Policy, ReferenceMerchant> MERCHANTS = new LinkedHashMap<>();
    private static final BigDecimal ZERO = new BigDecimal("0.00");

    private static int trades;

    private final String id = "trade-" + ++trades;
    private final String user = String.valueOf(76561198000001000L + trades);

    private static ReferenceMerchant merchant(Policy policy) {
        return MERCHANTS.computeIfAbsent(policy, each -> ReferenceMerchant.start(Config.of(SECRET, each)));
    }

    private static SignedCallbacks callbacks(Policy policy) {
        return new SignedCallbacks(merchant(policy).url());
    }

    @AfterAll
    static void close() {
        MERCHANTS.values().forEach(ReferenceMerchant::close);
    }

    private ObjectNode trade19(String status) {
        return trade(id, status, "19.99", "8.60").put("clientSteamID", user);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            INITIATED PENDING ACTIVE ESCROW   | 0.00  | 0.00
            HOLD                              | 0.00  | 8.60
            HOLD HOLD                         | 0.00  | 8.60
            HOLD COMPLETED                    | 19.99 | 19.99
            COMPLETED                         | 19.99 | 19.99
            COMPLETED HOLD                    | 19.99 | 19.99
            COMPLETED COMPLETED               | 19.99 | 19.99
            HOLD COMPLETED HOLD COMPLETED     | 19.99 | 19.99
            HOLD COMPLETED PENDING ACTIVE     | 19.99 | 19.99
            DECLINED                          | 0.00  | 0.00
            CANCELED                          | 0.00  | 0.00
            FAILED                            | 0.00  | 0.00
            HOLD FAILED                       | 0.00  | 0.00
            HOLD CANCELED CANCELED            | 0.00  | 0.00
            HOLD DECLINED HOLD                | 0.00  | 0.00
            FAILED HOLD                       | 0.00  | 0.00
            FAILED COMPLETED                  | 0.00  | 0.00
            HOLD REVERTED                     | 0.00  | 0.00
            HOLD REVERTED REVERTED            | 0.00  | 0.00
            HOLD COMPLETED REVERTED           | 0.00  | 0.00
            HOLD COMPLETED REVERTED REVERTED  | 0.00  | 0.00
            REVERTED HOLD                     | 0.00  | 0.00
            REVERTED COMPLETED                | 0.00  | 0.00
            REVERTED HOLD COMPLETED REVERTED  | 0.00  | 0.00
            HOLD REVERTED COMPLETED           | 0.00  | 0.00
            COMPLETED REVERTED HOLD COMPLETED | 0.00  | 0.00
            SOMETHING_NEW                     | 0.00  | 0.00
            HOLD SOMETHING_NEW                | 0.00  | 8.60
            """)
    void statuses_in_any_order_come_to_the_right_balance(String statuses, BigDecimal completed, BigDecimal instant)
            throws Exception {
        for (Policy policy : Policy.values()) {
            for (String status : statuses.split(" ")) {
                assertThat(callbacks(policy).send(trade19(status))).containsExactly(200);
            }
            assertThat(callbacks(policy).balance(user))
                    .as("%s", policy)
                    .isEqualTo(policy == INSTANT ? instant : completed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_unknown_user_has_nothing(Policy policy) throws Exception {
        assertThat(callbacks(policy).balance("76561198999999999")).isEqualTo(ZERO);
    }

    @ParameterizedTest
    @CsvSource({"true, 30.30, 0.00", "true,,", "true, 0.00, 30.30", "false, 0.00, 30.30", "false,,"})
    void a_trade_that_was_never_on_hold_is_credited_in_full(boolean isInstant, String preCredit, String pendingCredit)
            throws Exception {
        for (Policy policy : Policy.values()) {
            ObjectNode rust = trade(id, "COMPLETED", "30.30", preCredit).put("clientSteamID", user);
            rust.put("game", "252490").put("isInstant", isInstant);

            callbacks(policy).send(rust.deepCopy().put("status", "ACTIVE"), rust);

            assertThat(callbacks(policy).balance(user)).isEqualTo(new BigDecimal("30.30"));
        }
    }

    @Test
    void without_instant_credit_the_hold_gives_nothing() throws Exception {
        ObjectNode hold =
                trade(id, "HOLD", "12.50", "0").put("clientSteamID", user).put("isInstant", false);

        callbacks(INSTANT).send(hold);
        assertThat(callbacks(INSTANT).balance(user)).isEqualTo(ZERO);
        callbacks(INSTANT).send(hold.put("status", "COMPLETED"));
        assertThat(callbacks(INSTANT).balance(user)).isEqualTo(new BigDecimal("12.50"));
    }

    @Test
    void a_failure_that_no_longer_tells_the_credit_takes_it_back_all_the_same() throws Exception {
        ObjectNode failed = trade(id, "FAILED", "19.99", null).put("clientSteamID", user);

        callbacks(INSTANT).send(trade19("HOLD"), failed);

        assertThat(callbacks(INSTANT).balance(user)).isEqualTo(ZERO);
    }

    @Test
    void amounts_add_up_to_the_cent() throws Exception {
        for (String price : List.of("0.10", "0.20", "8.6", "4.35", "19.99", "1000000.01", "0")) {
            callbacks(INSTANT)
                    .send(
                            trade(id + price, "HOLD", price, "0").put("clientSteamID", user),
                            trade(id + price, "COMPLETED", price, "0").put("clientSteamID", user));
        }

        assertThat(callbacks(INSTANT).balance(user)).isEqualTo(new BigDecimal("1000033.25"));
    }

    @Test
    void the_event_is_not_believed() throws Exception {
        SignedCallbacks callbacks = callbacks(COMPLETED);

        callbacks.post(letter(trade19("ACTIVE"), "COMPLETED", SECRET), "application/json");
        assertThat(callbacks.balance(user)).isEqualTo(ZERO);
        callbacks.post(letter(trade19("COMPLETED"), "PENDING", SECRET), "application/json");
        assertThat(callbacks.balance(user)).isEqualTo(new BigDecimal("19.99"));
    }

    @Test
    void two_trades_of_one_user_are_credited_both() throws Exception {
        ObjectNode[] all = IntStream.range(0, 30)
                .mapToObj(i -> trade(id + "-" + i, "COMPLETED", "0.10", null).put("clientSteamID", user))
                .toArray(ObjectNode[]::new);

        assertThat(callbacks(COMPLETED).sendAtOnce(all)).containsOnly(200);

        assertThat(callbacks(COMPLETED).balance(user)).isEqualTo(new BigDecimal("3.00"));
    }

    @Test
    void a_thousand_items_in_two_hundred_kilobytes_are_taken() throws Exception {
        ObjectNode large = trade19("COMPLETED");
        for (int i = 1; i < 1000; i++) {
            large.withArray("items").add(large.at("/items/0").deepCopy());
        }

        assertThat(callbacks(COMPLETED).send(large)).containsExactly(200);
        assertThat(callbacks(COMPLETED).balance(user)).isEqualTo(new BigDecimal("19.99"));
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void the_same_trade_in_another_form_is_the_same_trade(Form form) throws Exception {
        byte[] body = genuine(trade19("COMPLETED").put("later", "a member that does not exist yet"));
        String changed = form.change(new String(body, UTF_8));
        assertThat(changed).isNotEqualTo(new String(body, UTF_8));

        for (String each : List.of(changed, new String(body, UTF_8))) {
            assertThat(callbacks(COMPLETED)
                            .post(each.getBytes(UTF_8), "application/json; charset=utf-8")
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(callbacks(COMPLETED).balance(user)).isEqualTo(new BigDecimal("19.99"));
    }

    enum Form {
        NUMBERS {
            @Override
            String change(String json) {
                return json.replace("\"totalPrice\":19.99", "\"totalPrice\":1.9990e1");
            }
        },
        WHITE_SPACE {
            @Override
            String change(String json) {
                return "\r\n" + json.replace("\":", "\" :\t").replace(",\"", " ,\n  \"");
            }
        },
        ESCAPES {
            @Override
            String change(String json) {
                return json.replace("★", "\\u2605").replace("™", "\\u2122").replace("DEPOSIT", "DEP\\u004fSIT");
            }
        },
        ORDER {
            @Override
            String change(String json) {
                return Wire.text(reversed(Wire.parse(json.getBytes(UTF_8))));
            }
        };

        abstract String change(String json);

        private static JsonNode reversed(JsonNode value) {
            if (!value.isObject()) {
                return value;
            }
            ObjectNode reversed = JsonNodeFactory.instance.objectNode();
            List<Map.Entry<String, JsonNode>> members = new ArrayList<>(value.properties());
            Collections.reverse(members);
            members.forEach(member -> reversed.set(member.getKey(), reversed(member.getValue())));
            return reversed;
        }
    }

    private static Stream<Arguments> refusals() throws IOException {
        ObjectNode trade = trade("refused", "COMPLETED", "19.99", "8.60").put("clientSteamID", USER + "0");
        ObjectNode payload = (ObjectNode) Wire.parse(genuine(trade)).path("payload");
        byte[] half = Arrays.copyOf(genuine(trade), 200);
        return Stream.of(
                arguments("another secret", letter(trade, "COMPLETED", "wrong"), "application/json", 401),
                arguments("no key", bytes(without(payload, "key")), "application/json", 401),
                arguments("an empty key", bytes(payload.deepCopy().put("key", "")), "application/json", 401),
                arguments("null as the key", bytes(payload.deepCopy().putNull("key")), "application/json", 401),
                arguments("a number as the key", bytes(payload.deepCopy().put("key", 1)), "application/json", 401),
                arguments("half a key", bytes(payload.deepCopy().put("key", "a1ac")), "application/json", 401),
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

    @Test
    void half_a_body_does_nothing_and_the_whole_one_is_credited_later() throws Exception {
        byte[] body = genuine(trade19("COMPLETED"));
        try (Socket socket = new Socket("127.0.0.1", merchant(COMPLETED).url().getPort())) {
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
        assertThat(callbacks(COMPLETED).balance(user)).isEqualTo(ZERO);

        assertThat(callbacks(COMPLETED).send(trade19("COMPLETED"))).containsExactly(200);
        assertThat(callbacks(COMPLETED).balance(user)).isEqualTo(new BigDecimal("19.99"));
    }

    /** Every callback comes three times at the same instant, in random order; the sum must not depend on which wins. */
    @ParameterizedTest
    @EnumSource
    void callbacks_at_the_same_instant_add_up(Policy policy) throws Exception {
        Random random = new Random(42);
        List<List<String>> scenes = List.of(
                List.of("COMPLETED"),
                List.of("HOLD"),
                List.of("HOLD", "COMPLETED"),
                List.of("COMPLETED", "REVERTED"),
                List.of("HOLD", "REVERTED"),
                List.of("HOLD", "COMPLETED", "REVERTED"),
                List.of("HOLD", "FAILED"));
        for (int round = 0; round < 140; round++) {
            List<String> scene = scenes.get(round % scenes.size());
            String each = id + "-" + round;
            String owner = user + round;
            boolean wasOnHold = round % 2 == 0;
            if (wasOnHold) {
                callbacks(policy).send(trade(each, "HOLD", "19.99", "8.60").put("clientSteamID", owner));
            }
            List<ObjectNode> letters = new ArrayList<>();
            for (int copy = 0; copy < 3; copy++) {
                scene.forEach(status ->
                        letters.add(trade(each, status, "19.99", "8.60").put("clientSteamID", owner)));
            }
            Collections.shuffle(letters, random);

            assertThat(callbacks(policy).sendAtOnce(letters.toArray(ObjectNode[]::new)))
                    .as("round %d, %s", round, scene)
                    .containsOnly(200);
            assertThat(callbacks(policy).balance(owner))
                    .as("round %d, %s", round, scene)
                    .isEqualTo(expected(scene, policy));
        }
    }

    private static BigDecimal expected(List<String> scene, Policy policy) {
        if (scene.contains("REVERTED") || scene.contains("FAILED")) {
            return ZERO;
        }
        if (scene.contains("COMPLETED")) {
            return new BigDecimal("19.99");
        }
        return policy == INSTANT ? new BigDecimal("8.60") : ZERO;
    }

    @ParameterizedTest
    @EnumSource
    void a_deposit_that_it_started_itself_is_credited_at_the_right_time(Policy policy) throws Exception {
        try (Simulator simulator = OwnDeposit.simulator();
                ReferenceMerchant starter = ReferenceMerchant.start(
                        Config.of(SECRET, policy).with(simulator.baseUrl(), OwnDeposit.API_KEY))) {
            OwnDeposit.run(simulator, starter.url(), policy);
        }
    }

    @Test
    void other_paths_and_methods_are_refused() throws Exception {
        assertThat(status("GET /assetpay/callback")).isEqualTo("405");
        assertThat(status("GET /deposits")).isEqualTo("405");
        assertThat(status("POST /users/1")).isEqualTo("405");
        assertThat(status("POST /assetpay/callback/")).isEqualTo("404");
        assertThat(status("GET /")).isEqualTo("404");
    }

    private static String status(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", merchant(COMPLETED).url().getPort())) {
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
