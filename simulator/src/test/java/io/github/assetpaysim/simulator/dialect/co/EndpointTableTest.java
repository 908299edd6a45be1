package io.github.assetpaysim.simulator.dialect.co;

import static io.github.assetpaysim.simulator.support.Refusals.assertRefused;
import static io.github.assetpaysim.simulator.support.TestClient.path;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.dialect.Operation;
import io.github.assetpaysim.simulator.endpoint.Endpoint;
import io.github.assetpaysim.simulator.http.StrictJson;
import io.github.assetpaysim.simulator.support.Rows;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every endpoint makes of every credential, and of every value of every field: each type, each limit and the values beside it. */
class EndpointTableTest extends CoCalls {
    private static final int FINE = 0;
    private static final int INVALID = 1001;
    private static final String OTHER_USER = "76561198012345679";
    private static final String LISTED = "AK-47 | Redline (Field-Tested)";

    /** @param code of the error that it is answered with, or {@link #FINE} */
    record Value(String written, int code) {}

    /** A member of the body by its path, or a parameter of the query, with values for it. */
    record Field(String path, boolean needed, List<Value> values) {
        Field required() {
            return new Field(path, true, values);
        }
    }

    private static Field field(String path, List<Value> fine, Object... invalid) {
        List<Value> values = new ArrayList<>(fine);
        Stream.of(invalid).forEach(each -> values.add(new Value(each.toString(), INVALID)));
        return new Field(path, false, values);
    }

    private static List<Value> fine(Object... values) {
        return answered(FINE, values);
    }

    private static List<Value> answered(int code, Object... values) {
        return Stream.of(values).map(each -> new Value(each.toString(), code)).toList();
    }

    private static String text(int length) {
        return '"' + "x".repeat(length) + '"';
    }

    private static Field text(String path, int least, int most, int code) {
        List<Value> fine = answered(code, text(least), text(most), '"' + "★".repeat(most) + '"');
        return field(path, fine, text(least - 1), text(most + 1), 7, true, "{}", "[]");
    }

    private static Field flag(String path) {
        return field(path, fine(true, false), "\"true\"", 1, "{}", "[]");
    }

    private static Field game(int otherGame) {
        List<Value> values = new ArrayList<>(fine("\"730\""));
        values.addAll(answered(otherGame, "\"252490\""));
        return field("game", values, 730, "\"731\"", "\"\"", "[]", true);
    }

    private static String repeated(int many) {
        return IntStream.range(0, many)
                .mapToObj(number ->
                        "{'itemId':'00000000-0000-4000-8000-%012d','market':1,'offer':{'price':1,'reference':'x'}}"
                                .formatted(number))
                .collect(Collectors.joining(",", "[", "]"))
                .replace('\'', '"');
    }

    private static Field items(int most, int unknown) {
        List<Value> values = new ArrayList<>(answered(unknown, repeated(1), repeated(most)));
        values.addAll(answered(2, "[]"));
        values.addAll(answered(8, repeated(most + 1)));
        return field("items", values, 7, "\"x\"", "{}", true).required();
    }

    private static Field object(String path) {
        return field(path, fine(), 7, "\"x\"", "[]", true);
    }

    private static final Field ONE = field("items[0]", fine(), 7, "\"x\"", "[]", true);

    private static final String[] NO_PRICES = {"0", "-1", "0.001", "1.005", "\"1\"", "true", "[]", "1e999999999"};

    private static Field price(Object[] fine, Object... more) {
        Object[] invalid =
                Stream.concat(Stream.of((Object[]) NO_PRICES), Stream.of(more)).toArray();
        return field("items[0].offer.price", answered(11, fine), invalid).required();
    }

    private static final Field GAME = field("game", fine("730", "252490"), "731", "", "cs2");
    private static final Field PAGE =
            field("page", fine("1", "2147483647"), "0", "-1", "2147483648", "99999999999", "1.0", "x", "");
    private static final List<Field> OF_ITEMS = List.of(
            GAME,
            PAGE,
            field("search", fine("AK", "★", "", "%", "no such")),
            field("sort", fine("popularity", "price_asc", "price_desc"), "name", "PRICE_ASC", ""),
            field("minPrice", fine("0", "0.01", "999999999999.99"), "-0.01", "0.001", "1e3", "x", ""),
            field("maxPrice", fine("0", "0.01", "999999999999.99"), "-0.01", "0.001", "1e3", "x", ""),
            field("perPage", fine("-1", "1", "1000"), "-2", "0", "1001", "x", ""));

