package io.github.assetpaysim.simulator.dialect.co;

import static io.github.assetpaysim.simulator.support.Refusals.UUID;
import static io.github.assetpaysim.simulator.support.Refusals.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a merchant gets a client token. */
class CoAuthenticateTest extends CoCalls {
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

    private Answer authenticate(String body) {
        return client.post(
                "/auth/authenticate-client",
                quoted(body),
                "api-key",
                merchant.required("apiKey").textValue());
    }

    private static JsonNode part(String token, int number) throws Exception {
        return json(new String(Base64.getUrlDecoder().decode(token.split("\\.")[number]), UTF_8));
    }

    private static JsonNode json(String text) throws Exception {
        return io.github.assetpaysim.simulator.http.StrictJson.MAPPER.readTree(quoted(text));
    }
}
