package io.github.assetpaysim.simulator.dialect.co;

import static io.github.assetpaysim.simulator.support.Refusals.UUID;
import static io.github.assetpaysim.simulator.support.Refusals.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.math.BigDecimal;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoApiTest {
    private static final String USER = "76561198012345678";

    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    private final TestClient client = RUNNING.client();
    private JsonNode merchant;

    @BeforeEach
    void a_merchant_of_its_own() {
        merchant = client.merchant("{}");
    }

    // Authenticate

    @Test
    void authentication_answers_with_a_token_in_the_envelope() throws Exception {
        Answer answer =
                authenticate("{'clientSteamId':'" + USER + "','clientTradeUrl':'" + TestClient.tradeUrl() + "'}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.json().fieldNames()).toIterable().containsExactly("requestId", "success", "data");
        assertThat(answer.json().required("requestId").textValue()).matches(UUID);
        assertThat(answer.json().required("success").booleanValue()).isTrue();
        assertThat(answer.data().fieldNames()).toIterable().containsExactly("token");
    }

    @Test
    void a_token_has_the_documented_header_and_claims_and_lives_24_hours() throws Exception {
        String token = authenticate("{'clientSteamId':'" + USER + "','clientTradeUrl':'" + TestClient.tradeUrl()
                        + "','clientId':'user 7','clientData':{'kycLevel':2,'theirs':{'a':[1]}}}")
                .data()
                .required("token")
                .textValue();

        JsonNode header = part(token, 0);
        JsonNode claims = part(token, 1);
        assertThat(header.toString())
                .isIn(
                        "{\"alg\":\"HS256\",\"userId\":\"" + merchantId() + "\"}",
                        "{\"userId\":\"" + merchantId() + "\",\"alg\":\"HS256\"}");
        assertThat(claims.fieldNames()).toIterable().containsExactlyInAnyOrder("merchantId", "client", "iat", "exp");
        assertThat(claims.required("merchantId").textValue()).isEqualTo(merchantId());
        assertThat(claims.required("exp").longValue())
                .isEqualTo(claims.required("iat").longValue() + 86_400);
        assertThat(claims.required("client"))
                .isEqualTo(json("{'steamID':'" + USER + "','tradeUrl':'" + TestClient.tradeUrl()
                        + "','clientId':'user 7','clientData':{'kycLevel':2,'theirs':{'a':[1]}}}"));
        String[] parts = token.split("\\.");
        assertThat(parts[2]).isEqualTo(signature(parts[0] + "." + parts[1], secret()));
    }

    @Test
    void the_key_is_missing_or_unknown() {
        String body = "{\"clientSteamId\":\"" + USER + "\"}";

        assertRefused(client.post("/auth/authenticate-client", body), 401, 1400, "MISSING_API_KEY", "api-key");
        assertRefused(client.post("/auth/authenticate-client", body, "api-key", " "), 401, 1400, "MISSING_API_KEY", "");
        assertRefused(
                client.post("/auth/authenticate-client", body, "api-key", "ap_0"), 401, 1401, "INVALID_API_KEY", "");
    }

    static Stream<Arguments> badClients() {
        String url = "'" + TestClient.tradeUrl() + "'";
        String id = "'clientSteamId':'" + USER + "',";
        String both = id + "'clientTradeUrl':" + url + ",";
        return Stream.of(
                arguments("{'clientTradeUrl':" + url + "}", "clientSteamId is missing; expected a SteamID64"),
                arguments("{'clientSteamId':null,'clientTradeUrl':" + url + "}", "clientSteamId is missing"),
                arguments("{'clientSteamId':76561198012345678,'clientTradeUrl':" + url + "}", "clientSteamId must be"),
                arguments("{'clientSteamId':'7656119801234567','clientTradeUrl':" + url + "}", "clientSteamId must be"),
                arguments("{'clientSteamId':'765611980123456789','clientTradeUrl':" + url + "}", "clientSteamId must"),
                arguments("{'clientSteamId':'76551198012345678','clientTradeUrl':" + url + "}", "clientSteamId must"),
                arguments(
                        "{'clientSteamId':'76561198012345678\\n','clientTradeUrl':" + url + "}", "clientSteamId must"),
                arguments("{'clientSteamId':'7656119801234567٣','clientTradeUrl':" + url + "}", "clientSteamId must"),
                arguments("{" + id + "'x':1}", "clientTradeUrl is missing; expected a trade URL"),
                arguments("{" + id + "'clientTradeUrl':''}", "clientTradeUrl must be"),
                arguments(
                        "{" + id
                                + "'clientTradeUrl':'https://steamcommunity.com/tradeoffer/new/?partner=1&token=AbCdEfG'}",
                        "clientTradeUrl"),
                arguments(
                        "{" + id
                                + "'clientTradeUrl':'https://steamcommunity.com/tradeoffer/new/?partner=1&token=AbCdEfGhI'}",
                        "clientTradeUrl"),
                arguments(
                        "{" + id
                                + "'clientTradeUrl':'https://steamcommunity.com/tradeoffer/new/?partner=12345678901&token=AbCdEfGh'}",
                        "clientTradeUrl"),
                arguments(
                        "{" + id
                                + "'clientTradeUrl':'http://steamcommunity.com/tradeoffer/new/?partner=1&token=AbCdEfGh'}",
                        "clientTradeUrl"),
                arguments(
                        "{" + id + "'clientTradeUrl':'https://example.com/tradeoffer/new/?partner=1&token=AbCdEfGh'}",
                        "clientTradeUrl"),
                arguments("{" + both + "'clientId':7}", "clientId must be a string of 1 to 128 characters, not 7"),
                arguments("{" + both + "'clientId':''}", "clientId must be a string of 1 to 128 characters"),
                arguments(
                        "{" + both + "'clientId':'" + "x".repeat(129) + "'}", "clientId must be a string of 1 to 128"),
                arguments("{" + both + "'clientData':[]}", "clientData must be an object, not []"),
                arguments("{" + both + "'clientData':{'totalWager':-0.01}}", "clientData.totalWager must be"),
                arguments("{" + both + "'clientData':{'totalWager':'1'}}", "clientData.totalWager must be"),
                arguments(
                        "{" + both + "'clientData':{'kycLevel':4}}",
                        "clientData.kycLevel must be a whole number from 0 to 3"),
                arguments("{" + both + "'clientData':{'kycLevel':-1}}", "clientData.kycLevel must be"),
                arguments("{" + both + "'clientData':{'kycLevel':2.0}}", "clientData.kycLevel must be"),
                arguments(
                        "{" + both + "'clientData':{'fiatDeposits':1}}",
                        "clientData.fiatDeposits must be true or false"),
                arguments(
                        "{" + both + "'clientData':{'cryptoDeposits':'true'}}",
                        "clientData.cryptoDeposits must be true or false"));
    }

    @ParameterizedTest
    @MethodSource("badClients")
    void a_client_that_breaks_a_rule_is_refused(String body, String message) {
        assertRefused(authenticate(body), 400, 1001, "VALIDATION_FAILED", message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'clientId':'x'",
                "'clientId':null",
                "'clientData':{}",
                "'clientData':{'totalWager':0,'kycLevel':0,'fiatDeposits':false,'cryptoDeposits':true}",
                "'clientData':{'totalWager':1234.567,'kycLevel':3}",
                "'clientData':{'totalWager':1e999999999}",
                "'clientData':{'kycLevel':null,'anything':[{'else':null}]}",
                "'unknown':{'members':'are ignored'}"
            })
    void optional_members_that_keep_the_rules_are_taken(String member) {
        Answer answer = authenticate(
                "{'clientSteamId':'" + USER + "','clientTradeUrl':'" + TestClient.tradeUrl() + "'," + member + "}");

        assertThat(answer.status()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
        String token = answer.data().required("token").textValue();
        assertThat(client.get("/client/inventory", "Authorization", token).status())
                .isEqualTo(200);
    }

    // Tokens

    @Test
    void a_token_is_taken_raw_and_behind_Bearer_and_when_the_merchant_signed_it_itself() {
        String token = client.token(merchant, USER);
        String own = token("{'alg':'HS256','userId':'$M'}", claims("$NOW", "$NOW+3600"), secret());

        for (String header : new String[] {token, "Bearer " + token, "bearer  " + token, own, "Bearer " + own}) {
            assertThat(client.get("/client/inventory", "Authorization", header).status())
                    .isEqualTo(200);
        }
    }

    static Stream<Arguments> goodTokens() {
        String header = "{'alg':'HS256','userId':'$M'}";
        return Stream.of(
                arguments(
                        "extra header members and typ",
                        "{'typ':'JWT','kid':'1','alg':'HS256','userId':'$M'}",
                        claims("$NOW", "$NOW+60")),
                arguments(
                        "extra claims",
                        header,
                        claims("$NOW", "$NOW+60").replace("{'merchantId'", "{'jti':'1','merchantId'")),
                arguments("no iat", header, claims("$NOW", "$NOW+60").replace("'iat':$NOW,", "")),
                arguments("exactly 24 hours", header, claims("$NOW", "$NOW+86400")),
                arguments("iat 50 seconds ahead", header, claims("$NOW+50", "$NOW+3600")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goodTokens")
    void a_token_of_ones_own_may_have(String what, String header, String claims) {
        assertThat(client.get("/client/inventory", "Authorization", token(header, claims, secret()))
                        .status())
                .isEqualTo(200);
    }

    static Stream<Arguments> badTokens() {
        String header = "{'alg':'HS256','userId':'$M'}";
        String claims = claims("$NOW", "$NOW+3600");
        return Stream.of(
                arguments("{'alg':'none','userId':'$M'}", claims, "algorithm none; expected HS256"),
                arguments("{'alg':'HS512','userId':'$M'}", claims, "algorithm HS512; expected HS256"),
                arguments("{'userId':'$M'}", claims, "HS256"),
                arguments("{'alg':'HS256'}", claims, "lacks userId"),
                arguments("{'alg':'HS256','userId':7}", claims, "lacks userId"),
                arguments("{'alg':'HS256','userId':'somebody'}", claims, "unknown merchant"),
                arguments("[]", claims, "no well-formed client token"),
                arguments(header, "[]", "client token"),
                arguments(header, "no JSON", "client token"),
                arguments(header, claims.replace("'merchantId':'$M'", "'merchantId':'other'"), "merchantId differs"),
                arguments(header, claims.replace("'client':", "'user':"), "lacks the claim client"),
                arguments(header, claims.replace("'steamID'", "'clientSteamId'"), "client.steamID"),
                arguments(header, claims.replace("76561198012345678", "1"), "client.steamID"),
                arguments(header, claims.replace("token=AbCdEfGh", "token=x"), "client.tradeUrl"),
                arguments(header, claims.replace("'exp':$NOW+3600", "'x':1"), "lacks the claim exp"),
                arguments(header, claims.replace("'exp':$NOW+3600", "'exp':'tomorrow'"), "exp"),
                arguments(header, claims.replace("'exp':$NOW+3600", "'exp':1e99"), "exp"),
                arguments(header, claims("$NOW", "$NOW+86401"), "longer than 24 hours"),
                arguments(header, claims("$NOW+120", "$NOW+3600"), "iat lies in the future"),
                arguments(header, claims("$NOW-3600", "$NOW-1"), "expired at"),
                arguments(header, claims("$NOW", "-9223372036854775808"), "expired at"),
                arguments(header, claims("-9223372036854775808", "9223372036854775807"), "longer than 24 hours"));
    }

    @ParameterizedTest(name = "{2}: {0} {1}")
    @MethodSource("badTokens")
    void a_token_that_breaks_a_rule_is_refused(String header, String claims, String message) {
        Answer answer = client.get("/client/inventory", "Authorization", token(header, claims, secret()));

        assertRefused(answer, 401, 1002, "UNAUTHORIZED", message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                ".",
                "..",
                "...",
                "a.b.c",
                "Bearer",
                "Bearer ",
                "Basic YTpi",
                "e30.e30.",
                "e30.e30.e30",
                "a.b.c.d.e"
            })
    void what_is_no_token_is_refused(String header) {
        Answer answer = client.get("/client/inventory", "Authorization", header);

        assertRefused(answer, 401, 1002, "UNAUTHORIZED", "");
        assertThat(answer.json().at("/error/message").textValue()).doesNotContain("jose4j", "Exception");
    }

    @Test
    void a_missing_token_a_foreign_signature_and_a_changed_secret_are_refused() {
        String foreign = token("{'alg':'HS256','userId':'$M'}", claims("$NOW", "$NOW+3600"), "another secret");
        String before = client.token(merchant, USER);

        assertRefused(client.get("/client/inventory"), 401, 1002, "UNAUTHORIZED", "Authorization header is missing");
        assertRefused(
                client.get("/client/inventory", "Authorization", foreign), 401, 1002, "UNAUTHORIZED", "signature");
        assertThat(client.get("/client/inventory", "Authorization", before).status())
                .isEqualTo(200);
        client.patch("/_sim/merchants/" + merchantId(), "{\"apiSecret\":\"s\"}");
        assertRefused(client.get("/client/inventory", "Authorization", before), 401, 1002, "UNAUTHORIZED", "signature");
        assertThat(client.get("/client/inventory", "Authorization", client.token(merchant, USER))
                        .status())
                .as("a secret of one byte signs too")
                .isEqualTo(200);
    }

    // Inventory

    @Test
    void an_inventory_has_the_documented_members() {
        JsonNode data = inventory("");

        assertThat(data.fieldNames()).toIterable().containsExactly("inventory", "count", "updatedAt", "collateral");
        assertThat(data.required("inventory")).hasSize(50);
        assertThat(data.required("count").intValue()).isGreaterThanOrEqualTo(60);
        assertThat(data.required("updatedAt").textValue())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(data.required("collateral").decimalValue()).isEqualByComparingTo("150");
        for (JsonNode item : inventory("perPage=-1").required("inventory")) {
            assertThat(item.has("offer"))
                    .as(item.toString())
                    .isEqualTo(item.required("accepted").booleanValue());
            assertThat(item.required("appid").intValue()).isEqualTo(730);
            assertThat(item.required("contextid").intValue()).isEqualTo(2);
            assertThat(item.required("marketPrice").isNumber()).isTrue();
            assertThat(item.path("wear").isMissingNode() || item.path("wear").isTextual())
                    .isTrue();
            assertThat(item.properties()).noneMatch(member -> member.getValue().isNull());
        }
    }

    @Test
    void pages_in_a_row_make_the_whole_and_count_is_that_of_all() {
        List<String> all = ids(inventory("perPage=-1"));
        List<String> paged = new ArrayList<>();
        for (int page = 1; page <= all.size() / 7 + 1; page++) {
            JsonNode data = inventory("perPage=7&page=" + page);
            assertThat(data.required("count").intValue()).isEqualTo(all.size());
            paged.addAll(ids(data));
        }

        assertThat(paged).isEqualTo(all).doesNotHaveDuplicates();
        assertThat(ids(inventory("perPage=1000&page=2147483647"))).isEmpty();
        assertThat(ids(inventory("perPage=-1&page=9"))).isEqualTo(all);
        assertThat(ids(inventory("perPage=1000"))).isEqualTo(all);
    }

    @Test
    void search_takes_a_part_of_the_name_in_any_case_and_counts_what_matches() {
        String name = inventory("")
                .required("inventory")
                .get(0)
                .required("marketHashName")
                .textValue();
        String part = name.substring(1, name.length() - 1).toUpperCase(java.util.Locale.ROOT);

        JsonNode data = inventory("perPage=-1&search=" + java.net.URLEncoder.encode(part, UTF_8));

        assertThat(data.required("inventory"))
                .isNotEmpty()
                .allSatisfy(item ->
                        assertThat(item.required("marketHashName").textValue()).containsIgnoringCase(part));
        assertThat(data.required("count").intValue())
                .isEqualTo(data.required("inventory").size());
        assertThat(inventory("search=nosuchskin").required("count").intValue()).isZero();
    }

    @Test
    void bounds_are_of_the_offer_price_inclusive_and_leave_out_what_has_no_offer() {
        List<BigDecimal> prices =
                prices(inventory("perPage=-1")).stream().sorted().toList();
        BigDecimal least = prices.get(prices.size() / 3);
        BigDecimal most = prices.get(prices.size() / 2);

        List<BigDecimal> between = prices(inventory("perPage=-1&minPrice=" + least + "&maxPrice=" + most));

        assertThat(between)
                .containsExactlyInAnyOrderElementsOf(prices.stream()
                        .filter(price -> price.compareTo(least) >= 0 && price.compareTo(most) <= 0)
                        .toList());
        assertThat(inventory("perPage=-1&minPrice=0").required("inventory"))
                .hasSize(prices.size())
                .allMatch(item -> item.has("offer"));
    }

    @Test
    void sorting_is_by_offer_price_or_popularity() {
        List<BigDecimal> rising = prices(inventory("perPage=-1&sort=price_asc"));
        List<BigDecimal> falling = prices(inventory("perPage=-1&sort=price_desc"));

        assertThat(rising).isSorted().hasSizeGreaterThan(30);
        assertThat(falling).isSortedAccordingTo(Comparator.reverseOrder()).hasSameSizeAs(rising);
        assertThat(ids(inventory("perPage=-1&sort=popularity")))
                .containsExactlyInAnyOrderElementsOf(ids(inventory("perPage=-1")));
    }

    @Test
    void games_have_inventories_of_their_own() {
        JsonNode rust = inventory("game=252490&perPage=-1");

        assertThat(rust.required("inventory"))
                .hasSizeGreaterThanOrEqualTo(10)
                .allMatch(item -> item.required("appid").intValue() == 252490
                        && item.required("amount").intValue() >= 1);
        assertThat(ids(rust)).doesNotContainAnyElementsOf(ids(inventory("perPage=-1")));
    }

    @Test
    void the_list_is_as_old_as_the_last_look_at_Steam_unless_refreshed() {
        String first = inventory("").required("updatedAt").textValue();
        client.advance(merchant, "14min");
        assertThat(inventory("refresh=false").required("updatedAt").textValue()).isEqualTo(first);
        String refreshed = inventory("refresh=true").required("updatedAt").textValue();
        assertThat(Instant.parse(refreshed)).isEqualTo(Instant.parse(first).plusSeconds(14 * 60));
        client.advance(merchant, "15min");
        assertThat(Instant.parse(inventory("").required("updatedAt").textValue()))
                .isEqualTo(Instant.parse(first).plusSeconds(29 * 60));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "game=731                  | query parameter game must be 730 or 252490, not '731'",
                "game=                     | query parameter game must be 730 or 252490, not ''",
                "game=730&game=730         | query parameter game is given more than once",
                "refresh=1                 | query parameter refresh must be true or false, not '1'",
                "refresh=TRUE              | query parameter refresh must be true or false, not 'TRUE'",
                "refresh                   | query parameter refresh must be true or false, not ''",
                "sort=name                 | query parameter sort must be popularity, price_asc or price_desc, not 'name'",
                "minPrice=-1               | query parameter minPrice must be a number of USD, 0 or more",
                "minPrice=1.001            | query parameter minPrice must be",
                "minPrice=1e3              | query parameter minPrice must be",
                "maxPrice=abc              | query parameter maxPrice must be",
                "maxPrice=%D9%A3           | query parameter maxPrice must be",
                "minPrice=2&maxPrice=1.99  | minPrice 2 is above maxPrice 1.99",
                "page=0                    | query parameter page must be a whole number from 1, not '0'",
                "page=-1                   | query parameter page must be",
                "page=1.0                  | query parameter page must be",
                "page=2147483648           | query parameter page must be",
                "page=99999999999999999999 | query parameter page must be",
                "perPage=0                 | query parameter perPage must be a whole number from 1 to 1000, or -1 for all",
                "perPage=1001              | query parameter perPage must be",
                "perPage=-2                | query parameter perPage must be",
            })
    void a_query_that_breaks_a_rule_is_refused(String query, String message) {
        Answer answer = client.get("/client/inventory?" + query, "Authorization", client.token(merchant, USER));

        assertRefused(answer, 400, 1001, "VALIDATION_FAILED", message);
    }

    // Deposit

    static Stream<Arguments> badDeposits() {
        String offer = "'offer':{'price':1,'reference':'r'}";
        return Stream.of(
                arguments("{}", 1001, "items is missing; expected an array of objects"),
                arguments("{'items':null}", 1001, "items is missing"),
                arguments("{'items':{}}", 1001, "items must be an array of objects, not {}"),
                arguments("{'items':[]}", 2, "items is empty"),
                arguments("{'items':[1]}", 1001, "items[0] must be an object, not 1"),
                arguments("{'items':[{}]}", 1001, "items[0].itemId is missing"),
                arguments(one("'itemId':7"), 1001, "items[0].itemId must be a string of 5 to 256 characters, not 7"),
                arguments(one("'itemId':'four'"), 1001, "items[0].itemId must be a string of 5 to 256 characters"),
                arguments(one("'itemId':'" + "x".repeat(257) + "'"), 1001, "items[0].itemId must be"),
                arguments(
                        one("'itemId':'abcde','amount':0"),
                        1001,
                        "items[0].amount must be a whole number from 1 to 10000"),
                arguments(one("'itemId':'abcde','amount':10001"), 1001, "items[0].amount must be"),
                arguments(one("'itemId':'abcde','amount':1.0"), 1001, "items[0].amount must be"),
                arguments(one("'itemId':'abcde','amount':'1'"), 1001, "items[0].amount must be"),
                arguments(one("'itemId':'abcde','offer':7"), 1001, "items[0].offer must be an object"),
                arguments(one("'itemId':'abcde','offer':{}"), 1001, "items[0].offer.price is missing"),
                arguments(one("'itemId':'abcde','offer':{'price':1}"), 1001, "items[0].offer.reference is missing"),
                arguments(one("'itemId':'abcde','offer':{'reference':'r'}"), 1001, "items[0].offer.price is missing"),
                arguments(
                        one("'itemId':'abcde','offer':{'price':'1','reference':'r'}"),
                        1001,
                        "items[0].offer.price must be a number of USD above 0"),
                arguments(
                        one("'itemId':'abcde','offer':{'price':0,'reference':'r'}"),
                        1001,
                        "items[0].offer.price must be"),
                arguments(
                        one("'itemId':'abcde','offer':{'price':-1,'reference':'r'}"),
                        1001,
                        "items[0].offer.price must be"),
                arguments(
                        one("'itemId':'abcde','offer':{'price':1.001,'reference':'r'}"),
                        1001,
                        "at most two decimals, not 1.001"),
                arguments(
                        one("'itemId':'abcde','offer':{'price':1e999999999,'reference':'r'}"),
                        1001,
                        "items[0].offer.price must be"),
                arguments(
                        one("'itemId':'abcde','offer':{'price':1e-999999999,'reference':'r'}"),
                        1001,
                        "items[0].offer.price must be"),
                arguments(
                        one("'itemId':'abcde','offer':{'price':1,'reference':7}"),
                        1001,
                        "items[0].offer.reference must be"),
                arguments(
                        one("'itemId':'abcde','offer':{'price':1,'reference':''}"),
                        1001,
                        "items[0].offer.reference must be"),
                arguments(
                        "{'items':[{'itemId':'abcde'},{'itemId':'fghij'},{'itemId':'abcde'}]}",
                        1001,
                        "items[0] and items[2] name the same itemId 'abcde'"),
                arguments(
                        one("'itemId':'abcde'," + offer).replace("]}", "],'game':730}"),
                        1001,
                        "game must be \"730\" (CS2) or \"252490\" (Rust), not 730"),
                arguments(one("'itemId':'abcde'").replace("]}", "],'game':'570'}"), 1001, "game must be"),
                arguments(one("'itemId':'abcde'").replace("]}", "],'externalId':7}"), 1001, "externalId must be"),
                arguments(one("'itemId':'abcde'").replace("]}", "],'externalId':''}"), 1001, "externalId must be"),
                arguments(
                        one("'itemId':'abcde'").replace("]}", "],'externalId':'" + "x".repeat(129) + "'}"),
                        1001,
                        "externalId must be"),
                arguments(
                        one("'itemId':'abcde'").replace("]}", "],'isInstant':'true'}"),
                        1001,
                        "isInstant must be true or false"),
                arguments(many(251), 8, "items has 251 elements; at most 250 are allowed"),
                arguments(many(250), 9, "is not in the user's inventory"));
    }

    @ParameterizedTest(name = "{1}: {2}")
    @MethodSource("badDeposits")
    void a_deposit_that_breaks_a_rule_is_refused(String body, int code, String message) {
        Answer answer = deposit(client.token(merchant, USER), body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/code").intValue()).isEqualTo(code);
        assertThat(answer.json().at("/error/message").textValue()).contains(message);
    }

    @Test
    void a_deposit_answers_with_the_trade() {
        String token = client.token(merchant, USER);
        JsonNode item = client.depositable(token, "730").get(0);

        Answer answer = client.deposit(token, item, ",\"externalId\":\"order-1\"");

        JsonNode trade = answer.data();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(trade.fieldNames())
                .toIterable()
                .containsExactly(
                        "id",
                        "type",
                        "status",
                        "game",
                        "externalId",
                        "merchantId",
                        "clientUserId",
                        "clientSteamID",
                        "clientTradeUrl",
                        "items",
                        "totalPrice",
                        "isInstant",
                        "createdAt",
                        "updatedAt");
        assertThat(trade.required("type").textValue()).isEqualTo("DEPOSIT");
        assertThat(trade.required("status").textValue()).isEqualTo("INITIATED");
        assertThat(trade.required("game").textValue()).isEqualTo("730");
        assertThat(trade.required("merchantId").textValue()).isEqualTo(merchantId());
        assertThat(trade.required("clientSteamID").textValue()).isEqualTo(USER);
        assertThat(trade.required("totalPrice")).isEqualTo(item.at("/offer/price"));
        assertThat(trade.required("isInstant").booleanValue()).isTrue();
        assertThat(trade.at("/items/0/id")).isEqualTo(item.required("id"));
        assertThat(trade.at("/items/0/offer/reference")).isEqualTo(item.at("/offer/reference"));
    }

    @Test
    void without_an_offer_the_current_one_is_taken_and_stands_in_the_trade() {
        String token = client.token(merchant, USER);
        List<JsonNode> items = client.depositable(token, "730").subList(0, 3);

        JsonNode trade = deposit(
                        token,
                        "{'items':["
                                + items.stream()
                                        .map(item -> "{'itemId':" + item.required("id") + "}")
                                        .collect(Collectors.joining(","))
                                + "]}")
                .data();

        BigDecimal total = items.stream()
                .map(item -> item.at("/offer/price").decimalValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(trade.required("totalPrice").decimalValue()).isEqualByComparingTo(total);
        assertThat(trade.at("/items/2/offer/price")).isEqualTo(items.get(2).at("/offer/price"));
        assertThat(trade.at("/items/2/offer/reference")).isEqualTo(items.get(2).at("/offer/reference"));
    }

    /** What a request does wrong, in the order in which it is looked at. */
    static Stream<Arguments> orders() {
        return Stream.of(
                wrong("a used externalId, before the open offers", 1, true, "used", s -> s.line(s.good(9))),
                wrong("the body, before a used externalId", 1001, true, "used", s -> s.line(s.good(9), "'amount':0")),
                wrong("the open offers, before the items", 6, true, "new", s -> "{'itemId':'no-such-item'}"),
                wrong(
                        "the items, before their acceptance",
                        9,
                        false,
                        "new",
                        s -> s.line(s.refused()) + ",{'itemId':'no-such-item'}"),
                wrong(
                        "the acceptance, before amounts",
                        10,
                        false,
                        "new",
                        s -> s.line(s.good(9), "'amount':2") + "," + s.line(s.refused())),
                wrong(
                        "amounts, before offers",
                        19,
                        false,
                        "new",
                        s -> s.offer(s.good(9), "1", "ref_unknown") + "," + s.line(s.good(8), "'amount':2")),
                wrong(
                        "offers, before prices",
                        4,
                        false,
                        "new",
                        s -> s.offer(s.good(9), "99999", s.reference(s.good(9))) + ","
                                + s.offer(s.good(8), "1", "ref_unknown")),
                wrong(
                        "an offer of another item",
                        4,
                        false,
                        "new",
                        s -> s.offer(s.good(9), "1", s.reference(s.differentlyPriced(s.good(9))))),
                wrong(
                        "a price that is off by a cent",
                        11,
                        false,
                        "new",
                        s -> s.offer(
                                s.good(9),
                                s.good(9)
                                        .at("/offer/price")
                                        .decimalValue()
                                        .add(new BigDecimal("0.01"))
                                        .toPlainString(),
                                s.reference(s.good(9)))));
    }

    private static Arguments wrong(
            String what, int code, boolean full, String externalId, Function<Stock, String> lines) {
        return arguments(what, code, full, externalId, Named.of("lines", lines));
    }

    /** A user's items, and how to ask for them. */
    private record Stock(List<JsonNode> all) {
        JsonNode good(int number) {
            return all.stream()
                    .filter(Stock::depositable)
                    .skip(number)
                    .findFirst()
                    .orElseThrow();
        }

        static boolean depositable(JsonNode item) {
            return item.required("accepted").booleanValue()
                    && item.required("tradable").booleanValue();
        }

        JsonNode refused() {
            return first(item -> item.required("tradable").booleanValue()
                    && !item.required("accepted").booleanValue());
        }

        JsonNode differentlyPriced(JsonNode than) {
            return first(item -> depositable(item) && !item.at("/offer/price").equals(than.at("/offer/price")));
        }

        JsonNode first(Predicate<JsonNode> condition) {
            return all.stream().filter(condition).findFirst().orElseThrow();
        }

        String reference(JsonNode item) {
            return item.at("/offer/reference").textValue();
        }

        String line(JsonNode item, String... more) {
            return "{'itemId':" + item.required("id") + (more.length == 0 ? "" : "," + more[0]) + "}";
        }

        String offer(JsonNode item, String price, String reference) {
            return line(item, "'offer':{'price':" + price + ",'reference':'" + reference + "'}");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("orders")
    void of_several_mistakes_the_first_in_the_order_of_checks_is_named_and_nothing_is_claimed(
            String what, int code, boolean full, String externalId, Function<Stock, String> lines) {
        String user = userWhoOwnsSomethingRefused();
        String token = client.token(merchant, user);
        Stock stock = new Stock(list(inventory(token, "perPage=-1").required("inventory")));
        if (full) {
            for (int i = 0; i < 5; i++) {
                client.deposit(token, stock.good(i), i == 0 ? ",\"externalId\":\"used\"" : "")
                        .data();
            }
        }
        JsonNode before = inventory(token, "perPage=-1");

        Answer answer = deposit(token, "{'items':[" + lines.apply(stock) + "],'externalId':'" + externalId + "'}");

        assertThat(answer.json().at("/error/code").intValue()).isEqualTo(code);
        assertThat(inventory(token, "perPage=-1")).isEqualTo(before);
        if (!full) {
            assertThat(client.deposit(token, stock.good(9), ",\"externalId\":\"new\"")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void authentication_and_the_rate_limit_come_before_the_body() {
        JsonNode limited = client.merchant("{\"rateLimits\":\"unverified\"}");
        String token = client.token(limited, USER);

        assertRefused(client.post("/client/trading/deposit", "{", "Authorization", "x"), 401, 1002, "UNAUTHORIZED", "");
        for (int i = 0; i < 5; i++) {
            assertRefused(deposit(token, "{"), 400, 1001, "VALIDATION_FAILED", "not well-formed JSON");
        }
        assertRefused(deposit(token, "{"), 429, 1007, "RATE_LIMITED", "more than 5 requests");
    }

    @Test
    void an_item_that_cannot_be_traded_is_unavailable() {
        String token = null;
        JsonNode locked = null;
        for (int user = 0; locked == null; user++) {
            token = client.token(merchant, "7656119801234" + (5000 + user));
            locked = list(inventory(token, "perPage=-1").required("inventory")).stream()
                    .filter(item -> !item.required("tradable").booleanValue())
                    .findFirst()
                    .orElse(null);
        }

        Answer answer = deposit(token, "{'items':[{'itemId':" + locked.required("id") + "}]}");

        assertRefused(answer, 400, 9, "ITEMS_UNAVAILABLE", "cannot be traded on Steam");
    }

    @Test
    void an_externalId_is_used_up_by_a_trade_that_failed_but_not_for_another_merchant() {
        String token = client.token(merchant, USER);
        List<JsonNode> items = client.depositable(token, "730");
        JsonNode trade = client.deposit(token, items.get(0), ",\"externalId\":\"order-1\"")
                .data();
        happen(trade, "fail");
        JsonNode other = client.merchant("{}");

        Answer again = client.deposit(token, items.get(1), ",\"externalId\":\"order-1\"");
        Answer elsewhere = client.deposit(client.token(other, USER), items.get(1), ",\"externalId\":\"order-1\"");

        assertRefused(again, 409, 1, "EXTERNAL_ID_EXISTS", "externalId 'order-1' was used by an earlier trade");
        assertThat(elsewhere.status()).isEqualTo(200);
    }

    @Test
    void the_sixth_unaccepted_deposit_of_a_user_is_one_too_many_until_one_is_accepted() {
        String token = client.token(merchant, USER);
        List<JsonNode> items = client.depositable(token, "730");
        JsonNode first = client.deposit(token, items.get(0), "").data();
        for (int i = 1; i < 5; i++) {
            assertThat(client.deposit(token, items.get(i), "").status()).isEqualTo(200);
        }

        assertRefused(client.deposit(token, items.get(5), ""), 429, 6, "TOO_MANY_ACTIVE_TRADES", "at most 5");
        assertThat(client.deposit(
                                client.token(merchant, "76561198012345679"),
                                client.depositable(client.token(merchant, "76561198012345679"), "730")
                                        .get(0),
                                "")
                        .status())
                .as("another user's deposit")
                .isEqualTo(200);
        happen(first, "send-offer");
        assertThat(client.deposit(token, items.get(5), "").status())
                .as("an offer that was only sent still counts")
                .isEqualTo(429);
        happen(first, "accept");
        assertThat(client.deposit(token, items.get(5), "").status()).isEqualTo(200);
    }

    @Test
    void the_limit_of_open_deposits_is_a_switch() {
        JsonNode strict = client.merchant("{\"assumptions\":{\"openDepositLimit\":1}}");
        String token = client.token(strict, USER);
        List<JsonNode> items = client.depositable(token, "730");

        assertThat(client.deposit(token, items.get(0), "").status()).isEqualTo(200);
        assertRefused(client.deposit(token, items.get(1), ""), 429, 6, "TOO_MANY_ACTIVE_TRADES", "at most 1");
    }

    @Test
    void deposited_items_vanish_from_list_and_count_and_come_back_after_a_decline() {
        String token = client.token(merchant, USER);
        JsonNode before = inventory(token, "perPage=-1");
        JsonNode item = client.depositable(token, "730").get(3);

        JsonNode trade = client.deposit(token, item, "").data();

        JsonNode meanwhile = inventory(token, "perPage=-1");
        assertThat(ids(meanwhile)).doesNotContain(item.required("id").textValue());
        assertThat(meanwhile.required("count").intValue())
                .isEqualTo(before.required("count").intValue() - 1);
        assertRefused(client.deposit(token, item, ""), 400, 9, "ITEMS_UNAVAILABLE", "lies in another trade");
        happen(trade, "send-offer");
        happen(trade, "decline");
        assertThat(inventory(token, "perPage=-1")).isEqualTo(before);
    }

    @Test
    void collateral_falls_by_what_is_granted_and_rises_when_the_deposit_fails() {
        String token = client.token(merchant, USER);
        JsonNode item = client.depositable(token, "730").stream()
                .filter(each -> each.at("/offer/price").decimalValue().compareTo(new BigDecimal("150")) < 0)
                .findFirst()
                .orElseThrow();
        BigDecimal price = item.at("/offer/price").decimalValue();

        JsonNode trade = client.deposit(token, item, "").data();

        assertThat(inventory(token, "").required("collateral").decimalValue())
                .isEqualByComparingTo(new BigDecimal("150").subtract(price));
        happen(trade, "fail");
        assertThat(inventory(token, "").required("collateral").decimalValue()).isEqualByComparingTo("150");
    }

    @Test
    void without_instant_credit_all_of_it_is_pending_and_the_collateral_stays() {
        String token = client.token(merchant, USER);
        JsonNode item = client.depositable(token, "730").get(0);
        JsonNode trade = client.deposit(token, item, ",\"isInstant\":false").data();

        client.advance(merchant, "1h");

        JsonNode held = client.get(tradePath(trade)).json().required("trade");
        assertThat(held.required("status").textValue()).isEqualTo("HOLD");
        assertThat(held.required("isInstant").booleanValue()).isFalse();
        assertThat(held.required("preCredit").decimalValue()).isEqualByComparingTo("0");
        assertThat(held.required("pendingCredit")).isEqualTo(trade.required("totalPrice"));
        assertThat(inventory(token, "").required("collateral").decimalValue()).isEqualByComparingTo("150");
    }

    @Test
    void of_a_stack_no_more_can_be_deposited_than_there_is_and_than_the_offer_takes() {
        String token = null;
        JsonNode stack = null;
        for (int user = 0; stack == null; user++) {
            token = client.token(merchant, "7656119801234" + (6000 + user));
            stack = client.depositable(token, "252490").stream()
                    .filter(item -> item.required("amount").intValue()
                            > item.at("/offer/maxAmount").intValue())
                    .findFirst()
                    .orElse(null);
        }
        String id = stack.required("id").toString();
        int owned = stack.required("amount").intValue();
        int most = stack.at("/offer/maxAmount").intValue();

        assertRefused(
                deposit(token, rust(id, owned + 1)), 400, 19, "INSUFFICIENT_ITEM_AMOUNT", "the user has " + owned);
        assertRefused(deposit(token, rust(id, owned)), 400, 20, "EXCEEDS_MAX_AMOUNT", "at most " + most);
        JsonNode trade = deposit(token, rust(id, most)).data();

        assertThat(trade.at("/items/0/amount").intValue()).isEqualTo(most);
        assertThat(trade.required("totalPrice").decimalValue())
                .isEqualByComparingTo(stack.at("/offer/price").decimalValue().multiply(new BigDecimal(most)));
        assertThat(list(inventory(token, "game=252490&perPage=-1").required("inventory")))
                .filteredOn(item -> item.required("id").toString().equals(id))
                .singleElement()
                .matches(item -> item.required("amount").intValue() == owned - most);
    }

    @Test
    void two_merchants_share_a_users_possessions_but_nothing_that_happens_to_them() {
        JsonNode other = client.merchant("{}");
        String token = client.token(merchant, USER);
        String foreign = client.token(other, USER);
        JsonNode before = inventory(foreign, "perPage=-1");

        JsonNode trade = client.deposit(token, client.depositable(token, "730").get(0), "")
                .data();

        assertThat(before.required("inventory"))
                .isNotEqualTo(inventory(token, "perPage=-1").required("inventory"));
        assertThat(inventory(foreign, "perPage=-1")).isEqualTo(before);
        assertThat(client.get("/_sim/merchants/" + other.required("id").textValue() + "/trades/"
                                + trade.required("id").textValue())
                        .status())
                .isEqualTo(404);
    }

    // Rate limits

    @ParameterizedTest
    @CsvSource({"unverified, 10", "verified, 1000"})
    void one_inventory_request_too_many_is_429_and_says_when_to_come_again(String plan, int most) {
        JsonNode limited = client.merchant("{\"rateLimits\":\"" + plan + "\"}");
        String token = client.token(limited, USER);
        for (int i = 0; i < most; i++) {
            assertThat(client.get("/client/inventory?perPage=1", "Authorization", token)
                            .status())
                    .isEqualTo(200);
        }

        Answer answer =
                client.get("/client/inventory?perPage=1", "Authorization", client.token(limited, "76561198012345679"));

        assertRefused(answer, 429, 1007, "RATE_LIMITED", "more than " + most + " requests");
        assertThat(Integer.parseInt(answer.header("retry-after"))).isBetween(1, 60);
        assertThat(client.post("/client/trading/deposit", "{}", "Authorization", token)
                        .status())
                .as("another group")
                .isEqualTo(400);
    }

    // Support

    private Answer authenticate(String body) {
        return client.post(
                "/auth/authenticate-client",
                quoted(body),
                "api-key",
                merchant.required("apiKey").textValue());
    }

    private Answer deposit(String token, String body) {
        return client.post("/client/trading/deposit", quoted(body), "Authorization", token);
    }

    private JsonNode inventory(String query) {
        return inventory(client.token(merchant, USER), query);
    }

    private JsonNode inventory(String token, String query) {
        return client.get("/client/inventory?" + query, "Authorization", token).data();
    }

    private String userWhoOwnsSomethingRefused() {
        return IntStream.range(5000, 6000)
                .mapToObj(number -> "7656119801234" + number)
                .filter(user ->
                        list(inventory(client.token(merchant, user), "perPage=-1")
                                        .required("inventory"))
                                .stream()
                                .anyMatch(item -> item.required("tradable").booleanValue()
                                        && !item.required("accepted").booleanValue()))
                .findFirst()
                .orElseThrow();
    }

    private void happen(JsonNode trade, String event) {
        Answer answer = client.post(tradePath(trade) + "/events", "{\"event\":\"" + event + "\"}");
        assertThat(answer.status()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
    }

    private String tradePath(JsonNode trade) {
        return "/_sim/merchants/" + merchantId() + "/trades/"
                + trade.required("id").textValue();
    }

    private String merchantId() {
        return merchant.required("merchantId").textValue();
    }

    private String secret() {
        return merchant.required("apiSecret").textValue();
    }

    private static String one(String members) {
        return "{'items':[{" + members + "}]}";
    }

    private static String rust(String id, int amount) {
        return "{'game':'252490','items':[{'itemId':" + id + ",'amount':" + amount + "}]}";
    }

    private static String many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{'itemId':'item-" + i + "'}")
                .collect(Collectors.joining(",", "{'items':[", "]}"));
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> list = new ArrayList<>();
        array.forEach(list::add);
        return list;
    }

    private static List<String> ids(JsonNode data) {
        return list(data.required("inventory")).stream()
                .map(item -> item.required("id").textValue())
                .toList();
    }

    private static List<BigDecimal> prices(JsonNode data) {
        return list(data.required("inventory")).stream()
                .filter(item -> item.has("offer"))
                .map(item -> item.at("/offer/price").decimalValue())
                .toList();
    }

    private static String claims(String iat, String exp) {
        return "{'merchantId':'$M','client':{'steamID':'" + USER + "','tradeUrl':'" + TestClient.tradeUrl()
                + "'},'iat':" + iat + ",'exp':" + exp + "}";
    }

    /** Signs as a merchant's backend would, with nothing of the simulator; {@code $NOW+1} and {@code $M} are filled in. */
    private String token(String header, String claims, String secret) {
        String content = base64(filled(header)) + "." + base64(filled(claims));
        return content + "." + signature(content, secret);
    }

    private String filled(String json) {
        long now = Instant.now().getEpochSecond();
        return java.util.regex.Pattern.compile("\\$NOW([+-]\\d+)?")
                .matcher(quoted(json).replace("$M", merchantId()))
                .replaceAll(
                        found -> String.valueOf(now + (found.group(1) == null ? 0 : Long.parseLong(found.group(1)))));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private static String signature(String content, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(content.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode part(String token, int number) throws Exception {
        return json(new String(Base64.getUrlDecoder().decode(token.split("\\.")[number]), UTF_8));
    }

    private static JsonNode json(String text) throws Exception {
        return io.github.assetpaysim.simulator.http.StrictJson.MAPPER.readTree(quoted(text));
    }
}
