package io.github.assetpaysim.simulator.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The list of trades, and what is around each view: the clock, the merchants, the theme. */
class TradesViewTest {
    private static final String USER = "76561198012345678";
    private static final String OTHER = "76561198012345679";

    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    @RegisterExtension
    final Browser browser = new Browser();

    private final TestClient client = RUNNING.client();
    private final JsonNode merchant = client.merchant("{}");

    private String id() {
        return merchant.required("id").textValue();
    }

    private Browser open() {
        browser.open(RUNNING.baseUrl().resolve("/_sim/#/m/" + id() + "/trades"));
        browser.see("Connected");
        return browser;
    }

    private static String shortId(JsonNode trade) {
        return trade.required("id").textValue().substring(0, 8);
    }

    @Tag(Browser.ON_DEMAND)
    @Test
    void one_is_found_by_what_it_is_and_opened() {
        open().see("No trades yet");
        JsonNode deposit = client.trade(merchant, USER);
        browser.see("1 trade", shortId(deposit));
        JsonNode withdrawal = client.withdrawal(merchant, OTHER);
        browser.see("2 trades", shortId(withdrawal));

        browser.field("Kind").set("Deposit");
        browser.see("1 of 2", shortId(deposit));
        browser.seeNot(shortId(withdrawal));
        browser.click("Clear");
        browser.field("User").set(OTHER);
        browser.see("1 of 2", shortId(withdrawal));
        browser.field("Progress").set("Open");
        browser.field("Status").set("COMPLETED");
        browser.see("No trade matches");
        assertThat(browser.url().getFragment()).contains("status=COMPLETED", "is=open", "user=" + OTHER);
        browser.click("Clear the filters");
        browser.see("2 trades");
        browser.field("Search").set(shortId(deposit));
        browser.see("1 of 2");

        browser.click(shortId(deposit));
        browser.see("Deposit " + shortId(deposit));
        browser.click("AssetPay simulator");
        browser.see("2 trades");
    }

    @Test
    void time_passes_at_the_push_of_a_button_beside_each_view() {
        client.trade(merchant, USER);
        open().see("INITIATED");
        Region clock = browser.within("Clock");

        clock.click("Next due");
        browser.see("PENDING");
        clock.click("+1 h");
        browser.see("HOLD");
        clock.click("+1 d");
        clock.click("+7 d");
        browser.see("COMPLETED", "nothing is due");
    }

    @Tag(Browser.ON_DEMAND)
    @Test
    void the_merchant_is_chosen_and_so_is_the_theme() {
        open();
        browser.field("Theme").set("dark");
        browser.retrying(
                "be dark",
                () -> assertThat(browser.value("getComputedStyle(document.documentElement).colorScheme"))
                        .isEqualTo("dark"));
        browser.reload().see("Connected");
        browser.field("Theme").holds("dark");

        browser.field("Merchant").set("default");
        browser.retrying(
                "be another", () -> assertThat(browser.url().getFragment()).isEqualTo("/m/default/trades"));
        browser.see("Connected", "No trades yet");
        browser.value("document.querySelector('.skip').click()");
        assertThat(browser.value("document.activeElement.id")).isEqualTo("main");
    }

    @Tag(Browser.ON_DEMAND)
    @Test
    void what_a_button_does_is_copied_as_a_command() {
        JsonNode trade = client.trade(merchant, USER);
        String where = " --url http://127.0.0.1:" + RUNNING.baseUrl().getPort() + " --merchant " + id();
        open();
        browser.within("Views").click("Time");
        browser.within("Any duration").click("Copy as command");
        assertThat(browser.copied())
                .startsWith("java -jar assetpay-simulator.jar advance ")
                .endsWith(where);

        browser.within("Views").click("Trades");
        browser.click(shortId(trade));
        browser.field("Command").set("cancel");
        browser.click("Copy as command");
        assertThat(browser.copied())
                .isEqualTo("java -jar assetpay-simulator.jar cancel "
                        + trade.required("id").textValue() + where);
    }
}
