package io.github.assetpaysim.simulator.dialect.co;

import static io.github.assetpaysim.simulator.support.Refusals.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user is shown of his possessions. */
class CoInventoryTest extends CoCalls {
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

    private static List<BigDecimal> prices(JsonNode data) {
        return list(data.required("inventory")).stream()
                .filter(item -> item.has("offer"))
                .map(item -> item.at("/offer/price").decimalValue())
                .toList();
    }
}
