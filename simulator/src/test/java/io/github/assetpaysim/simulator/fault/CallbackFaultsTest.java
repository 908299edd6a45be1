package io.github.assetpaysim.simulator.fault;

import static io.github.assetpaysim.simulator.support.TestClient.path;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.support.RawReceiver;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.Rows;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.Signature;
import io.github.assetpaysim.simulator.support.TestClient;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.text.Collator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Planned faults of callbacks, over real connections: what the merchant gets, byte by byte where that is the point. */
@Timeout(60)
class CallbackFaultsTest {
    private static final String SECRET = "ключ";
    private static final List<String> ORDINARY = List.of("INITIATED", "PENDING", "ACTIVE", "HOLD", "COMPLETED");
    private static final String USER = "76561198000000001";

    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    private final TestClient client = RUNNING.client();

    private JsonNode merchant(Receiver receiver, String... faults) {
        JsonNode merchant =
                client.merchant("{\"callbackUrl\":\"" + receiver.url() + "\",\"apiSecret\":\"" + SECRET + "\"}");
        TestClient.Answer planned = plan(merchant, faults);
        assertThat(planned.status()).as(new String(planned.body(), UTF_8)).isEqualTo(200);
        return merchant;
    }

    private TestClient.Answer plan(JsonNode merchant, String... faults) {
        return client.put(path(merchant) + "/faults", "{\"faults\":[" + String.join(",", faults) + "]}");
    }

    private static String on(String status, String fault) {
        return "{\"trigger\":{\"on\":\"callback\",\"status\":\"" + status + "\"},\"fault\":" + fault + "}";
    }

    private JsonNode deposit(JsonNode merchant) {
        String token = client.token(merchant, USER);
        JsonNode item = client.depositable(token, "730").stream()
                .filter(each -> each.required("name").textValue().startsWith("★"))
                .findFirst()
                .orElseThrow();
        TestClient.Answer answer = client.deposit(token, item, "");
        assertThat(answer.status()).isEqualTo(200);
        return answer.data();
    }

    private List<JsonNode> callbacks(JsonNode merchant) {
        return Rows.elements(client.get(path(merchant) + "/callbacks").json().required("callbacks"))
                .map(each -> client.get(path(merchant) + "/callbacks/"
                                + each.required("id").textValue())
                        .json())
                .toList();
    }

    private JsonNode tally(JsonNode merchant) {
        return client.get(path(merchant) + "/faults").json();
    }

    /** What a deposit sends up to its end when one status is struck. */
    private List<Receiver.Got> sent(Receiver receiver, String... faults) {
        JsonNode merchant = merchant(receiver, faults);
        deposit(merchant);
        client.advance(merchant, "P8D");
        assertThat(tally(merchant).required("neverStruck")).isEmpty();
        return receiver.got();
    }

    /** The altered callback and the genuine one that follows it. */
    private record Pair(Receiver.Got altered, Receiver.Got genuine) {}

    private Pair pair(String status, String fault) {
        try (Receiver receiver = Receiver.good()) {
            String besides = fault.replaceFirst("}$", ",\"besides\":true}");
            List<Receiver.Got> got = sent(receiver, on(status, besides));
            assertThat(got).hasSize(6);
            int at = ORDINARY.indexOf(status);
            return new Pair(got.get(at), got.get(at + 1));
        }
    }

    private static boolean verifies(Receiver.Got callback) {
        return Signature.of(callback.trade(), SECRET)
                .equals(callback.payload().path("key").asText());
    }

    /** The names of the members of the trade that differ. */
    private static Set<String> differences(Pair pair) {
        Set<String> names = new TreeSet<>();
        pair.altered().trade().fieldNames().forEachRemaining(names::add);
        pair.genuine().trade().fieldNames().forEachRemaining(names::add);
        names.removeIf(name ->
                pair.altered().trade().path(name).equals(pair.genuine().trade().path(name)));
        return names;
    }

    private static String key(Receiver.Got callback) {
        return callback.payload().required("key").textValue();
    }

    @Test
    void a_wrong_secret_changes_the_key_and_nothing_else() {
        Pair pair = pair("HOLD", "{\"name\":\"wrong-secret\"}");
        assertThat(key(pair.altered())).matches("[0-9a-f]{64}").isNotEqualTo(key(pair.genuine()));
        assertThat(new String(pair.altered().body(), UTF_8).replace(key(pair.altered()), key(pair.genuine())))
                .isEqualTo(new String(pair.genuine().body(), UTF_8));
    }

    @Test
    void a_key_can_be_missing_malformed_or_in_upper_case() {
        Pair missing = pair("HOLD", "{\"name\":\"missing-key\"}");
        ObjectNode without = ((ObjectNode) missing.genuine().payload()).without("key");
        assertThat(missing.altered().payload()).isEqualTo(without);
        Pair malformed = pair("HOLD", "{\"name\":\"malformed-key\"}");
        assertThat(key(malformed.altered())).isEqualTo(key(malformed.genuine()).substring(1));
        Pair upper = pair("HOLD", "{\"name\":\"upper-case-key\"}");
        assertThat(key(upper.altered()))
                .isEqualToIgnoringCase(key(upper.genuine()))
                .isUpperCase();
    }

