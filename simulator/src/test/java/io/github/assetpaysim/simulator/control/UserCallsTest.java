package io.github.assetpaysim.simulator.control;

import static io.github.assetpaysim.simulator.support.Refusals.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.support.Rows;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.support.TestClient.Answer;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserCallsTest {
    private static final String USER = "76561198012345678";
    private static final String DECLINER = "76561199000000002";
    private static final String REDLINE = "AK-47 | Redline (Field-Tested)";
    private static final String CLOTH = "{'marketHashName':'Cloth','game':'252490','amount':5}";

    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    private final TestClient client = RUNNING.client();
    private JsonNode merchant;
    private String token;

    @BeforeEach
    void a_merchant_of_its_own() {
        merchant = client.merchant("{}");
        token = client.token(merchant, USER);
    }

    private String path() {
        return TestClient.path(merchant);
    }

    private Answer put(String steamId, String profile) {
        return client.put(path() + "/users/" + steamId, profile.replace('\'', '"'));
    }

    private JsonNode user(String steamId) {
        return client.get(path() + "/users/" + steamId).json();
    }

    private Answer prices(String offers) {
        return client.post(path() + "/prices", ("{'offers':[" + offers + "]}").replace('\'', '"'));
    }

    private List<JsonNode> shown(String game, String more) {
        return Rows.elements(client.get("/client/inventory?perPage=-1&game=" + game + more, "Authorization", token)
                        .data()
                        .required("inventory"))
                .toList();
    }

    private Answer deposit(String itemId, int amount, String game) {
        return client.post(
                "/client/trading/deposit",
                "{\"items\":[{\"itemId\":\"" + itemId + "\",\"amount\":" + amount + "}],\"game\":\"" + game + "\"}",
                "Authorization",
                token);
    }

    private void event(Answer deposited, String event) {
        String trade = deposited.data().required("id").textValue();
        assertThat(client.post(path() + "/trades/" + trade + "/events", "{\"event\":\"" + event + "\"}")
                        .status())
                .isEqualTo(200);
    }

    private static String id(JsonNode item) {
        return item.required("id").textValue();
    }

    // Users

    @Test
    void a_user_shows_his_profile_his_open_trades_and_what_is_reserved() {
        assertThat(user(USER).toString())
                .isEqualTo("{\"steamId\":\"" + USER + "\",\"profile\":{\"inventory\":\"ordinary\","
                        + "\"account\":\"ordinary\",\"collateral\":{\"provider\":150,\"merchant\":0},"
                        + "\"pricesMove\":false},\"openTrades\":[],\"reserved\":[],\"collateral\":150}");
        JsonNode item = client.depositable(token, "730").get(0);
        JsonNode trade = client.deposit(token, item, "").data();

        JsonNode user = user(USER);

        assertThat(user.at("/openTrades/0/id")).isEqualTo(trade.required("id"));
        assertThat(user.at("/reserved/0/itemId")).isEqualTo(item.required("id"));
        assertThat(user.at("/reserved/0/marketHashName")).isEqualTo(item.required("marketHashName"));
        assertThat(user.at("/reserved/0/tradeId")).isEqualTo(trade.required("id"));
        assertThat(user.required("collateral").decimalValue()).isLessThan(new BigDecimal(150));
    }

    @Test
    void a_profile_replaces_all_of_the_one_before_and_DELETE_puts_it_back() {
        JsonNode before = user(DECLINER);

        Answer put = put(DECLINER, "{'account':'cannot-trade','collateral':{'merchant':12.34},'pricesMove':true}");

        assertThat(put.status()).isEqualTo(200);
        assertThat(put.json()).isEqualTo(user(DECLINER));
        assertThat(put.json().required("profile").toString())
                .isEqualTo("{\"inventory\":\"ordinary\",\"account\":\"cannot-trade\","
                        + "\"collateral\":{\"provider\":150,\"merchant\":12.34},\"pricesMove\":true}");
        assertThat(client.send("DELETE", path() + "/users/" + DECLINER, null).status())
                .isEqualTo(204);
        assertThat(user(DECLINER)).isEqualTo(before);
        assertThat(before.at("/profile/outcome").textValue()).isEqualTo("decline");
    }

    @Test
    void a_profile_concerns_one_user_of_one_merchant() {
        put(USER, "{'account':'cannot-trade'}");
        JsonNode first = merchant;
        String other = client.token(merchant, "76561198012345679");
        assertThat(client.deposit(other, client.depositable(other, "730").get(0), "")
                        .status())
                .isEqualTo(200);

        a_merchant_of_its_own();

        assertThat(client.deposit(token, client.depositable(token, "730").get(0), "")
                        .status())
                .isEqualTo(200);
        assertThat(first).isNotEqualTo(merchant);
    }

    @Test
    void an_outcome_holds_from_the_next_thing_that_happens_on() {
        Answer deposited = deposit(id(client.depositable(token, "730").get(0)), 1, "730");
        put(USER, "{'outcome':'fail'}");
        String trade = path() + "/trades/" + deposited.data().required("id").textValue();

        client.advance(merchant, "2s");
        assertThat(client.get(trade).json().required("status").textValue()).isEqualTo("PENDING");
        put(USER, "{'outcome':'accept'}");
        client.advance(merchant, "30s");

        assertThat(client.get(trade).json().required("status").textValue()).isEqualTo("HOLD");
    }

    @Test
    void an_inventory_can_be_listed_item_by_item() {
        Answer put = put(
                USER,
                "{'inventory':[{'marketHashName':'" + REDLINE + "','tradable':false},{'marketHashName':'" + REDLINE
                        + "','game':'730'}," + CLOTH + "]}");

        assertThat(put.json().at("/profile/inventory").toString())
                .isEqualTo("[{\"marketHashName\":\"" + REDLINE + "\",\"game\":\"730\",\"amount\":1,\"tradable\":false},"
                        + "{\"marketHashName\":\"" + REDLINE + "\",\"game\":\"730\",\"amount\":1,\"tradable\":true},"
                        + "{\"marketHashName\":\"Cloth\",\"game\":\"252490\",\"amount\":5,\"tradable\":true}]");
        List<JsonNode> cs2 = shown("730", "");
        List<JsonNode> rust = shown("252490", "");
        assertThat(cs2)
                .hasSize(2)
                .allMatch(item -> item.required("marketHashName").textValue().equals(REDLINE));
        assertThat(cs2).extracting(UserCallsTest::id).doesNotHaveDuplicates();
        assertThat(cs2)
                .extracting(item -> item.required("tradable").booleanValue())
                .containsExactly(false, true);
        assertThat(rust)
                .singleElement()
                .satisfies(
                        item -> assertThat(item.required("amount").intValue()).isEqualTo(5));
        assertThat(deposit(id(cs2.get(0)), 1, "730").json().at("/error/code").intValue())
                .isEqualTo(9);
        assertThat(deposit(id(cs2.get(1)), 1, "730").status()).isEqualTo(200);
        assertThat(deposit(id(rust.get(0)), 5, "252490").status()).isEqualTo(200);
    }

    @Test
    void what_vanishes_on_steam_is_shown_for_15_minutes_or_until_a_refresh_but_cannot_be_deposited() {
        List<JsonNode> before = shown("730", "");
        put(USER, "{'inventory':'empty'}");

        assertThat(shown("730", "")).isEqualTo(before);
        Answer refused = deposit(id(client.depositable(token, "730").get(0)), 1, "730");
        assertThat(refused.json().at("/error/code").intValue()).isEqualTo(9);
        client.advance(merchant, "15min");
        assertThat(shown("730", "")).isEmpty();

        client.send("DELETE", path() + "/users/" + USER, null);
        assertThat(shown("730", "")).isEmpty();
        assertThat(shown("730", "&refresh=true")).isEqualTo(before);
    }

    @Test
    void an_inventory_that_becomes_private_is_still_shown_from_memory_but_not_read_again() {
        List<JsonNode> before = shown("730", "");
        put(USER, "{'inventory':'private'}");

        assertThat(shown("730", "")).isEqualTo(before);
        assertThat(client.get("/client/inventory?refresh=true", "Authorization", token)
                        .json()
                        .at("/error/code")
                        .intValue())
                .isEqualTo(3);
        assertThat(deposit(id(before.get(0)), 1, "730").json().at("/error/code").intValue())
                .isEqualTo(3);
        assertThat(shown("730", "")).isEqualTo(before);
    }

    @Test
    void an_item_in_an_open_trade_is_in_one_place_only_however_often_it_is_listed() {
        String list = "{'inventory':[{'marketHashName':'" + REDLINE + "'}," + CLOTH + "]}";
        put(USER, list);
        String redline = id(shown("730", "").get(0));
        String cloth = id(shown("252490", "").get(0));
        Answer first = deposit(redline, 1, "730");
        Answer second = deposit(cloth, 3, "252490");

        put(USER, list);

        assertThat(shown("730", "&refresh=true")).isEmpty();
        assertThat(shown("252490", "&refresh=true"))
                .singleElement()
                .satisfies(
                        item -> assertThat(item.required("amount").intValue()).isEqualTo(2));
        put(USER, "{'inventory':'empty'}");
        event(first, "fail");
        assertThat(shown("730", "&refresh=true")).isEmpty();
        put(USER, list);
        event(second, "fail");
        assertThat(shown("730", "&refresh=true")).extracting(UserCallsTest::id).containsExactly(redline);
        assertThat(shown("252490", "&refresh=true"))
                .singleElement()
                .satisfies(
                        item -> assertThat(item.required("amount").intValue()).isEqualTo(5));
    }

    @Test
    void what_a_trade_took_for_good_is_another_item_when_it_is_listed_again() {
        String list = "{'inventory':[{'marketHashName':'" + REDLINE + "'}]}";
        put(USER, list);
        String first = id(shown("730", "").get(0));
        Answer deposited = deposit(first, 1, "730");
        event(deposited, "complete");
        assertThat(shown("730", "&refresh=true")).isEmpty();

        put(USER, list);
        String second = id(shown("730", "&refresh=true").get(0));
        event(deposited, "revert");

        assertThat(second).isNotEqualTo(first);
        assertThat(shown("730", "&refresh=true")).extracting(UserCallsTest::id).containsExactly(second);
        put(USER, list);
        assertThat(shown("730", "&refresh=true")).extracting(UserCallsTest::id).containsExactly(first);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'inventry':'empty'}             | unknown member 'inventry'; known are account, collateral, inventory, outcome, pricesMove",
                "{'inventory':'emty'}             | inventory must be one of ordinary, empty, private, unavailable, only-rust, or an array of items, not \"emty\"",
                "{'inventory':'listed'}           | inventory must be one of",
                "{'inventory':7}                  | inventory must be one of",
                "{'inventory':[7]}                | inventory[0] must be an object",
                "{'inventory':[{}]}               | inventory[0].marketHashName is missing",
                "{'inventory':[{'marketHashName':'AK-47 ! Redlin (Field-Tested)'}]} | inventory[0].marketHashName must be a name in the catalogue of game 730 (did you mean 'AK-47",
                "{'inventory':[{'marketHashName':'Cloth'}]} | of game 730 (this one belongs to game 252490)",
                "{'inventory':[{'marketHashName':'Cloth','game':'570'}]} | inventory[0].game must be \"730\" (CS2) or \"252490\" (Rust)",
                "{'inventory':[{'marketHashName':'Cloth','game':'252490','amount':0}]} | inventory[0].amount must be a whole number from 1 to 10000",
                "{'inventory':[{'marketHashName':'Big Grin','game':'252490','amount':2}]} | inventory[0].amount must be 1, because Big Grin does not stack",
                "{'inventory':[{'marketHashName':'Cloth','game':'252490','wear':1}]} | unknown member 'inventory[0].wear'",
                "{'outcome':'explode'}            | outcome must be one of accept, accept-at-once, decline, ignore, fail, escrow, revert, supplier-fails, not",
                "{'account':'barred'}             | account must be one of ordinary, cannot-trade, unreachable, cs2-banned, rust-banned, banned, unknown, not",
                "{'collateral':100}               | collateral must be an object",
                "{'collateral':{'total':1}}       | unknown member 'collateral.total'",
                "{'collateral':{'provider':-1}}   | collateral.provider must be a number of USD from 0 to 1000000 with at most two decimals",
                "{'collateral':{'merchant':0.001}} | collateral.merchant must be",
                "{'collateral':{'merchant':1e999999999}} | collateral.merchant must be a number of USD",
                "{'pricesMove':'yes'}             | pricesMove must be true or false",
                "[]                               | the body must be a JSON object",
            })
    void a_profile_that_breaks_a_rule_changes_nothing(String profile, String detail) {
        JsonNode before = user(USER);

        assertProblem(put(USER, profile.replace("AK-47 ! ", "AK-47 | ")), 400, detail);

        assertThat(user(USER)).isEqualTo(before);
    }

    @Test
    void a_user_is_named_by_a_Steam_id() {
        assertProblem(put("7", "{}"), 400, "a SteamID64: 17 digits beginning with 76561, not '7'");
        assertProblem(client.get(path() + "/users/76561"), 400, "SteamID64");
        assertProblem(client.get("/_sim/merchants/nobody/users/" + USER), 404, "there is no merchant 'nobody'");
    }

    // Prices

    @Test
    void a_moved_price_is_shown_and_decides_at_once_and_supersedes_the_old_reference() {
        put(USER, "{'inventory':[{'marketHashName':'" + REDLINE + "'}]}");
        JsonNode old = client.depositable(token, "730").get(0);

        JsonNode set =
                prices("{'marketHashName':'" + REDLINE + "','price':12.34}").json();

        assertThat(set.toString())
                .isEqualTo("{\"offers\":[{\"marketHashName\":\"" + REDLINE + "\",\"game\":\"730\",\"price\":12.34}]}");
        assertThat(client.get(path() + "/prices").json()).isEqualTo(set);
        JsonNode now = client.depositable(token, "730").get(0);
        assertThat(now.required("id")).isEqualTo(old.required("id"));
        assertThat(now.at("/offer/price").toString()).isEqualTo("12.34");
        assertThat(now.at("/offer/reference")).isNotEqualTo(old.at("/offer/reference"));
        Answer refused = client.deposit(token, old, "");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().at("/error/code").intValue()).isEqualTo(11);
        Answer taken = client.deposit(token, now, "");
        assertThat(taken.data().required("totalPrice").toString()).isEqualTo("12.34");
    }

    @Test
    void a_kind_that_is_no_longer_taken_has_no_offer_and_one_that_is_taken_now_has_one() {
        put(
                USER,
                "{'inventory':[{'marketHashName':'" + REDLINE
                        + "'},{'marketHashName':'AK-47 | Safari Mesh (Battle-Scarred)'}]}");
        prices("{'marketHashName':'" + REDLINE
                + "','price':null},{'marketHashName':'AK-47 | Safari Mesh (Battle-Scarred)','price':0.01}");

        List<JsonNode> items = shown("730", "");

        assertThat(items)
                .extracting(item -> item.required("accepted").booleanValue())
                .containsExactly(false, true);
        assertThat(items.get(0).has("offer")).isFalse();
        assertThat(deposit(id(items.get(0)), 1, "730").json().at("/error/code").intValue())
                .isEqualTo(10);
        assertThat(client.deposit(token, items.get(1), "").status()).isEqualTo(200);
    }

    @Test
    void prices_add_up_and_stay_with_their_merchant() {
        prices("{'marketHashName':'Cloth','game':'252490','price':1}");
        JsonNode both =
                prices("{'marketHashName':'" + REDLINE + "','price':null}").json();

        assertThat(both.required("offers")).hasSize(2);
        assertThat(both.at("/offers/1/price").isNull()).isTrue();
        a_merchant_of_its_own();
        assertThat(client.get(path() + "/prices").json().required("offers")).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'marketHashName':'Clot','game':'252490','price':1}  | offers[1].marketHashName must be a name in the catalogue of game 252490 (did you mean 'Cloth'?), not \"Clot\"",
                "{'marketHashName':'Cloth','price':1}                 | (this one belongs to game 252490)",
                "{'marketHashName':'Cloth','game':252490,'price':1}   | offers[1].game must be",
                "{'marketHashName':'Cloth','game':'252490'}           | offers[1].price is missing",
                "{'marketHashName':'Cloth','game':'252490','price':0} | offers[1].price must be a number of USD from 0.01 to 1000000 with at most two decimals, not 0",
                "{'marketHashName':'Cloth','game':'252490','price':1.001} | offers[1].price must be",
                "{'marketHashName':'Cloth','game':'252490','price':1000000.01} | offers[1].price must be",
                "{'marketHashName':'Cloth','game':'252490','price':'1'} | offers[1].price must be",
                "{'marketHashName':'Cloth','game':'252490','price':1,'x':1} | unknown member 'offers[1].x'",
                "{'marketHashName':'Wood','game':'252490','price':2}  | offers names 'Wood' twice",
                "7                                                    | offers[1] must be an object",
            })
    void a_price_that_breaks_a_rule_moves_none(String offer, String detail) {
        assertProblem(prices("{'marketHashName':'Wood','game':'252490','price':1}," + offer), 400, detail);
        assertThat(client.get(path() + "/prices").json().required("offers")).isEmpty();
    }

    @Test
    void prices_need_their_array() {
        assertProblem(client.post(path() + "/prices", "{}"), 400, "offers is missing");
        assertProblem(client.post(path() + "/prices", "{\"prices\":[]}"), 400, "unknown member 'prices'");
    }
}
