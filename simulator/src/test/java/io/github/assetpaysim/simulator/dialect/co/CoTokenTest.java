package io.github.assetpaysim.simulator.dialect.co;

import static io.github.assetpaysim.simulator.support.Refusals.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which client tokens are taken, whoever has signed them. */
class CoTokenTest extends CoCalls {
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
                arguments("{'userId':'$M'}", claims, "names no algorithm; expected HS256"),
                arguments("{'alg':null,'userId':'$M'}", claims, "names no algorithm; expected HS256"),
                arguments("{'alg':'HS512','userId':'$M'}", claims, "algorithm HS512; expected HS256"),
                arguments("{'alg':'HS256'}", claims, "header member userId is missing"),
                arguments("{'alg':'HS256','userId':7}", claims, "header member userId is 7; expected"),
                arguments("{'alg':'HS256','userId':'somebody'}", claims, "unknown merchant"),
                arguments("[]", claims, "no well-formed client token"),
                arguments(header, "[]", "client token"),
                arguments(header, "no JSON", "client token"),
                arguments(header, claims.replace("'merchantId':'$M'", "'merchantId':'other'"), "merchantId differs"),
                arguments(header, claims.replace("'client':", "'user':"), "claim client is missing"),
                arguments(header, claims.replace("'merchantId':'$M',", ""), "claim merchantId is missing"),
                arguments(header, claims.replace("'client':{", "'client':[],'c':{"), "claim client is an array"),
                arguments(header, claims.replace("'steamID'", "'clientSteamId'"), "client.steamID is missing"),
                arguments(header, claims.replace("76561198012345678", "1"), "client.steamID must be"),
                arguments(header, claims.replace("token=AbCdEfGh", "token=x"), "client.tradeUrl must be"),
                arguments(header, claims.replace("&token", "&amp;token"), "it is wrong from \"amp;token="),
                arguments(header, claims("$NOW", "$NOW+3600").replace(",'exp'", ",'x'"), "claim exp is missing"),
                arguments(header, claims("$NOW", "'1795906603'"), "claim exp is the string \"1795906603\"; expected a"),
                arguments(header, claims("$NOW", "true"), "claim exp is true; expected a JSON number"),
                arguments(header, claims("$NOW", "{}"), "claim exp is an object; expected a JSON number"),
                arguments(header, claims("$NOW", "[]"), "claim exp is an array; expected a JSON number"),
                arguments(header, claims("$NOW", "-1"), "claim exp is -1; expected a time since 1970"),
                arguments(
                        header,
                        claims("$NOW", "1795906603000"),
                        "1795906603000; expected a time before the year 10000"),
                arguments(header, claims("$NOW", "1e99"), "1.0E99; expected a time before the year 10000"),
                arguments(header, claims("$NOW", "1e400"), "Infinity; expected a time before the year 10000"),
                arguments(header, claims("$NOW", "9".repeat(20)), "expected a time before the year 10000"),
                arguments(header, claims("'x'", "$NOW+60"), "claim iat is the string \"x\"; expected a JSON number"),
                arguments(header, claims("-1", "$NOW+60"), "claim iat is -1; expected a time since 1970"),
                arguments(header, claims("1795906603000", "$NOW+60"), "iat is 1795906603000; expected a time before"),
                arguments(header, claims("$NOW", "$NOW+86401"), "longer than 24 hours"),
                arguments(header, claims("$NOW+120", "$NOW+3600"), "iat lies in the future"),
                arguments(header, claims("$NOW-3600", "$NOW-1"), "expired at"),
                arguments(header, claims("$NOW-3600", "$NOW-2.5"), "expired at"));
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
}
