package io.github.assetpaysim.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.support.RawHttp;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import io.github.assetpaysim.simulator.text.Quoted;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation that takes a body or a query, against everything that clumsy and hostile clients put there. */
class HostileRequestsTest {
    private static final String JSON = "Content-Type: application/json";

    private static final Duration A_HANG = Duration.ofSeconds(20);

    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    private static String apiKey;
    private static String token;
    private static String item;
    private static String trade;

    /** An operation with a body, its complete and valid body, and what each member takes. */
    private enum Operation {
        AUTHENTICATE(
                "POST",
                "/auth/authenticate-client",
                "{'clientSteamId':'76561198012345678','clientTradeUrl':"
                        + "'https://steamcommunity.com/tradeoffer/new/?partner=12345678&token=AbCdEfGh','clientId':'c',"
                        + "'clientData':{'totalWager':1,'kycLevel':1,'fiatDeposits':true,'cryptoDeposits':true}}",
                "/clientSteamId exact 128 required",
                "/clientTradeUrl exact 128 required",
                "/clientId text 128",
                "/clientData object",
                "/clientData/totalWager number",
                "/clientData/kycLevel integer",
                "/clientData/fiatDeposits flag",
                "/clientData/cryptoDeposits flag"),
        DEPOSIT(
                "POST",
                "/client/trading/deposit",
                "{'items':[{'itemId':'$ITEM','amount':1,'offer':{'price':1.25,'reference':'r'}}],'game':'730',"
                        + "'externalId':'e','isInstant':false}",
                "/items array required",
                "/items/0/itemId exact 256 required",
                "/items/0/amount integer",
                "/items/0/offer object",
                "/items/0/offer/price positive required",
                "/items/0/offer/reference text 256 required",
                "/game exact 256",
                "/externalId text 128",
                "/isInstant flag"),
        CREATE(
                "POST",
                "/_sim/merchants",
                "{'callbackUrl':'http://127.0.0.1:9/','merchantId':'m','apiKey':'ap_m','apiSecret':'s','clock':'frozen',"
                        + "'pace':'1s','startAt':'2026-03-04T10:00:00Z','seed':1,'retry':'none','callbackTimeout':'1s',"
                        + "'tokenTtl':'1h','rateLimits':'off','steam':{'outcome':'accept'},"
                        + "'assumptions':{'openDepositLimit':3}}",
                "/callbackUrl exact 128",
                "/clock exact 128",
                "/startAt exact 128",
                "/seed whole 128",
                "/retry exact 128",
                "/steam object",
                "/steam/outcome exact 128",
                "/assumptions object",
                "/assumptions/openDepositLimit exact 128"),
        USER(
                "PUT",
                "/_sim/merchants/default/users/76561198012345679",
                "{'outcome':'accept','inventory':[{'marketHashName':'Cloth','game':'252490','amount':2,'tradable':true}],"
                        + "'account':'ordinary','collateral':{'provider':1,'merchant':0.5},'pricesMove':false}",
                "/outcome exact 128",
                "/inventory/0/marketHashName exact 128 required",
                "/inventory/0/amount integer",
                "/inventory/0/tradable flag",
                "/account exact 128",
                "/collateral object",
                "/pricesMove flag"),
        PRICES(
                "POST",
                "/_sim/merchants/default/prices",
                "{'offers':[{'marketHashName':'Cloth','game':'252490','price':1.25}]}",
                "/offers array required",
                "/offers/0/marketHashName exact 128 required",
                "/offers/0/game exact 128"),
        EVENT(
                "POST",
                "/_sim/merchants/default/trades/$TRADE/events",
                "{'event':'send-offer'}",
                "/event exact 99 required"),
        ADVANCE("POST", "/_sim/merchants/default/clock/advance", "{'by':'1s'}", "/by exact 128 required");

        final String method;
        final String path;
        final String body;
        final List<Member> members;

        Operation(String method, String path, String body, String... members) {
            this.method = method;
            this.path = path;
            this.body = body.replace('\'', '"');
            this.members = Arrays.stream(members).map(Member::of).toList();
        }

        boolean control() {
            return path.startsWith("/_sim");
        }