    static final Map<String, List<Field>> FIELDS = Map.of(
            CoApi.AUTHENTICATE_CLIENT,
            List.of(
                    field(
                                    "clientSteamId",
                                    fine('"' + USER + '"'),
                                    '"' + USER + '0' + '"',
                                    "\"7656119801234567\"",
                                    7,
                                    "[]")
                            .required(),
                    field(
                                    "clientTradeUrl",
                                    fine(url("1", "AbCdEf_-"), url("1234567890", "12345678")),
                                    url("", "AbCdEfGh"),
                                    url("12345678901", "AbCdEfGh"),
                                    url("1", "AbCdEfG"),
                                    url("1", "AbCdEfGhI"),
                                    7,
                                    "{}")
                            .required(),
                    text("clientId", 1, 128, FINE),
                    object("clientData"),
                    field("clientData.totalWager", fine(0, 0.01, 1e12), -0.01, "\"1\"", true),
                    field("clientData.kycLevel", fine(0, 3), -1, 4, 1.5, "\"1\"", true),
                    flag("clientData.fiatDeposits"),
                    flag("clientData.cryptoDeposits")),
            CoApi.INVENTORY,
            Stream.concat(Stream.of(field("refresh", fine("true", "false"), "1", "TRUE", "")), OF_ITEMS.stream())
                    .toList(),
            CoApi.MARKET,
            OF_ITEMS,
            CoApi.SUGGESTIONS,
            List.of(field("q", fine("AK", "★", "", "%", "no such")).required()),
            CoApi.LISTINGS,
            List.of(
                    field("itemId", fine(LISTED, "★", "", "no such")).required(),
                    field("delivery", fine("normal", "auto"), "NORMAL", "standard", ""),
                    PAGE),
            CoApi.DEPOSIT,
            List.of(
                    items(250, 9),
                    ONE,
                    text("items[0].itemId", 5, 256, 9).required(),
                    object("items[0].offer"),
                    price(new Object[] {0.01, 100000, 100000.01}),
                    text("items[0].offer.reference", 1, 256, 4).required(),
                    field("items[0].amount", answered(19, 2, 10000), 0, -1, 10001, 1.0, "\"1\"", true),
                    game(9),
                    text("externalId", 1, 128, FINE),
                    flag("isInstant")),
            CoApi.WITHDRAW,
            List.of(
                    items(50, 15),
                    ONE,
                    text("items[0].itemId", 5, 256, 17).required(),
                    field("items[0].market", answered(15, 0, 2147483647), -1, 2147483648L, 1.0, "\"1\"", true, "[]")
                            .required(),
                    object("items[0].offer").required(),
                    price(new Object[] {0.01, 100000}, 100000.01),
                    text("items[0].offer.reference", 1, 256, 11).required(),
                    game(15),
                    text("externalId", 1, 128, FINE)),
            CoApi.TRADES,
            List.of(
                    GAME,
                    PAGE,
                    field("type", fine("DEPOSIT", "WITHDRAW"), "deposit", "WITHDRAWAL", ""),
                    field("limit", fine("1", "100"), "0", "-1", "101", "x", "")),
            CoApi.CHECK_TRADE_URL,
            List.of(
                    field("tradeurl", fine(url("1", "AbCdEfGh"), "\"\"", "\"★\"", text(5000)), 7, true, "{}", "[]")
                            .required(),
                    flag("forceRefresh")),
            CoApi.PRICES,
            List.of(GAME));

    private static String url(String partner, String token) {
        return "\"https://steamcommunity.com/tradeoffer/new/?partner=" + partner + "&token=" + token + '"';
    }

    @Test
    void no_endpoint_is_missing() {
        assertThat(FIELDS.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        operations().map(Operation::name).toList());
    }

    static Stream<Operation> operations() {
        return CoApi.ENDPOINTS.stream().map(Endpoint::operation);
    }

