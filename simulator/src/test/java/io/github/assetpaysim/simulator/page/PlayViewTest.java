package io.github.assetpaysim.simulator.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.support.RawReceiver;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import java.net.URI;
import java.net.URLEncoder;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

@Tag(Browser.ON_DEMAND)
class PlayViewTest {
    private static final String STEAM_ID = "76561198012345678";
    private static final String HOSTILE = "<img src=x onerror=alert(1)>";

    @RegisterExtension
    static final RunningSimulator simulator = new RunningSimulator();

    @RegisterExtension
    final Browser browser = new Browser();

    private final TestClient client = simulator.client();

    private Browser open(JsonNode merchant, String query) {
        String id = merchant.required("id").textValue();
        return browser.open(URI.create(simulator.baseUrl() + "/_sim/#/m/" + id + "/play?" + query));
    }

    private static String query(String name, String value) {
        return name + "=" + URLEncoder.encode(value, UTF_8);
    }

    private JsonNode control(JsonNode merchant, String path) {
        return client.get(TestClient.path(merchant) + path).json();
    }

    private static String name(JsonNode item) {
        return item.required("marketHashName").textValue();
    }

    private JsonNode sellable(JsonNode merchant) {
        return client.depositable(client.token(merchant, STEAM_ID), "730").get(0);
    }

    @Test
    void what_is_added_is_deposited_with_what_the_basket_says_and_followed_until_it_is_completed() {
        try (RawReceiver receiver =
                RawReceiver.answering("HTTP/1.1 200 OK\r\nContent-Length: 28\r\nConnection: close\r\n\r\n" + HOSTILE)) {
            JsonNode merchant = client.merchant("{\"callbackUrl\":\"" + receiver.url() + "\"}");
            String name = name(sellable(merchant));
            open(merchant, query("q", name)).click("Add " + name);
            Region basket = browser.within("Basket");
            basket.see(name);
            basket.field("External id").set(HOSTILE);
            basket.field("Instant credit").set("off");
            String price = sellable(merchant)
                    .required("offer")
                    .required("price")
                    .decimalValue()
                    .setScale(2)
                    .toString();
            basket.click("Deposit · $" + price);

            Region trade = browser.within("The trade");
            trade.see("INITIATED", "Time stands still", HOSTILE);
            trade.click("Complete");
            trade.see("HOLD", "COMPLETED", "200");
            browser.within("The user’s trades").see("COMPLETED", price);

            JsonNode made = control(merchant, "/trades").required("trades").get(0);
            assertThat(made.required("externalId").textValue()).isEqualTo(HOSTILE);
            assertThat(made.required("steamId").textValue()).isEqualTo(STEAM_ID);
            JsonNode shown = control(merchant, "/trades/" + made.required("id").textValue());
            assertThat(shown.at("/trade/isInstant").booleanValue()).isFalse();
            assertThat(browser.url().toString())
                    .contains("trade=" + made.required("id").textValue());
            assertThat(browser.value("document.querySelectorAll('main img').length"))
                    .isEqualTo(0L);
        }
    }

    @Test
    void what_is_bought_is_one_withdrawal_and_the_merchants_verdict_is_told() {
        try (Receiver receiver = Receiver.answering(callback -> 402)) {
            JsonNode merchant = client.merchant("{\"callbackUrl\":\"" + receiver.url() + "\"}");
            List<JsonNode> listings = client.listings(client.token(merchant, STEAM_ID), "252490");
            open(merchant, "tab=buy&sort=price_asc&game=252490").click("Add " + name(listings.get(0)));
            browser.click("Add " + name(listings.get(1)));
            browser.click("Withdraw · $"
                    + listings.get(0)
                            .at("/offer/price")
                            .decimalValue()
                            .add(listings.get(1).at("/offer/price").decimalValue())
                            .setScale(2));

            browser.within("The trade").see("INITIATED", "REJECTED", "402", "CANCELED");
            JsonNode trades = control(merchant, "/trades").required("trades");
            assertThat(trades).hasSize(1);
            assertThat(trades.get(0).required("kind").textValue()).isEqualTo("WITHDRAWAL");
            assertThat(trades.get(0).required("items").intValue()).isEqualTo(2);
        }
    }

    @Test
    void a_trade_goes_on_live_and_its_user_can_decline() {
        JsonNode merchant = client.merchant("{}");
        JsonNode made = client.trade(merchant, STEAM_ID);
        Region trade =
                open(merchant, "trade=" + made.required("id").textValue()).within("The trade");
        trade.see("INITIATED", "The merchant has no callback URL");
        assertThat(trade.offers("Decline")).isFalse();

        client.advance(merchant, "2s");
        trade.see("PENDING");
        trade.click("Decline");
        trade.see("DECLINED");
        assertThat(control(merchant, "/trades").at("/trades/0/status").textValue())
                .isEqualTo("DECLINED");
        trade.seeNot("Decline Steam");
        assertThat(trade.offers("Accept")).isFalse();
    }

    @Test
    void what_AssetPay_refuses_is_told_as_a_site_would_and_leads_to_the_request() {
        browser.expectComplaint("400");
        JsonNode merchant = client.merchant("{}");
        open(merchant, "user=76561000000000000").see("VALIDATION_FAILED", "code 1001, HTTP 400");
        String request =
                control(merchant, "/requests?limit=1").at("/requests/0/id").textValue();
        browser.click("Request " + request.substring(0, 8));
        assertThat(browser.url().toString()).endsWith("/requests/" + request);
    }

