package io.github.assetpaysim.simulator.dialect.co;

import static io.github.assetpaysim.simulator.support.TestClient.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.trade.SteamAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What AssetPay finds out about a trade URL. */
class CoTradeUrlTest extends CoCalls {
    private JsonNode check(String tradeUrl, String more) {
        return client.post(
                        "/secure/check-tradeurl",
                        "{\"tradeurl\":\"" + tradeUrl + "\"" + more + "}",
                        "api-key",
                        merchant.required("apiKey").textValue())
                .data();
    }

    private int state(String more) {
        return check(SteamAccount.tradeUrl(USER), more).required("state").intValue();
    }

    private void make(String account) {
        assertThat(client.put(path(merchant) + "/users/" + USER, "{\"account\":\"" + account + "\"}")
                        .status())
                .isEqualTo(200);
    }

    /** An empty cell is a member that is not there. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            76561198012345678 | 1 | true  | true  |    |       | the user can trade items of both games
            76561199000000001 | 1 | true  | true  |    |       | the user can trade items of both games
            76561199000000008 | 1 | true  | false | 15 | false | Steam would hold what the user trades for 15 days
            76561199000000006 | 1 | true  | false | 0  | true  | Steam does not let the user trade at the moment
            76561199000000017 | 2 | true  | true  |    |       | the user cannot trade CS2 items
            76561199000000018 | 3 | true  | true  |    |       | the user cannot trade Rust items
            76561199000000019 | 4 | true  | false | 0  | false | the user cannot trade items of any game
            76561199000000004 | 5 | true  |       |    |       | the user's inventory is private
            76561199000000007 | 7 | false |       |    |       | nobody is behind this trade URL
            76561199000000020 | 8 | false |       |    |       | Steam did not answer as expected; try again later
            """)
    void the_partner_number_decides_the_user_and_the_user_the_state(
            String steamId,
            int state,
            boolean found,
            Boolean canTrade,
            Integer escrowDays,
            Boolean probation,
            String message) {
        JsonNode data = check(SteamAccount.tradeUrl(steamId), "");

        assertThat(data.required("state").intValue()).isEqualTo(state);
        assertThat(data.required("message").textValue()).isEqualTo(message);
        assertThat(data.path("steamid").asText(null)).isEqualTo(found ? steamId : null);
        assertThat(data.has("canTrade")).isEqualTo(canTrade != null);
        if (canTrade != null) {
            assertThat(data.required("canTrade").booleanValue()).isEqualTo(canTrade);
        }
        assertThat(data.has("reason")).isEqualTo(escrowDays != null);
        if (escrowDays != null) {
            assertThat(data.required("reason").toString())
                    .isEqualTo("{\"escrowDays\":" + escrowDays + ",\"probation\":" + probation + "}");
        }
    }

    @Test
    void a_ban_and_a_hold_are_both_told() {
        client.put(path(merchant) + "/users/" + USER, "{\"account\":\"cs2-banned\",\"outcome\":\"escrow\"}");

        JsonNode data = check(SteamAccount.tradeUrl(USER), "");

        assertThat(data.required("state").intValue()).isEqualTo(2);
        assertThat(data.required("canTrade").booleanValue()).isFalse();
        assertThat(data.required("message").textValue())
                .isEqualTo("the user cannot trade CS2 items; Steam would hold what the user trades for 15 days");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no url",
                "http://steamcommunity.com/tradeoffer/new/?partner=12345678&token=AbCdEfGh",
                "https://steamcommunity.com/tradeoffer/new/?partner=12345678",
                "https://steamcommunity.com/tradeoffer/new/?partner=12345678901&token=AbCdEfGh",
                "https://steamcommunity.com/tradeoffer/new/?partner=12345678&token=AbCdEfG",
                "https://steamcommunity.com/tradeoffer/new/?partner=12345678&token=AbCdEfGh "
            })
    void a_malformed_url_is_a_state_and_no_error(String tradeUrl) {
        JsonNode data = check(tradeUrl, "");

        assertThat(data.fieldNames()).toIterable().containsExactly("state", "message");
        assertThat(data.required("state").intValue()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "4294967296", "9999999999"})
    void a_number_that_no_account_has_is_nobodys(String partner) {
        String tradeUrl = "https://steamcommunity.com/tradeoffer/new/?partner=" + partner + "&token=AbCdEfGh";

        assertThat(check(tradeUrl, "").required("state").intValue()).isEqualTo(7);
    }

    @Test
    void what_was_found_out_is_told_for_an_hour_of_the_merchants_time_unless_it_is_to_look_again() {
        assertThat(state("")).isEqualTo(1);
        make("banned");
        assertThat(state("")).isEqualTo(1);
        assertThat(state(",\"forceRefresh\":false")).isEqualTo(1);
        assertThat(state(",\"forceRefresh\":true")).isEqualTo(4);
        make("ordinary");
        client.advance(merchant, "59min");
        assertThat(state("")).isEqualTo(4);
        client.advance(merchant, "1min");
        assertThat(state("")).isEqualTo(1);
    }

    @Test
    void each_merchant_has_found_out_for_itself() {
        assertThat(state("")).isEqualTo(1);
        make("cs2-banned");
        merchant = client.merchant("{}");
        make("banned");

        assertThat(state("")).isEqualTo(4);
    }
}
