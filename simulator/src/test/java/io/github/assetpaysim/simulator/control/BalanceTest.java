package io.github.assetpaysim.simulator.control;

import static io.github.assetpaysim.simulator.support.Refusals.assertProblem;
import static io.github.assetpaysim.simulator.support.TestClient.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BalanceTest {
    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    private final TestClient client = RUNNING.client();

    private JsonNode balance(JsonNode merchant) {
        return client.get(path(merchant) + "/balance").json();
    }

    private static BigDecimal amount(JsonNode balance, String member) {
        return new BigDecimal(balance.required(member).asText());
    }

    @Test
    void a_merchant_has_10000_unless_it_is_made_with_another_balance() {
        assertThat(balance(client.merchant("{}")).toString())
                .isEqualTo("{\"balance\":10000,\"reserved\":0,\"available\":10000}");
        JsonNode poor = client.merchant("{\"balance\":7.05}");
        assertThat(poor.required("balance").toString()).isEqualTo("7.05");
        assertThat(balance(poor).toString()).isEqualTo("{\"balance\":7.05,\"reserved\":0,\"available\":7.05}");
    }

    @Test
    void it_is_replaced_and_told_as_it_is_then() {
        JsonNode merchant = client.merchant("{}");

        for (String amount : new String[] {"7.00", "0", "19.99", "1e3", "1000000000"}) {
            JsonNode changed = client.put(path(merchant) + "/balance", "{\"balance\":" + amount + "}")
                    .json();
            assertThat(amount(changed, "balance")).isEqualByComparingTo(amount);
            assertThat(amount(changed, "available")).isEqualByComparingTo(amount);
            assertThat(balance(merchant)).isEqualTo(changed);
        }
    }

    @Test
    void what_a_withdrawal_without_a_verdict_has_reserved_cannot_be_taken_away() {
        try (Receiver undecided = Receiver.answering(callback -> 503)) {
            JsonNode merchant = client.merchant("{\"callbackUrl\":\"" + undecided.url() + "\"}");
            JsonNode trade = Buyer.of(client, merchant).buy("730");
            String price = trade.required("totalPrice").asText();

            JsonNode open = balance(merchant);
            assertThat(amount(open, "reserved")).isEqualByComparingTo(price);
            assertThat(amount(open, "available"))
                    .isEqualByComparingTo(new BigDecimal(10_000).subtract(new BigDecimal(price)));
            BigDecimal less = new BigDecimal(price).subtract(new BigDecimal("0.01"));
            assertProblem(
                    client.put(path(merchant) + "/balance", "{\"balance\":" + less + "}"),
                    409,
                    "the balance cannot be " + less.stripTrailingZeros().toPlainString()
                            + ": withdrawals without a verdict have reserved " + price);
            assertThat(balance(merchant)).isEqualTo(open);

            assertThat(client.put(path(merchant) + "/balance", "{\"balance\":" + price + "}")
                            .json()
                            .required("available")
                            .toString())
                    .isEqualTo("0");
            client.post(
                    path(merchant) + "/trades/" + trade.required("id").textValue() + "/events",
                    "{\"event\":\"cancel\"}");
            assertThat(balance(merchant).toString())
                    .isEqualTo("{\"balance\":" + price + ",\"reserved\":0,\"available\":" + price + "}");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "-0.01",
                "-1",
                "0.001",
                "7.005",
                "1000000000.01",
                "1e300",
                "1e-300",
                "999999999999999e15",
                "\"7\"",
                "\"\"",
                "true",
                "[7]",
                "{}"
            })
    void what_is_no_balance_is_refused_and_changes_nothing(String value) {
        JsonNode merchant = client.merchant("{\"balance\":5}");
        String expected = "a number of USD from 0 to 1000000000 with at most two decimals";

        assertProblem(
                client.put(path(merchant) + "/balance", "{\"balance\":" + value + "}"),
                400,
                "balance must be " + expected + ", not ");
        assertProblem(client.post("/_sim/merchants", "{\"balance\":" + value + "}"), 400, expected);
        assertThat(balance(merchant).required("balance").intValue()).isEqualTo(5);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                        | balance is missing; expected a number of USD from 0",
                "{'balance':null}          | balance is missing; expected a number of USD from 0",
                "{'balance':1,'reserved':2} | unknown member 'reserved'; known are balance",
                "7                         | the body must be a JSON object",
            })
    void what_does_not_say_which_balance_is_refused(String body, String detail) {
        JsonNode merchant = client.merchant("{}");

        assertProblem(client.put(path(merchant) + "/balance", body.replace('\'', '"')), 400, detail);
    }
}