    @Test
    void what_is_no_Steam_id_is_refused_at_the_field_before_anything_is_asked() {
        JsonNode merchant = client.merchant("{}");
        open(merchant, query("user", HOSTILE)).see("A Steam id has 17 digits");
        browser.within("Who plays").field("Steam id").holds(HOSTILE);
        assertThat(browser.value("document.querySelectorAll('main img').length"))
                .isEqualTo(0L);
        assertThat(control(merchant, "/requests").required("requests")).isEmpty();

        browser.within("Who plays").field("User").set("inventory-empty");
        browser.see("The inventory is empty", "Owns nothing");
        assertThat(browser.url().toString()).contains("user=inventory-empty");
        browser.within("Who plays").field("User").set("another Steam id…");
        browser.within("Who plays").field("Steam id").set("bob" + Keys.ENTER);
        browser.see("A Steam id has 17 digits");
        browser.seeNot("The inventory is empty");
    }

    @Test
    void a_trade_whose_answer_was_lost_is_followed_and_the_next_order_is_another_one() {
        browser.expectComplaint("ERR_");
        browser.expectComplaint("409");
        JsonNode merchant = client.merchant("{}");
        client.put(
                TestClient.path(merchant) + "/faults",
                "{\"faults\":[{\"trigger\":{\"on\":\"deposit\"},\"fault\":{\"name\":\"lose-answer\"}}]}");
        String name = name(sellable(merchant));
        open(merchant, query("q", name)).click("Add " + name);
        Region basket = browser.within("Basket");
        basket.field("External id").set("mine");
        basket.click(depositButton());

        browser.within("The trade").see("INITIATED");
        browser.within("Notices").see("The answer was lost, but the trade was made.");
        basket.see("Add what the user sells.");
        basket.seeNot("EXTERNAL_ID_EXISTS");
        assertThat(control(merchant, "/trades").required("trades")).hasSize(1);
        assertThat(externalId()).startsWith("order-");

        String other = name(sellable(merchant));
        browser.field("Search").set(other);
        browser.click("Add " + other);
        basket.field("External id").set("mine");
        basket.click(depositButton());
        basket.see("EXTERNAL_ID_EXISTS");
        assertThat(externalId()).isEqualTo("mine");
        browser.within("Who plays").field("User").set("accepts-at-once");
        browser.within("Basket").see("Add what the user sells.");
        assertThat(externalId()).startsWith("order-");
    }

    private String externalId() {
        return (String) browser.value("document.querySelector('.basket input.mono').value");
    }

    @Test
    void the_basket_and_the_trades_are_no_wider_than_their_cards() {
        JsonNode merchant = client.merchant("{}");
        client.trade(merchant, STEAM_ID);
        String name = name(sellable(merchant));
        browser.size(1280, 800);
        open(merchant, query("q", name)).click("Add " + name);
        browser.within("The user’s trades").see("INITIATED");
        assertThat(
                        browser.value(
                                "[...document.querySelectorAll('.basket, .basket ul, .recent')]"
                                        + ".filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.className).join()"))
                .isEqualTo("");
    }

    @Test
    void an_untradable_item_says_so_and_can_be_tried_all_the_same() {
        browser.expectComplaint("400");
        JsonNode merchant = client.merchant("{}");
        client.put(TestClient.path(merchant) + "/users/" + STEAM_ID, """
                {"inventory":[{"marketHashName":"AK-47 | Redline (Field-Tested)","tradable":false}]}""");
        open(merchant, "").see("untradable", "Steam does not let it be traded yet.");
        browser.click("Try AK-47 | Redline (Field-Tested)");
        browser.click("Copy as command");
        browser.within("Basket")
                .retrying("deposit", () -> browser.within("Basket").click(depositButton()));
        browser.within("Basket").see("ITEMS_", "HTTP 400");
        assertThat(control(merchant, "/trades").required("trades")).isEmpty();
    }

    private String depositButton() {
        return browser.within("Basket")
                .text()
                .lines()
                .filter(line -> line.startsWith("Deposit"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_token_that_is_no_longer_taken_is_made_anew_and_prices_that_moved_can_be_taken() {
        browser.expectComplaint("401");
        browser.expectComplaint("409");
        JsonNode merchant = client.merchant("{\"tokenTtl\":\"1min\"}");
        JsonNode item = sellable(merchant);
        open(merchant, query("q", name(item))).click("Add " + name(item));
        client.advance(merchant, "1h");
        client.post(
                TestClient.path(merchant) + "/prices",
                "{\"offers\":[{\"marketHashName\":\"" + name(item) + "\",\"price\":3.21}]}");
        browser.within("Basket").click(depositButton());
        browser.see("PRICE_CHANGED");
        browser.click("Refresh");
        browser.see("now $3.21");
        browser.click("Take the prices of now");
        browser.click("Deposit · $3.21");
        browser.within("The trade").see("INITIATED");
        assertThat(control(merchant, "/trades").at("/trades/0/totalPrice").decimalValue())
                .isEqualByComparingTo("3.21");
    }

    @Test
    void it_can_be_used_by_keyboard_and_fits_a_phone() {
        JsonNode merchant = client.merchant("{}");
        String name = name(sellable(merchant));
        browser.size(360, 800);
        open(merchant, query("q", name)).see("1 to ");
        browser.field("Search").set(name);
        for (int tabs = 0; tabs < 8 && !browser.focused().equals("Add " + name); tabs++) {
            browser.press(Keys.TAB);
        }
        browser.press(Keys.SPACE);
        browser.see("Basket: 1 item");
        assertThat(browser.focused()).isEqualTo("Remove " + name);
        assertThat(browser.value("document.documentElement.scrollWidth <= window.innerWidth"))
                .isEqualTo(true);
        browser.click("Show the calls");
        browser.see("/auth/authenticate-client", "/client/trading/deposit", "clientSteamId");
    }
}