    /** A request that succeeds, of which a part can be changed. */
    private final class Request {
        final Operation operation;
        final Map<String, String> query = new LinkedHashMap<>();
        ObjectNode body;
        String credential;

        Request(Operation operation) {
            this.operation = operation;
            this.credential = credential(merchant, operation);
            switch (operation.name()) {
                case CoApi.SUGGESTIONS -> query.put("q", "ak");
                case CoApi.LISTINGS -> query.put("itemId", LISTED);
                case CoApi.AUTHENTICATE_CLIENT ->
                    body = json("{'clientSteamId':'" + USER + "','clientTradeUrl':'" + TestClient.tradeUrl()
                            + "','clientData':{}}");
                case CoApi.DEPOSIT ->
                    body = ordered(client.depositable(credential, "730").get(0));
                case CoApi.WITHDRAW ->
                    body = ordered(client.get("/client/market?search=Redline&perPage=1", "Authorization", credential)
                            .data()
                            .at("/items/0"));
                case CoApi.CHECK_TRADE_URL -> body = json("{'tradeurl':'" + TestClient.tradeUrl() + "'}");
                default -> {}
            }
        }

        private ObjectNode ordered(JsonNode item) {
            ObjectNode body = json("{'items':[{'itemId':" + item.required("id") + ",'offer':{'price':"
                    + item.at("/offer/price") + ",'reference':" + item.at("/offer/reference") + "}}]}");
            if (item.has("market")) {
                ((ObjectNode) body.at("/items/0")).set("market", item.required("market"));
            }
            return body;
        }

        void set(String field, String written) {
            if (body == null) {
                query.put(field, written);
                return;
            }
            JsonPointer pointer = pointer(field);
            JsonNode holder = body.at(pointer.head());
            if (holder instanceof ArrayNode array) {
                array.set(pointer.last().getMatchingIndex(), tree(written));
            } else {
                ((ObjectNode) holder).set(pointer.last().getMatchingProperty(), tree(written));
            }
        }

        void remove(String field) {
            if (body == null) {
                query.remove(field);
            } else {
                JsonPointer pointer = pointer(field);
                ((ObjectNode) body.at(pointer.head())).remove(pointer.last().getMatchingProperty());
            }
        }

        Answer send() {
            return send(body == null ? null : body.toString());
        }

        Answer send(String written) {
            List<String> headers = new ArrayList<>();
            if (credential != null) {
                headers.addAll(List.of(header(operation), credential));
            }
            if (written != null) {
                headers.addAll(List.of("Content-Type", "application/json"));
            }
            return client.send(operation.method(), operation.path() + query(), written, headers.toArray(String[]::new));
        }

        private String query() {
            return query.entrySet().stream()
                    .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
                    .collect(Collectors.joining("&", "?", ""));
        }
    }

    private static JsonPointer pointer(String field) {
        return JsonPointer.compile(
                "/" + field.replace("[", ".").replace("]", "").replace('.', '/'));
    }

    private static String header(Operation operation) {
        return operation.needs() == Operation.Credential.API_KEY ? "api-key" : "Authorization";
    }