        ObjectNode valid() {
            try {
                return (ObjectNode) StrictJson.MAPPER.readTree(body.replace("$ITEM", item));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        Answer send(byte[] body, String... headers) {
            List<String> lines = new ArrayList<>(List.of(headers));
            lines.add(this == DEPOSIT ? "Authorization: " + token : "api-key: " + apiKey);
            byte[] request = RawHttp.post(path.replace("$TRADE", trade), body, lines.toArray(String[]::new));
            return RawHttp.send(
                    RUNNING.baseUrl(),
                    method.equals("POST")
                            ? request
                            : new String(request, ISO_8859_1)
                                    .replaceFirst("POST", method)
                                    .getBytes(ISO_8859_1));
        }
    }

    /** @param longest the most characters that can be right; null when it is no text */
    private record Member(JsonPointer pointer, String type, Integer longest, boolean required) {
        static Member of(String text) {
            String[] words = text.split(" ");
            boolean measured = words.length > 2 && words[2].matches("\\d+");
            return new Member(
                    JsonPointer.compile(words[0]),
                    words[1],
                    measured ? Integer.valueOf(words[2]) : null,
                    text.endsWith(" required"));
        }

        /** As messages spell it: {@code items[0].offer.price}. */
        String path() {
            return pointer.toString().substring(1).replaceAll("/(\\d+)", "[$1]").replace('/', '.');
        }

        /** Values that are not of the type. */
        List<String> wrong() {
            List<String> wrong = new ArrayList<>();
            add(wrong, !type.equals("flag"), "true");
            add(wrong, !List.of("number", "integer", "whole").contains(type), "0");
            add(wrong, !List.of("number", "positive").contains(type), "1.5", "0.0", "1e0");
            add(wrong, !type.equals("number"), "1e400", "1e-400");
            add(wrong, !type.equals("whole"), "-1");
            add(wrong, !List.of("number", "whole", "positive").contains(type), "9223372036854775808");
            add(wrong, type.equals("integer") || type.equals("whole"), "99999999999999999999");
            add(wrong, true, "\"\"", "[[]]", "[{}]", "[null]", "\"\\u0000\"", "\"\\ud800\"");
            add(wrong, !type.equals("object"), "{}", "{\"a\":1}");
            add(wrong, longest != null, "\"" + "★".repeat(longest == null ? 0 : longest + 1) + "\"");
            if (type.equals("text")) {
                // Any text is right, also a control character.
                wrong.remove("\"\\u0000\"");
            }
            return wrong;
        }

        private static void add(List<String> to, boolean when, String... values) {
            if (when) {
                to.addAll(List.of(values));
            }
        }
    }

    @BeforeAll
    static void start() {
        TestClient client = RUNNING.client();
        apiKey = RUNNING.simulator().defaultMerchant().credentials().apiKey();
        JsonNode merchant = StrictJson.MAPPER.createObjectNode().put("apiKey", apiKey);
        token = client.token(merchant, "76561198012345678");
        List<JsonNode> items = client.depositable(token, "730");
        item = items.get(0).required("id").textValue();
        trade = client.deposit(token, items.get(1), "").data().required("id").textValue();
    }

    @ParameterizedTest
    @EnumSource
    void the_valid_body_gets_past_the_checks_of_form(Operation operation) {
        // Otherwise the refusals below could have any other cause.
        Answer answer = operation.send(bytes(operation.valid()), JSON);

        assertThat(answer.status())
                .as(new String(answer.body(), UTF_8))
                .isIn(200, 201, operation == Operation.DEPOSIT ? 400 : 404);
        if (operation == Operation.DEPOSIT) {
            assertThat(answer.json().at("/error/key").textValue()).isEqualTo("NO_OFFER_FOUND");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_member_of_the_wrong_type_or_size_is_refused_by_its_name(Operation operation) throws IOException {
        for (Member member : operation.members) {
            for (String value : member.wrong()) {
                String name = member.path();
                String body = with(operation, member, value);

                String message = refusal(operation, 400, name + " = " + value, body.getBytes(UTF_8), JSON);

                assertThat(message).as(name + " = " + value).contains(name.replace("assumptions.", ""));
                assertThat(message)
                        .as(name + " = " + value)
                        .containsPattern(
                                "must be|expected|is not allowed: |missing|surrogate|unknown|is empty|exponent|end of");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_required_member_that_is_absent_or_null_is_named(Operation operation) throws IOException {
        for (Member member : operation.members) {
            if (member.required()) {
                ObjectNode without = operation.valid();
                ((ObjectNode) without.at(member.pointer().head()))
                        .remove(member.pointer().last().getMatchingProperty());

                for (String body : List.of(without.toString(), with(operation, member, "null"))) {
                    assertThat(refusal(operation, 400, body, body.getBytes(UTF_8), JSON))
                            .containsPattern(
                                    member.path().replace("[", "\\[") + " is missing; expected |give either by");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_member_that_is_there_twice_is_refused(Operation operation) {
        String body = operation.valid().toString();
        String first = body.substring(1, body.indexOf(':'));

        assertThat(refusal(operation, 400, "twice", ("{" + first + ":1," + body.substring(1)).getBytes(UTF_8), JSON))
                .contains("the member '" + first.replace("\"", "") + "' is given twice");
    }

    @ParameterizedTest
    @EnumSource
    void a_body_that_is_no_JSON_object_in_UTF_8_is_refused(Operation operation) {
        String body = operation.valid().toString();
        List<byte[]> bodies = new ArrayList<>(Stream.of(
                        " ",
                        "null",
                        "[" + body + "]",
                        "{",
                        "{a:1}",
                        "{'a':1}",
                        body + body,
                        body.replace("}", ",}"),
                        "{\"a\":NaN}",
                        "{\"a\":\"\\x\"}",
                        "/**/" + body,
                        "a=b&c=d",
                        "{\"a\":1e99999999999}",
                        "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000))
                .map(text -> text.getBytes(UTF_8))
                .toList());
        bodies.add(body.getBytes(UTF_16));
        bodies.add(("{\"é\":1," + body.substring(1)).getBytes(ISO_8859_1));
        bodies.add(new byte[0]);
        for (byte[] each : bodies) {
            String shown = new String(each, UTF_8);
            refusal(operation, 400, shown.substring(0, Math.min(shown.length(), 80)), each, JSON);
        }
    }

    @ParameterizedTest
    @EnumSource
    void another_content_type_and_a_body_over_the_limit_are_refused(Operation operation) {
        byte[] body = bytes(operation.valid());
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", ";")) {
            assertThat(refusal(operation, 415, type, body, "Content-Type: " + type))
                    .contains("application/json");
        }
        refusal(operation, 415, "none", body);
        refusal(operation, 415, "gzip", body, JSON, "Content-Encoding: gzip");
        refusal(operation, 413, "over 1 MiB", Arrays.copyOf(body, (1 << 20) + 1), JSON);
    }

    /** @param right the values of those below that it takes */
    private record Parameter(String name, List<String> right) {}

    static Stream<Parameter> parameters() {
        List<String> prices = List.of("730", "0.5", "2147483648");
        return Stream.of(
                new Parameter("game", List.of("730")),
                new Parameter("refresh", List.of()),
                new Parameter("sort", List.of()),
                new Parameter("minPrice", prices),
                new Parameter("maxPrice", prices),
                new Parameter("page", List.of("730")),
                new Parameter("perPage", List.of("730", "-1")));
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void a_query_value_that_is_none_is_refused_by_the_parameters_name(Parameter parameter) {
        List<String> values = new ArrayList<>(List.of(
                "",
                "%20730",
                "%00",
                "null",
                "TRUE",
                "-1",
                "%2B5",
                "0x10",
                "1e3",
                "NaN",
                "0.5",
                "0.005",
                "1,5",
                "730",
                "%D9%A3",
                "2147483648",
                "9".repeat(400),
                "true,false"));
        values.removeAll(parameter.right());
        for (String value : values) {
            String message = query(parameter.name() + "=" + value);
            assertThat(message)
                    .as(value)
                    .startsWith("query parameter " + parameter.name() + " must be ")
                    .hasSizeLessThan(250);
        }
        assertThat(query(parameter.name() + "=730&" + parameter.name() + "=730"))
                .contains(parameter.name() + " is given more than once");
    }

    private static String query(String query) {
        Answer answer = assertTimeoutPreemptively(
                A_HANG,
                () -> RawHttp.send(
                        RUNNING.baseUrl(),
                        "GET /client/inventory?" + query + " HTTP/1.1",
                        "Host: localhost",
                        "Authorization: " + token));
        return message(false, 400, query, answer);
    }

    private static String with(Operation operation, Member member, String value) throws IOException {
        ObjectNode body = operation.valid();
        JsonNode parent = body.at(member.pointer().head());
        String marker = "\"§\"";
        if (parent instanceof ArrayNode array) {
            array.set(member.pointer().last().getMatchingIndex(), "§");
        } else {
            ((ObjectNode) parent).put(member.pointer().last().getMatchingProperty(), "§");
        }
        return body.toString().replace(marker, value);
    }

    private static String refusal(Operation operation, int status, String what, byte[] body, String... headers) {
        Answer answer = assertTimeoutPreemptively(A_HANG, () -> operation.send(body, headers), what);
        return message(operation.control(), status, what, answer);
    }

    /** Checks an error answer and tells its message. */
    private static String message(boolean control, int status, String what, Answer answer) {
        String text = new String(answer.body(), UTF_8);
        assertThat(answer.status()).as(what + " -> " + Quoted.text(text)).isEqualTo(status);
        assertThatCode(answer::json).as(what).doesNotThrowAnyException();
        assertThat(answer.header("Content-Type")).isEqualTo(control ? "application/problem+json" : "application/json");
        String message =
                answer.json().at(control ? "/detail" : "/error/message").textValue();
        if (control) {
            assertThat(answer.json().required("status").intValue()).isEqualTo(status);
        } else {
            boolean empty = what.equals("items = []");
            assertThat(answer.json().at("/error/code").intValue()).as(what).isEqualTo(empty ? 2 : 1001);
        }
        assertThat(message)
                .as(what)
                .isNotBlank()
                .doesNotContain(
                        "com.fasterxml", "java.", "javax", "javalin", "eclipse", "Exception", "StreamRead", "[Source")
                .doesNotContain("BigDecimal", "ObjectNode", "JsonToken");
        RUNNING.assertNoBugs(what);
        return message;
    }

    private static byte[] bytes(ObjectNode node) {
        return node.toString().getBytes(UTF_8);
    }
}
