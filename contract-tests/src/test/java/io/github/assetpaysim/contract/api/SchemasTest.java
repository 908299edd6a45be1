package io.github.assetpaysim.contract.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.assetpaysim.contract.api.receiver.Received;
import io.github.assetpaysim.contract.plan.CheckFailure;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told about documents that are not as their schemas say. */
class SchemasTest {
    private static final String ITEM = "{'id':'a','name':'b','marketHashName':'c','appid':730,'tradable':true%s}";
    private static final String INVENTORY = "{'requestId':'0f6d2f3e-7a51-4f0c-9c0e-3d1f5f0b8a77','success':true,"
            + "'data':{'inventory':[%s],'count':1,'updatedAt':'2031-01-08T00:00:00.000Z','collateral':8.62}}";

    private static Exchange inventory(int status, String body) {
        return new Exchange(
                Operation.INVENTORY,
                "GET",
                "/client/inventory",
                Map.of(),
                null,
                status,
                Map.of(),
                body.replace('\'', '"').getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                  | ``",
                "'further':null                      | ``",
                "'charm':null                        | ``",
                "'marketPrice':8.62                  | ``",
                "'wear':0.21                         | /wear: expected string, came 0.21",
                "'wear':null                         | /wear: expected string, came null",
                "'color':'red'                       | /color: expected text of the form ^#[0-9A-Fa-f]{6}$, came \"red\"",
                "'marketPrice':8.625                 | /marketPrice: expected a number with at most two decimals, came 8.625",
                "'marketPrice':'8.62'                | /marketPrice: expected number, came \"8.62\"",
                "'appid':440                         | /appid: expected 730 or 252490, came 440",
                "'charm':'x'                         | /charm: expected object or null, came \"x\"",
                "'offer':{'price':1}                 | /offer/reference: expected the member reference, came nothing",
                "'stickers':[{'name':'x','slot':'0','wear':0,'iconUrl':''}] "
                        + "| /stickers/0/slot: expected integer, came \"0\""
            })
    void the_place_what_was_expected_and_what_came_are_told(String member, String told) {
        String item = String.format(Locale.ROOT, ITEM, member.isEmpty() ? "" : "," + member);
        List<Violation> violations = Schemas.violations(inventory(200, String.format(Locale.ROOT, INVENTORY, item)));

        assertThat(violations)
                .extracting(Violation::toString)
                .containsExactlyElementsOf(told.isEmpty() ? List.of() : List.of("/data/inventory/0" + told));
    }

    @Test
    void a_refusal_is_held_against_the_rows_of_its_status() {
        String refusal = "{'requestId':'0f6d2f3e-7a51-4f0c-9c0e-3d1f5f0b8a77','success':false,'error':"
                + "{'code':1002,'key':'UNAUTHORIZED','message':'x'}}";

        assertThat(Schemas.violations(inventory(401, refusal))).isEmpty();
        assertThat(Schemas.violations(inventory(418, refusal))).isEmpty();
        assertThat(Schemas.violations(inventory(400, refusal)))
                .extracting(Violation::pointer)
                .containsExactly("/error/code", "/error/key");
    }

    @Test
    void what_is_no_json_is_a_violation() {
        Received callback = new Received("POST", "/", Map.of(), "hello".getBytes(UTF_8), Instant.EPOCH, 200);

        assertThatExceptionOfType(CheckFailure.class)
                .isThrownBy(() -> Schemas.violations(callback))
                .matches(CheckFailure::isViolation);
    }

    @Test
    void a_callback_is_held_against_the_webhook() {
        Received callback =
                new Received("POST", "/", Map.of(), "{\"payload\":{\"event\":7}}".getBytes(UTF_8), Instant.EPOCH, 200);

        assertThat(Schemas.violations(callback))
                .extracting(Violation::pointer)
                .contains("/payload/trade", "/payload/event", "/payload/timestamp", "/payload/key");
    }
}