    /** Forms and keys, KEY for the right one in hex and HALF for the first half of it. */
    private static final Map<String, String> FORMS = Map.ofEntries(
            Map.entry("too-long", "\"KEY0\""),
            Map.entry("half", "\"HALF\""),
            Map.entry("doubled", "\"KEYKEY\""),
            Map.entry("empty", "\"\""),
            Map.entry("padded", "\" KEY \""),
            Map.entry("line-end", "\"KEY\\n\""),
            Map.entry("with-0x", "\"0xKEY\""),
            Map.entry("with-algorithm", "\"sha256=KEY\""),
            Map.entry("trailing-text", "\"KEYzz\""),
            Map.entry("true", "true"),
            Map.entry("zero", "0"),
            Map.entry("one", "1"),
            Map.entry("null", "null"),
            Map.entry("array", "[\"KEY\"]"),
            Map.entry("empty-array", "[]"),
            Map.entry("object", "{\"key\":\"KEY\"}"));

    @Test
    void a_completed_that_never_comes_can_be_preceded_by_one_forgery_in_each_form() throws Exception {
        List<String> forms = forms();
        List<String> faults = new ArrayList<>();
        forms.forEach(form ->
                faults.add(on("COMPLETED", "{\"name\":\"malformed-key\",\"form\":\"" + form + "\",\"besides\":true}")));
        faults.add(on("COMPLETED", "{\"name\":\"drop\"}"));
        try (Receiver receiver = Receiver.answering(got -> verifies(got) ? 200 : 401)) {
            JsonNode merchant = merchant(receiver, faults.toArray(String[]::new));
            deposit(merchant);
            client.advance(merchant, "P8D");

            List<Receiver.Got> forged = receiver.got().subList(4, receiver.got().size());
            assertThat(forged)
                    .hasSameSizeAs(forms)
                    .extracting(Receiver.Got::event)
                    .containsOnly("COMPLETED");
            String right = Signature.of(forged.get(0).trade(), SECRET);
            List<JsonNode> journal = callbacks(merchant).subList(4, 5 + forms.size());
            for (int i = 0; i < forms.size(); i++) {
                String form = forms.get(i);
                JsonNode key = forged.get(i).payload().required("key");
                assertThat(journal.get(i).at("/faults").toString()).isEqualTo("[\"malformed-key\"]");
                assertThat(journal.get(i).at("/alterations").toString())
                        .isEqualTo("[{\"name\":\"malformed-key\",\"form\":\"" + form + "\"}]");
                assertThat(journal.get(i).at("/attempts/0/status").intValue()).isEqualTo(401);
                assertThat(bytes(journal.get(i))).isEqualTo(forged.get(i).body());
                assertThat(key).as(form).isEqualTo(expected(form, right));
            }
            assertThat(journal.get(forms.size()).required("state").textValue()).isEqualTo("DROPPED");
            assertThat(journal.get(forms.size()).has("alterations")).isFalse();
            assertThat(forged.stream()
                            .map(each -> each.payload().required("key"))
                            .distinct())
                    .hasSameSizeAs(forms)
                    .doesNotContain(TextNode.valueOf(right));
        }
    }

    /** All there are, as the control API lists them. */
    private List<String> forms() {
        String allowed = Rows.elements(client.get("/_sim/faults").json().required("faults"))
                .filter(kind -> kind.required("name").textValue().equals("malformed-key"))
                .findFirst()
                .orElseThrow()
                .at("/parameters/0/allowed")
                .textValue();
        return List.of(allowed.split(", | or "));
    }