    private String credential(JsonNode merchant, Operation operation) {
        return operation.needs() == Operation.Credential.API_KEY
                ? merchant.required("apiKey").textValue()
                : client.token(merchant, USER);
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) tree(quoted(text));
    }

    private static JsonNode tree(String text) {
        try {
            return StrictJson.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** @param change of a request that would succeed */
    private record Case(Operation operation, String what, int code, String named, Consumer<Request> change) {
        @Override
        public String toString() {
            return operation.name() + ": " + what;
        }
    }

    static Stream<Case> cases() {
        return operations()
                .flatMap(operation -> Stream.concat(
                        Stream.of(new Case(operation, "as it should be", FINE, "", request -> {})),
                        FIELDS.get(operation.name()).stream().flatMap(field -> cases(operation, field))));
    }

    private static Stream<Case> cases(Operation operation, Field field) {
        List<Case> cases = new ArrayList<>();
        String path = field.path();
        for (Value value : field.values()) {
            String shown = value.written().length() > 40 ? value.written().substring(0, 40) + "…" : value.written();
            cases.add(new Case(
                    operation,
                    path + " is " + shown + " (" + value.written().length() + ")",
                    value.code(),
                    value.code() == INVALID ? path : "",
                    request -> request.set(path, value.written())));
        }
        if (!path.endsWith("]")) {
            int code = field.needed() ? INVALID : FINE;
            cases.add(new Case(operation, path + " is missing", code, path, request -> request.remove(path)));
            if (operation.method().equals("POST")) {
                cases.add(new Case(operation, path + " is null", code, path, request -> request.set(path, "null")));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void a_value_is_taken_or_refused_with_the_code_and_the_name_of_its_field(Case one) {
        Request request = new Request(one.operation());
        one.change().accept(request);

        Answer answer = request.send();

        if (one.code() == FINE) {
            assertThat(answer.status()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
        } else {
            ErrorRow row = row(one.code());
            assertRefused(answer, row.http, row.code, row.name(), one.named());
        }
    }

    private static ErrorRow row(int code) {
        return Arrays.stream(ErrorRow.values())
                .filter(row -> row.code == code)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void a_request_without_its_credential_or_with_a_bad_one_is_refused_before_anything_else(Operation operation) {
        boolean key = operation.needs() == Operation.Credential.API_KEY;
        JsonNode other = client.merchant("{}");
        String token = client.token(merchant, USER);
        Request request = new Request(operation);
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("nothing", null);
        bad.put("a blank", " ");
        bad.put("garbage", "garbage");
        bad.put("the secret", secret());
        bad.put("the other kind", key ? token : merchant.required("apiKey").textValue());
        if (!key) {
            bad.put("this merchant's token in another one's signature", resigned(token, other));
        }
        bad.forEach((what, credential) -> {
            request.credential = credential;
            int code = !key ? 1002 : credential == null || credential.isBlank() ? 1400 : 1401;
            assertRefused(request.send(), 401, code);
            request.query.put("game", "not looked at");
            assertRefused(request.send(request.body == null ? null : "{"), 401, code);
            request.query.remove("game");
        });
    }

    private static String resigned(String token, JsonNode by) {
        String content = token.substring(0, token.lastIndexOf('.'));
        return content + "." + signature(content, by.required("apiSecret").textValue());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void another_merchants_credential_speaks_for_that_one_alone(Operation operation) {
        JsonNode other = client.merchant("{}");
        Request request = new Request(operation);
        int before = requests(merchant).size();
        request.credential = credential(other, operation);

        Answer answer = request.send();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(requests(merchant)).hasSize(before);
        assertThat(requests(other)).contains(answer.json().required("requestId"));
        assertThat(client.get(path(merchant) + "/trades").json().required("trades"))
                .isEmpty();
    }

    private List<JsonNode> requests(JsonNode of) {
        return Rows.elements(client.get(path(of) + "/requests").json().required("requests"))
                .map(each -> each.required("id"))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void what_cannot_be_read_at_all_is_refused(Operation operation) {
        Request request = new Request(operation);
        if (request.body == null) {
            String path = operation.path();
            assertRefused(client.get(path + "?game=%ff", header(operation), request.credential), 400, INVALID, "query");
            FIELDS.get(operation.name()).forEach(field -> {
                Request twice = new Request(operation);
                twice.set(field.path(), "1");
                String query = twice.query() + "&" + field.path() + "=1";
                assertRefused(
                        client.get(path + query, header(operation), request.credential),
                        400,
                        INVALID,
                        "VALIDATION_FAILED",
                        field.path());
            });
            return;
        }
        for (String body :
                List.of("", " ", "{", "[]", "7", "null", "{} {}", "{\"a\":1,\"a\":2}", "{'a':1}", "\uFEFF")) {
            assertRefused(request.send(body), 400, INVALID);
        }
        assertRefused(
                client.send(
                        "POST",
                        operation.path(),
                        request.body.toString(),
                        "Content-Type",
                        "text/plain",
                        header(operation),
                        request.credential),
                415,
                INVALID);
        String tooLong = "{\"x\":\"" + "x".repeat(1 << 20) + "\"}";
        assertRefused(request.send(tooLong), 413, INVALID);
    }
}
