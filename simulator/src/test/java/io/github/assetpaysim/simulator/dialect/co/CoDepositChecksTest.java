package io.github.assetpaysim.simulator.dialect.co;

import static io.github.assetpaysim.simulator.support.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** In which order a deposit is checked: of several mistakes, the first one counts. */
class CoDepositChecksTest extends CoCalls {
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
}