    private static JsonNode expected(String form, String right) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(right);
        return switch (form) {
            case "too-short" -> TextNode.valueOf(right.substring(1));
            case "cut-at-end" -> TextNode.valueOf(right.substring(0, 63));
            case "non-hex" -> TextNode.valueOf(right.substring(0, 62) + "zz");
            case "non-ascii" -> TextNode.valueOf(right.substring(0, 63) + "é");
            case "base64" -> TextNode.valueOf(Base64.getEncoder().encodeToString(bytes));
            case "base64url" ->
                TextNode.valueOf(Base64.getEncoder()
                        .encodeToString(bytes)
                        .replace('+', '-')
                        .replace('/', '_')
                        .replace("=", ""));
            default ->
                StrictJson.MAPPER.readTree(
                        FORMS.get(form).replace("KEY", right).replace("HALF", right.substring(0, 32)));
        };
    }

    @Test
    void the_same_status_can_come_in_a_newer_snapshot() {
        Pair pair = pair("COMPLETED", "{\"name\":\"newer-snapshot\"}");
        assertThat(verifies(pair.altered())).isTrue();
        assertThat(key(pair.altered())).isNotEqualTo(key(pair.genuine()));
        assertThat(differences(pair)).containsExactly("updatedAt");
        assertThat(Instant.parse(pair.altered().trade().required("updatedAt").textValue()))
                .isEqualTo(Instant.parse(
                                pair.genuine().trade().required("updatedAt").textValue())
                        .plusSeconds(1));
    }

    @Test
    void names_that_no_documentation_has_are_sorted_by_code_unit_at_every_depth() {
        JsonNode trade =
                pair("HOLD", "{\"name\":\"unknown-members\"}").altered().trade();
        List<JsonNode> objects = List.of(trade, trade.path("botInfo"), trade.at("/items/0"));
        Collator german = Collator.getInstance(Locale.GERMAN);
        assertThat(objects).allSatisfy(object -> {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            List<String> sorted = names.stream().sorted().toList();
            assertThat(sorted).containsSubsequence("Zeta", "_x", "z", "ä");
            assertThat(names.stream().sorted(String.CASE_INSENSITIVE_ORDER)).isNotEqualTo(sorted);
            assertThat(names.stream().sorted(german)).isNotEqualTo(sorted);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"malformed-key", "upper-case-key"})
    void a_key_that_is_missing_stays_so_whatever_else_is_to_happen_to_it(String other) {
        try (Receiver receiver = Receiver.good()) {
            List<Receiver.Got> got = sent(
                    receiver,
                    on("PENDING", "{\"name\":\"missing-key\"}"),
                    on("PENDING", "{\"name\":\"" + other + "\"}"));
            assertThat(got).extracting(Receiver.Got::event).containsExactlyElementsOf(ORDINARY);
            assertThat(got.get(1).payload().has("key")).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "price, HOLD, 'preCredit,totalPrice'",
        "price, PENDING, totalPrice",
        "status, PENDING, status",
        "status, COMPLETED, status",
        "steamId, COMPLETED, clientSteamID",
    })
    void a_tampered_trade_keeps_the_genuine_key(String member, String status, String differences) {
        Pair pair = pair(status, "{\"name\":\"tampered-trade\",\"member\":\"" + member + "\"}");
        assertThat(key(pair.altered())).isEqualTo(key(pair.genuine()));
        assertThat(String.join(",", differences(pair))).isEqualTo(differences);
        assertThat(verifies(pair.altered())).isFalse();
    }

    @Test
    void a_tampered_trade_says_what_it_was_told_to() {
        Pair price = pair("HOLD", "{\"name\":\"tampered-trade\",\"member\":\"price\",\"value\":\"0.01\"}");
        assertThat(price.altered().trade().required("totalPrice").decimalValue())
                .isEqualByComparingTo("0.01");
        Pair user =
                pair("HOLD", "{\"name\":\"tampered-trade\",\"member\":\"steamId\",\"value\":\"76561198000000777\"}");
        assertThat(user.altered().trade().required("clientSteamID").textValue()).isEqualTo("76561198000000777");
    }

    @Test
    void another_event_is_not_covered_by_the_signature() {
        Pair pair = pair("PENDING", "{\"name\":\"other-event\",\"event\":\"COMPLETED\"}");
        assertThat(verifies(pair.altered())).isTrue();
        assertThat(new String(pair.altered().body(), UTF_8).replace("\"event\":\"COMPLETED\"", "\"event\":\"PENDING\""))
                .isEqualTo(new String(pair.genuine().body(), UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "key-order, '(?s)\\{\"payload\":\\{\"key\":.*\"timestamp\":.*\"event\":.*\"trade\":.*'",
        "white-space, '(?s)\\{\\R +\"payload\" : \\{.*'",
        "number-form, '(?s).*\"totalPrice\":\\d+\\.\\d*0,.*'",
        "escaped-unicode, '(?s).*https:\\\\/\\\\/.*\\\\u2605 .*'",
    })
    void the_same_values_can_be_written_in_another_way_and_still_verify(String style, String form) {
        Pair pair = pair("HOLD", "{\"name\":\"reserialized\",\"style\":\"" + style + "\"}");
        String body = new String(pair.altered().body(), UTF_8);
        assertThat(body).matches(form).isNotEqualTo(new String(pair.genuine().body(), UTF_8));
        assertThat(verifies(pair.altered())).isTrue();
        assertThat(key(pair.altered())).isEqualTo(key(pair.genuine()));
        if (style.equals("escaped-unicode")) {
            assertThat(US_ASCII.newEncoder().canEncode(body)).isTrue();
        }
    }

    @Test
    void unknown_members_and_statuses_are_signed() {
        Pair members = pair("HOLD", "{\"name\":\"unknown-members\"}");
        assertThat(verifies(members.altered())).isTrue();
        assertThat(differences(members)).contains("x-unknown", "offerID", "error", "items");
        assertThat(members.altered().payload().has("deliveryId")).isTrue();
        Pair status = pair("HOLD", "{\"name\":\"unknown-status\"}");
        assertThat(verifies(status.altered())).isTrue();
        assertThat(status.altered().event()).isEqualTo("QUEUED");
        assertThat(status.altered().trade().required("status").textValue()).isEqualTo("QUEUED");
    }

    @Test
    void many_items_are_signed_and_their_prices_add_up() {
        Pair pair = pair("COMPLETED", "{\"name\":\"many-items\"}");
        JsonNode trade = pair.altered().trade();
        assertThat(verifies(pair.altered())).isTrue();
        assertThat(trade.required("items")).hasSize(250);
        BigDecimal sum = Rows.elements(trade.required("items"))
                .map(item -> item.required("offer").required("price").decimalValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum).isEqualByComparingTo(trade.required("totalPrice").decimalValue());
        assertThat(Rows.elements(trade.required("items"))
                        .map(item -> item.required("id"))
                        .distinct())
                .hasSize(250);
    }

    @Test
    void the_content_type_can_be_wrong_and_the_body_right() {
        Pair pair = pair("HOLD", "{\"name\":\"wrong-content-type\"}");
        assertThat(pair.altered().headers().get("Content-type")).containsExactly("text/plain");
        assertThat(pair.altered().body()).isEqualTo(pair.genuine().body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"malformed-json", "empty-body"})
    void the_body_can_be_malformed_or_empty(String name) {
        try (Receiver receiver = Receiver.good()) {
            List<Receiver.Got> got = sent(receiver, on("HOLD", "{\"name\":\"" + name + "\",\"besides\":true}"));
            byte[] genuine = got.get(4).body();
            byte[] expected = name.equals("empty-body") ? new byte[0] : Arrays.copyOf(genuine, genuine.length - 2);
            assertThat(got.get(3).body()).isEqualTo(expected);
            assertThat(got.get(3).headers().get("Content-length")).containsExactly(String.valueOf(expected.length));
        }
    }

    @Test
    void instead_of_the_genuine_one_the_altered_one_is_retried_with_the_same_bytes() {
        try (Receiver receiver = Receiver.answering(got -> verifies(got) ? 200 : 401)) {
            JsonNode merchant = merchant(receiver, on("HOLD", "{\"name\":\"wrong-secret\"}"));
            deposit(merchant);
            client.advance(merchant, "P6D");
            List<Receiver.Got> holds = receiver.got().stream()
                    .filter(got -> got.event().equals("HOLD"))
                    .toList();
            assertThat(holds).hasSize(6);
            assertThat(holds)
                    .allMatch(got -> Arrays.equals(got.body(), holds.get(0).body()));
            JsonNode hold = callbacks(merchant).get(3);
            assertThat(hold.required("state").textValue()).isEqualTo("EXHAUSTED");
            assertThat(hold.required("faults").get(0).textValue()).isEqualTo("wrong-secret");
            assertThat(bytes(hold)).isEqualTo(holds.get(0).body());
        }
    }

    @Test
    void what_is_sent_besides_is_never_retried_and_shows_that_a_fault_wanted_it() {
        try (Receiver receiver = Receiver.answering(got -> verifies(got) ? 200 : 401)) {
            JsonNode merchant = merchant(receiver, on("HOLD", "{\"name\":\"missing-key\",\"besides\":true}"));
            deposit(merchant);
            client.advance(merchant, "P8D");
            assertThat(receiver.events())
                    .containsExactly("INITIATED", "PENDING", "ACTIVE", "HOLD", "HOLD", "COMPLETED");
            JsonNode extra = callbacks(merchant).get(3);
            assertThat(extra.required("state").textValue()).isEqualTo("EXHAUSTED");
            assertThat(extra.required("attempts")).hasSize(1);
            assertThat(extra.required("attempts").get(0).required("trigger").textValue())
                    .isEqualTo("FAULT");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name":"duplicate"}         | genuine,genuine,altered,altered,ACTIVE,HOLD
            {"name":"duplicate-at-once"} | genuine,genuine,altered,altered,ACTIVE,HOLD
            {"name":"delay","by":"1h"}   | ACTIVE,HOLD,genuine,altered
            {"name":"swap-with-next"}    | ACTIVE,genuine,altered,HOLD
            {"name":"drop"}              | altered,ACTIVE,HOLD
            """)
    void what_is_sent_afterwards_follows_the_genuine_one_wherever_that_comes(String other, String came) {
        try (Receiver receiver = Receiver.good()) {
            String afterwards = on("PENDING", "{\"name\":\"missing-key\",\"afterwards\":true}");
            JsonNode merchant = merchant(receiver, afterwards, on("PENDING", other));
            deposit(merchant);
            client.advance(merchant, "PT2H");
            assertThat(receiver.got().stream()
                            .skip(1)
                            .map(got -> !verifies(got)
                                    ? "altered"
                                    : got.event().equals("PENDING") ? "genuine" : got.event()))
                    .containsExactly(came.split(","));
        }
    }

    @Test
    void what_is_sent_afterwards_waits_for_the_first_attempt_alone_and_is_never_retried() {
        try (Receiver receiver = Receiver.answering(got -> got.event().equals("PENDING") ? 500 : 200)) {
            JsonNode merchant = merchant(receiver, on("PENDING", "{\"name\":\"missing-key\",\"afterwards\":true}"));
            client.patch(path(merchant), "{\"retry\":\"40s\"}");
            deposit(merchant);
            client.advance(merchant, "1min");
            List<Boolean> signed = receiver.got().stream()
                    .filter(got -> got.event().equals("PENDING"))
                    .map(CallbackFaultsTest::verifies)
                    .toList();
            assertThat(signed).containsExactly(true, false, true);
        }
    }

    @Test
    void in_strict_order_what_is_sent_afterwards_waits_until_the_genuine_one_is_over() {
        AtomicInteger failures = new AtomicInteger();
        try (Receiver receiver = Receiver.answering(
                got -> got.event().equals("PENDING") && failures.incrementAndGet() <= 1 ? 500 : 200)) {
            JsonNode merchant = merchant(receiver, on("PENDING", "{\"name\":\"missing-key\",\"afterwards\":true}"));
            client.patch(path(merchant), "{\"retry\":\"40s\",\"assumptions\":{\"callbackOrder\":\"strict\"}}");
            deposit(merchant);
            client.advance(merchant, "PT2H");
            assertThat(receiver.events())
                    .containsExactly("INITIATED", "PENDING", "PENDING", "PENDING", "ACTIVE", "HOLD");
            assertThat(receiver.got().subList(1, 4).stream().map(CallbackFaultsTest::verifies))
                    .containsExactly(true, true, false);
        }
    }

    @Test
    void a_dropped_callback_never_comes_unless_it_is_resent() {
        try (Receiver receiver = Receiver.good()) {
            JsonNode merchant = merchant(receiver, on("HOLD", "{\"name\":\"drop\"}"));
            deposit(merchant);
            client.advance(merchant, "P8D");
            assertThat(receiver.events()).containsExactly("INITIATED", "PENDING", "ACTIVE", "COMPLETED");
            JsonNode dropped = callbacks(merchant).get(3);
            assertThat(dropped.required("state").textValue()).isEqualTo("DROPPED");
            client.post(path(merchant) + "/callbacks/" + dropped.required("id").textValue() + "/resend", "{}");
            assertThat(receiver.events()).endsWith("HOLD");
            assertThat(verifies(receiver.got().get(4))).isTrue();
        }
    }

    @Test
    void a_delayed_callback_is_overtaken() {
        try (Receiver receiver = Receiver.good()) {
            assertThat(sent(receiver, on("HOLD", "{\"name\":\"delay\",\"by\":\"P7DT12H\"}")))
                    .extracting(Receiver.Got::event)
                    .containsExactly("INITIATED", "PENDING", "ACTIVE", "COMPLETED", "HOLD");
        }
    }

    @Test
    void duplicates_come_one_after_another_with_the_same_bytes() {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (Receiver receiver = Receiver.answering(got -> {
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
            open.decrementAndGet();
            return 200;
        })) {
            List<Receiver.Got> got = sent(receiver, on("COMPLETED", "{\"name\":\"duplicate\",\"copies\":3}"));
            assertThat(got).hasSize(8);
            assertThat(got.subList(4, 8))
                    .allMatch(each -> Arrays.equals(each.body(), got.get(4).body()));
            assertThat(most).hasValue(1);
        }
    }

    @Test
    void duplicates_at_once_are_all_under_way_at_the_same_time() {
        CyclicBarrier together = new CyclicBarrier(8);
        try (Receiver receiver = Receiver.answering(got -> got.event().equals("COMPLETED") ? met(together) : 200)) {
            List<Receiver.Got> got = sent(receiver, on("COMPLETED", "{\"name\":\"duplicate-at-once\",\"copies\":7}"));
            assertThat(got).hasSize(12);
            assertThat(got.subList(4, 12))
                    .allMatch(each -> Arrays.equals(each.body(), got.get(4).body()));
        }
    }

    /** 200 when as many as planned are here at the same time. */
    private static int met(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
            return 200;
        } catch (Exception e) {
            return 500;
        }
    }

    @Test
    void two_statuses_can_come_at_the_same_instant() {
        CyclicBarrier together = new CyclicBarrier(2);
        try (Receiver receiver =
                Receiver.answering(got -> Set.of("HOLD", "COMPLETED").contains(got.event()) ? met(together) : 200)) {
            JsonNode merchant = merchant(receiver, on("HOLD", "{\"name\":\"at-once-with-next\"}"));
            deposit(merchant);
            client.advance(merchant, "P3D");
            assertThat(receiver.events()).containsExactly("INITIATED", "PENDING", "ACTIVE");
            assertThat(callbacks(merchant).get(3).required("state").textValue()).isEqualTo("KEPT_BACK");
            client.advance(merchant, "P5D");
            assertThat(receiver.events()).hasSize(5);
            assertThat(callbacks(merchant))
                    .isNotEmpty()
                    .allMatch(each -> each.required("state").textValue().equals("DELIVERED"));
        }
    }

    @Test
    void two_statuses_can_change_places() {
        try (Receiver receiver = Receiver.good()) {
            assertThat(sent(receiver, on("PENDING", "{\"name\":\"swap-with-next\"}")))
                    .extracting(Receiver.Got::event)
                    .containsExactly("INITIATED", "ACTIVE", "PENDING", "HOLD", "COMPLETED");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"repeat-later\",\"after\":\"1d\"}",
                "{\"name\":\"duplicate\",\"copies\":2,\"gap\":\"1d\"}"
            })
    void what_changes_places_waits_for_the_next_callback_and_not_for_its_copies(String copies) {
        try (Receiver receiver = Receiver.good()) {
            JsonNode merchant = merchant(receiver, on("ACTIVE", "{\"name\":\"swap-with-next\"}"), on("HOLD", copies));
            deposit(merchant);
            client.advance(merchant, "1h");
            assertThat(receiver.events()).containsExactly("INITIATED", "PENDING", "HOLD", "ACTIVE");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"name\":\"delay\",\"by\":\"1h\"}', 'INITIATED,ACTIVE,HOLD'",
        "'{\"name\":\"duplicate\",\"gap\":\"1h\"}', 'INITIATED,ACTIVE,PENDING,HOLD'",
    })
    void what_changes_places_keeps_its_delay(String later, String events) {
        try (Receiver receiver = Receiver.good()) {
            JsonNode merchant =
                    merchant(receiver, on("PENDING", later), on("PENDING", "{\"name\":\"swap-with-next\"}"));
            deposit(merchant);
            client.advance(merchant, "30min");
            assertThat(String.join(",", receiver.events())).isEqualTo(events);
            client.advance(merchant, "1h");
            assertThat(String.join(",", receiver.events())).isEqualTo(events + ",PENDING");
        }
    }

    @Test
    void each_two_change_places_when_all_are_to() {
        try (Receiver receiver = Receiver.good()) {
            JsonNode merchant = merchant(
                    receiver,
                    "{\"trigger\":{\"on\":\"callback\",\"times\":\"always\"},\"fault\":{\"name\":\"swap-with-next\"}}");
            deposit(merchant);
            client.advance(merchant, "P8D");
            assertThat(receiver.events()).containsExactly("PENDING", "INITIATED", "HOLD", "ACTIVE");
            assertThat(client.send("DELETE", path(merchant) + "/faults", null).status())
                    .isEqualTo(204);
            client.advance(merchant, "0s");
            assertThat(receiver.events()).endsWith("COMPLETED").hasSize(5);
        }
    }

    @Test
    void an_old_snapshot_comes_again_later_with_the_same_bytes_whatever_the_secret_is_by_then() {
        try (Receiver receiver = Receiver.good()) {
            JsonNode merchant = merchant(receiver, on("HOLD", "{\"name\":\"repeat-later\",\"after\":\"30d\"}"));
            deposit(merchant);
            client.advance(merchant, "P8D");
            client.patch(path(merchant), "{\"apiSecret\":\"other\"}");
            client.advance(merchant, "P30D");
            assertThat(receiver.events()).endsWith("COMPLETED", "HOLD").hasSize(6);
            assertThat(receiver.got().get(5).body())
                    .isEqualTo(receiver.got().get(3).body());
            JsonNode copy = callbacks(merchant).get(4);
            assertThat(copy.required("copyOf"))
                    .isEqualTo(callbacks(merchant).get(3).required("id"));
        }
    }

    @Test
    void a_lost_acknowledgement_makes_the_callback_come_again() {
        try (Receiver receiver = Receiver.good()) {
            List<Receiver.Got> got =
                    sent(receiver, on("COMPLETED", "{\"name\":\"lost-acknowledgement\",\"attempts\":2}"));
            assertThat(got).hasSize(7);
            assertThat(got.subList(4, 7))
                    .allMatch(each -> Arrays.equals(each.body(), got.get(4).body()));
        }
    }

    @Test
    void a_lost_acknowledgement_stands_in_the_journal_with_the_answer_that_was_lost() {
        try (Receiver receiver = Receiver.good()) {
            JsonNode merchant = merchant(receiver, on("INITIATED", "{\"name\":\"lost-acknowledgement\"}"));
            deposit(merchant);
            client.advance(merchant, "10s");
            JsonNode attempts = callbacks(merchant).get(0).required("attempts");
            assertThat(attempts).hasSize(2);
            assertThat(attempts.get(0).required("status").intValue()).isEqualTo(200);
            assertThat(attempts.get(0).required("answerLost").booleanValue()).isTrue();
            assertThat(attempts.get(0).required("delivered").booleanValue()).isFalse();
            assertThat(attempts.get(1).required("delivered").booleanValue()).isTrue();
            assertThat(attempts.get(1).has("answerLost")).isFalse();
        }
    }

    @Test
    void the_first_callback_can_come_while_the_deposit_is_still_waiting_for_its_answer() {
        AtomicReference<CompletableFuture<JsonNode>> deposit = new AtomicReference<>();
        AtomicBoolean answered = new AtomicBoolean();
        AtomicReference<String> token = new AtomicReference<>();
        AtomicInteger inventory = new AtomicInteger();
        try (Receiver receiver = Receiver.answering(got -> {
            if (got.event().equals("INITIATED")) {
                // A merchant that looks something up in its handler must not wait for itself.
                inventory.set(client.get("/client/inventory", "Authorization", token.get())
                        .status());
                await().during(java.time.Duration.ofMillis(200)).until(() -> true);
                answered.set(deposit.get().isDone());
            }
            return 200;
        })) {
            JsonNode merchant = merchant(receiver, on("INITIATED", "{\"name\":\"before-answer\"}"));
            token.set(client.token(merchant, USER));
            CompletableFuture<JsonNode> pending = new CompletableFuture<>();
            deposit.set(pending);
            JsonNode trade = deposit(merchant);
            pending.complete(trade);
            assertThat(receiver.events()).containsExactly("INITIATED");
            assertThat(receiver.got().get(0).trade()).isEqualTo(trade);
            assertThat(answered).isFalse();
            assertThat(inventory).hasValue(200);
            client.advance(merchant, "P8D");
            assertThat(receiver.events()).containsExactly("INITIATED", "PENDING", "ACTIVE", "HOLD", "COMPLETED");
        }
    }

    @Test
    void the_answer_waits_for_the_first_callback_and_not_for_its_copies() {
        try (Receiver receiver = Receiver.good()) {
            JsonNode merchant = merchant(
                    receiver,
                    on("INITIATED", "{\"name\":\"before-answer\"}"),
                    on("INITIATED", "{\"name\":\"duplicate\",\"gap\":\"10s\"}"));
            CompletableFuture<JsonNode> deposit = CompletableFuture.supplyAsync(() -> deposit(merchant));
            assertThat(deposit).succeedsWithin(java.time.Duration.ofSeconds(30));
            assertThat(receiver.events()).containsExactly("INITIATED");
            client.advance(merchant, "10s");
            assertThat(receiver.events()).containsExactly("INITIATED", "PENDING", "INITIATED");
        }
    }

    @ParameterizedTest
    @CsvSource({"before-answer, duplicate-at-once", "duplicate-at-once, before-answer"})
    void the_first_callback_and_its_copies_can_come_at_the_same_instant_before_the_answer(String one, String other) {
        CyclicBarrier meeting = new CyclicBarrier(2);
        AtomicBoolean answered = new AtomicBoolean();
        AtomicInteger early = new AtomicInteger();
        try (Receiver receiver = Receiver.answering(got -> {
            int status = met(meeting);
            await().during(java.time.Duration.ofMillis(200)).until(() -> true);
            early.addAndGet(answered.get() ? 0 : 1);
            return status;
        })) {
            JsonNode merchant = merchant(
                    receiver,
                    on("INITIATED", "{\"name\":\"" + one + "\"}"),
                    on("INITIATED", "{\"name\":\"" + other + "\"}"));
            deposit(merchant);
            answered.set(true);
            assertThat(receiver.events()).containsExactly("INITIATED", "INITIATED");
            assertThat(early).as("while the deposit waited for its answer").hasValue(2);
            assertThat(callbacks(merchant))
                    .isNotEmpty()
                    .allMatch(each -> each.required("state").textValue().equals("DELIVERED"));
        }
    }

    @Test
    void a_receiver_that_hangs_keeps_the_answer_for_no_longer_than_its_time_out() {
        CyclicBarrier never = new CyclicBarrier(2);
        try (Receiver receiver = Receiver.answering(got -> met(never))) {
            JsonNode merchant = merchant(receiver, on("INITIATED", "{\"name\":\"before-answer\"}"));
            client.patch(path(merchant), "{\"callbackTimeout\":\"300ms\"}");
            assertThat(deposit(merchant).required("status").textValue()).isEqualTo("INITIATED");
        }
    }

    @Test
    void deleting_the_merchant_lets_the_waiting_answer_go() {
        CyclicBarrier meeting = new CyclicBarrier(2);
        try (Receiver receiver = Receiver.answering(got -> met(meeting))) {
            JsonNode merchant = merchant(receiver, on("INITIATED", "{\"name\":\"before-answer\"}"));
            client.patch(path(merchant), "{\"callbackTimeout\":\"1s\"}");
            CompletableFuture<JsonNode> deposit = CompletableFuture.supplyAsync(() -> deposit(merchant));
            await().until(() -> !receiver.got().isEmpty());
            client.send("DELETE", path(merchant), null);
            assertThat(deposit.orTimeout(20, TimeUnit.SECONDS)
                            .join()
                            .required("status")
                            .textValue())
                    .isEqualTo("INITIATED");
            met(meeting);
        }
    }

    @Test
    void without_a_callback_url_planned_faults_change_nothing() {
        JsonNode merchant = client.merchant("{}");
        plan(merchant, on("INITIATED", "{\"name\":\"before-answer\"}"), on("HOLD", "{\"name\":\"swap-with-next\"}"));
        deposit(merchant);
        client.advance(merchant, "P8D");
        assertThat(callbacks(merchant))
                .hasSize(5)
                .allMatch(each -> each.required("state").textValue().equals("UNDELIVERABLE"));
    }

    @Test
    void in_strict_order_the_genuine_callbacks_still_wait_for_each_other() {
        AtomicInteger failures = new AtomicInteger();
        try (Receiver receiver = Receiver.answering(
                got -> got.event().equals("PENDING") && failures.incrementAndGet() <= 2 ? 500 : 200)) {
            JsonNode merchant = merchant(receiver, on("ACTIVE", "{\"name\":\"drop\"}"));
            client.patch(path(merchant), "{\"assumptions\":{\"callbackOrder\":\"strict\"}}");
            deposit(merchant);
            client.advance(merchant, "P8D");
            assertThat(receiver.events())
                    .containsExactly("INITIATED", "PENDING", "PENDING", "PENDING", "HOLD", "COMPLETED");
        }
    }

    @ParameterizedTest
    @CsvSource({
        // The turn of PENDING comes after 40 s.
        "'{\"name\":\"delay\",\"by\":\"1h\"}', 'INITIATED,INITIATED,PENDING,ACTIVE,HOLD', PT1H2S",
        "'{\"name\":\"swap-with-next\"}', 'INITIATED,INITIATED,ACTIVE,PENDING,HOLD', PT40S",
        "'{\"name\":\"duplicate-at-once\"}', 'INITIATED,INITIATED,PENDING,PENDING,ACTIVE,HOLD', PT40S",
    })
    void in_strict_order_a_fault_strikes_also_what_had_to_wait(String fault, String events, String after) {
        AtomicInteger failures = new AtomicInteger();
        try (Receiver receiver = Receiver.answering(
                got -> got.event().equals("INITIATED") && failures.incrementAndGet() <= 1 ? 500 : 200)) {
            JsonNode merchant = merchant(receiver, on("PENDING", fault));
            client.patch(path(merchant), "{\"retry\":\"40s\",\"assumptions\":{\"callbackOrder\":\"strict\"}}");
            deposit(merchant);
            client.advance(merchant, "PT2H");
            assertThat(String.join(",", receiver.events())).isEqualTo(events);
            JsonNode struck = callbacks(merchant).get(1);
            assertThat(java.time.Duration.between(
                            java.time.Instant.parse(
                                    callbacks(merchant).get(0).required("due").textValue()),
                            java.time.Instant.parse(struck.at("/attempts/0/due").textValue())))
                    .hasToString(after);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "duplicate-at-once, 'PENDING,PENDING,PENDING,PENDING,ACTIVE,HOLD'",
        "at-once-with-next, 'ACTIVE,PENDING,ACTIVE,PENDING,HOLD'",
    })
    void in_strict_order_the_next_waits_for_all_that_came_at_once(String fault, String events) {
        AtomicInteger failures = new AtomicInteger();
        try (Receiver receiver = Receiver.answering(
                got -> !got.event().equals("INITIATED") && failures.incrementAndGet() <= 2 ? 500 : 200)) {
            JsonNode merchant = merchant(receiver, on("PENDING", "{\"name\":\"" + fault + "\"}"));
            client.patch(path(merchant), "{\"retry\":\"40s\",\"assumptions\":{\"callbackOrder\":\"strict\"}}");
            deposit(merchant);
            client.advance(merchant, "PT2H");
            List<String> got = new ArrayList<>(receiver.events());
            assertThat(got.remove(0)).isEqualTo("INITIATED");
            // What comes at the same instant comes in any order.
            got.subList(0, 2).sort(null);
            got.subList(2, 4).sort(null);
            assertThat(String.join(",", got)).isEqualTo(events);
        }
    }

    @Test
    void in_strict_order_the_next_goes_on_when_what_was_to_come_at_once_was_resent_by_hand() {
        AtomicInteger failures = new AtomicInteger();
        try (Receiver receiver = Receiver.answering(
                got -> got.event().equals("INITIATED") && failures.incrementAndGet() <= 1 ? 500 : 200)) {
            JsonNode merchant = merchant(receiver, on("PENDING", "{\"name\":\"at-once-with-next\"}"));
            client.patch(path(merchant), "{\"retry\":\"40s\",\"assumptions\":{\"callbackOrder\":\"strict\"}}");
            deposit(merchant);
            client.advance(merchant, "35s");
            assertThat(receiver.events()).containsExactly("INITIATED");
            for (JsonNode each : callbacks(merchant)) {
                if (Set.of("PENDING", "ACTIVE").contains(each.required("event").textValue())) {
                    client.post(
                            path(merchant) + "/callbacks/" + each.required("id").textValue() + "/resend", "{}");
                }
            }
            client.advance(merchant, "PT2H");
            assertThat(receiver.events()).containsExactly("INITIATED", "PENDING", "ACTIVE", "INITIATED", "HOLD");
        }
    }

    private static void ok(RawReceiver.Line line) throws IOException {
        line.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }

    private String bodyOf(String request) {
        return request.substring(request.indexOf("\r\n\r\n") + 4);
    }

    private JsonNode firstCallback(URI url, String fault) {
        JsonNode merchant =
                client.merchant("{\"callbackUrl\":\"" + url + "\",\"apiSecret\":\"" + SECRET + "\",\"retry\":\"1s\"}");
        assertThat(plan(merchant, on("INITIATED", fault)).status()).isEqualTo(200);
        deposit(merchant);
        client.advance(merchant, "1s");
        return callbacks(merchant).get(0);
    }

    @Test
    void a_cut_body_is_half_of_the_one_that_comes_whole_on_the_retry() {
        List<String> requests = new CopyOnWriteArrayList<>();
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            if (requests.isEmpty()) {
                requests.add(line.readToEnd());
                line.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            } else {
                requests.add(line.request());
                ok(line);
            }
        })) {
            JsonNode attempts = firstCallback(URI.create(receiver.url().toString()), "{\"name\":\"cut-body\"}")
                    .required("attempts");
            String half = bodyOf(requests.get(0));
            String whole = bodyOf(requests.get(1));
            assertThat(half).isEqualTo(whole.substring(0, whole.length() / 2));
            assertThat(requests.get(0)).contains("Content-Length: " + whole.length() + "\r\n");
            assertThat(attempts.get(0).required("manner").textValue()).isEqualTo("HALF");
            assertThat(attempts.get(0).required("error").textValue()).contains("hung up, as planned", "400");
            assertThat(attempts.get(1).has("manner")).isFalse();
            assertThat(attempts.get(1).required("delivered").booleanValue()).isTrue();
        }
    }

    @Test
    void after_a_reset_the_merchant_has_everything_and_the_callback_comes_again() {
        List<String> requests = new CopyOnWriteArrayList<>();
        AtomicReference<String> after = new AtomicReference<>("");
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            requests.add(line.request());
            boolean first = requests.size() == 1;
            ok(line);
            if (first) {
                try {
                    line.readToEnd();
                } catch (IOException e) {
                    after.set(e.getMessage());
                }
            }
        })) {
            JsonNode callback =
                    firstCallback(URI.create(receiver.url().toString()), "{\"name\":\"reset-after-sending\"}");
            assertThat(requests).hasSize(2);
            assertThat(bodyOf(requests.get(0)))
                    .isEqualTo(bodyOf(requests.get(1)))
                    .contains("INITIATED");
            assertThat(after.get()).containsIgnoringCase("reset");
            assertThat(callback.required("attempts")
                            .get(0)
                            .required("delivered")
                            .booleanValue())
                    .isFalse();
            assertThat(callback.required("state").textValue()).isEqualTo("DELIVERED");
        }
    }

    @Test
    void slow_sending_takes_its_time_and_arrives_whole() {
        AtomicReference<String> request = new AtomicReference<>();
        try (RawReceiver receiver = RawReceiver.doing(line -> {
            request.set(line.request());
            ok(line);
        })) {
            long before = System.nanoTime();
            JsonNode callback = firstCallback(
                    URI.create(receiver.url().toString()), "{\"name\":\"slow-sending\",\"over\":\"500ms\"}");
            assertThat(System.nanoTime() - before).isGreaterThan(400_000_000L);
            assertThat(bodyOf(request.get())).isEqualTo(new String(bytes(callback), ISO_8859_1));
            assertThat(callback.required("state").textValue()).isEqualTo("DELIVERED");
            assertThat(callback.required("attempts")).hasSize(1);
        }
    }

    private static byte[] bytes(JsonNode callback) {
        return Base64.getDecoder().decode(callback.required("bodyBase64").textValue());
    }
}
