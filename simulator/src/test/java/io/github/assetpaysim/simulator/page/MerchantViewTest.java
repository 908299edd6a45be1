package io.github.assetpaysim.simulator.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.catalog.SteamOutcome;
import io.github.assetpaysim.simulator.merchant.RateLimits;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.text.Words;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

class MerchantViewTest {
    private static final String STEAM_ID = "76561198012345678";
    private static final String HIDDEN = "••••••••";

    @RegisterExtension
    static final RunningSimulator simulator = new RunningSimulator();

    @RegisterExtension
    final Browser browser = new Browser();

    private final TestClient client = simulator.client();

    private Browser open(String merchant) {
        return browser.open(URI.create(simulator.baseUrl() + "/_sim/#/m/" + merchant + "/merchant"));
    }

    private Browser open(JsonNode merchant) {
        return open(merchant.required("id").textValue());
    }

    private JsonNode control(JsonNode merchant, String path) {
        return client.get(TestClient.path(merchant) + path).json();
    }

    @Tag(Browser.ON_DEMAND)
    @Test
    void without_a_callback_URL_that_is_said_first_and_the_server_says_what_is_wrong_with_one() {
        browser.expectComplaint("400");
        JsonNode merchant = client.merchant("{}");
        open(merchant).see("No callback URL: callbacks are not sent");
        Region url = browser.within("Callback URL");
        url.field("URL of the handler").set("<b>nonsense</b>" + Keys.ENTER);
        url.see("callbackUrl: '<b>nonsense</b>' is not allowed: its scheme is missing");

        url.field("URL of the handler").set("http://127.0.0.1:9/hooks");
        url.click("Save URL");
        url.seeNot("is not allowed");
        browser.seeNot("No callback URL");
        assertThat(control(merchant, "").required("callbackUrl").textValue()).isEqualTo("http://127.0.0.1:9/hooks");

        url.field("URL of the handler").set("");
        url.click("Save URL");
        browser.within("Notices").see("Saved. No callbacks are sent without a URL.");
    }

    @Tag(Browser.ON_DEMAND)
    @Test
    void what_can_be_changed_is_changed_and_what_is_emptied_goes_back_to_its_standard() {
        browser.expectComplaint("400");
        JsonNode merchant = client.merchant("{}");
        open(merchant);
        Region settings = browser.within("Settings");
        settings.field("Retry").holds("10s,30s,2min,10min,1h");
        assertThat(browser.value("document.querySelector('[data-setting=retry] input').scrollWidth"
                        + " <= document.querySelector('[data-setting=retry] input').clientWidth"))
                .isEqualTo(true);
        settings.field("Retry").set("1s,2s");
        settings.field("Callback timeout").set("never");
        settings.field("Rate limits").set("verified");
        settings.field("Steam outcome").set("supplier-fails");
        settings.field("callbackSuccess").set("2xx");
        settings.field("openDepositLimit").set("7");
        settings.click("Save");
        settings.see("callbackTimeout: 'never' is not allowed");
        settings.field("Callback timeout").set("3s");
        settings.click("Save");
        settings.seeNot("not saved");
        assertThat(Stream.of(
                                "/retry",
                                "/callbackTimeout",
                                "/rateLimits",
                                "/steam/outcome",
                                "/assumptions/callbackSuccess",
                                "/assumptions/openDepositLimit")
                        .map(member -> control(merchant, "").at(member).asText()))
                .containsExactly("PT1S,PT2S", "PT3S", "verified", "supplier-fails", "2xx", "7");

        client.patch(TestClient.path(merchant), "{\"callbackTimeout\":\"4s\"}");
        settings.field("Callback timeout").holds("4s");
        settings.field("Callback timeout").set("");
        settings.click("Save");
        settings.field("Callback timeout").holds("15s");
    }

    @Test
    void words_to_choose_from_are_all_that_there_are() {
        open("default").within("Settings").see("Steam outcome");

        assertThat(browser.value("[...document.querySelectorAll('.settings option')].map((each) => each.value).join()"))
                .asString()
                .startsWith(Stream.of(RateLimits.Plan.values(), SteamOutcome.values())
                        .flatMap(Arrays::stream)
                        .map(Words::of)
                        .reduce((one, other) -> one + "," + other)
                        .orElseThrow());
    }

    @Test
    void secrets_are_masked_until_they_are_asked_for_and_again_after_leaving() {
        JsonNode merchant = client.merchant("{\"apiKey\":\"ap_seen\",\"apiSecret\":\"geheim\"}");
        open(merchant);
        Region credentials = browser.within("Credentials");
        credentials.see(HIDDEN);
        credentials.seeNot("ap_seen", "geheim");
        credentials.click("Show");
        credentials.see("ap_seen", "geheim");
        credentials.click("Change the secret");
        credentials.field("New API secret").set("geheimer");
        credentials.click("Change");
        credentials.see("geheimer");

        browser.within("Views").click("Time");
        browser.within("Views").click("Merchant");
        credentials.see(HIDDEN);
        assertThat(control(merchant, "/credentials").required("apiSecret").textValue())
                .isEqualTo("geheimer");
    }

    @Tag(Browser.ON_DEMAND)
    @Test
    void keys_are_added_with_scopes_shown_once_and_revoked() {
        browser.expectComplaint("400");
        JsonNode merchant = client.merchant("{}");
        open(merchant);
        Region keys = browser.within("API keys");
        keys.see("key-1");
        keys.field("Key, made up when empty").set("not one key" + Keys.ENTER);
        keys.see("visible ASCII");
        keys.field("Key, made up when empty").set("ap_<b>two</b>");
        keys.field("CORE_ACCESS").set("off");
        keys.click("Add key");
        keys.see("New key key-2:", "ap_<b>two</b>", "none");

        keys.click("Revoke key-2");
        browser.within("Revoke key-2?").click("Revoke");
        keys.row("key-2").see("revoked");
        assertThat(control(merchant, "/keys").at("/keys/1"))
                .hasToString("{\"id\":\"key-2\",\"key\":\"***\",\"scopes\":[],\"revoked\":true}");
    }

    @Tag(Browser.ON_DEMAND)
    @Test
    void the_balance_and_prices_are_what_they_are_set_to() {
        browser.expectComplaint("400");
        JsonNode merchant = client.merchant("{}");
        open(merchant);
        Region balance = browser.within("Balance");
        balance.field("New balance, USD").set("7.50");
        balance.click("Set balance");
        balance.see("$7.50");
        assertThat(control(merchant, "/balance").required("available").decimalValue())
                .isEqualByComparingTo("7.5");

        Region prices = browser.within("Prices");
        prices.field("Market hash name").set("AK-47 | Redlin (Field-Tested)");
        prices.click("Move price");
        prices.see("did you mean 'AK-47 | Redline (Field-Tested)'?");
        prices.field("Market hash name").set("AK-47 | Redline (Field-Tested)");
        prices.click("Move price");
        prices.see("no longer taken");
        prices.field("Market hash name").set("AK-47 | Redline (Field-Tested)");
        prices.field("Price, USD").set("12.34" + Keys.ENTER);
        prices.row("Redline").see("12.34");
        assertThat(control(merchant, "/prices").at("/offers/0/price").decimalValue())
                .isEqualByComparingTo("12.34");
    }

    @Test
    void the_health_of_the_handler_is_told_live_here_and_beside_every_view() {
        AtomicInteger status = new AtomicInteger(500);
        try (Receiver receiver = Receiver.answering(callback -> status.get())) {
            JsonNode merchant = client.merchant("{\"callbackUrl\":\"" + receiver.url() + "\",\"retry\":\"10s\"}");
            open(merchant).within("Health of the handler").see("No callback has been tried yet");
            client.trade(merchant, STEAM_ID);
            Region health = browser.within("Health of the handler");
            health.see("0 %", "INITIATED, attempt 1", "500");
            browser.see("1 of 1 attempt failed, 1 waiting");

            status.set(200);
            client.advance(merchant, "1d");
            health.see("Median answer", "Slowest");
            client.post(
                    TestClient.path(merchant)
                            + "/callbacks/"
                            + control(merchant, "/callbacks")
                                    .at("/callbacks/0/id")
                                    .textValue() + "/resend",
                    "{\"to\":\"http://127.0.0.1:9/elsewhere\"}");
            String attempts = String.valueOf(receiver.got().size());
            browser.see("1 of " + attempts + " attempts failed");
            browser.reload();
            browser.see("1 of " + attempts + " attempts failed");
            browser.within("Views").click("Trades");
            browser.see("1 of " + attempts + " attempts failed");
            browser.back();
            health.click("The callback");
            assertThat(browser.url().toString())
                    .endsWith(control(merchant, "/callbacks")
                            .at("/callbacks/0/id")
                            .textValue());
        }
    }

    @Tag(Browser.ON_DEMAND)
    @Test
    void merchants_are_made_deleted_and_started_anew() {
        browser.expectComplaint("409");
        browser.expectComplaint("404");
        open("default").click("Make a merchant");
        Region make = browser.within("Make a merchant");
        make.field("Merchant id").set("made-here");
        make.field("API key")
                .set(client.get("/_sim/merchants/default/credentials")
                        .json()
                        .required("apiKey")
                        .textValue());
        make.click("Make");
        make.see("apiKey");
        make.field("API key").set("");
        make.field("Clock").set("live: real time");
        make.click("Make");
        browser.see("Merchant made-here");
        assertThat(client.get("/_sim/merchants/made-here")
                        .json()
                        .required("clock")
                        .textValue())
                .isEqualTo("live");

        browser.click("Delete");
        browser.within("Delete made-here?").click("Cancel");
        browser.click("Delete");
        browser.within("Delete made-here?").click("Delete");
        browser.see("Merchant default");
        assertThat(client.get("/_sim/merchants/made-here").status()).isEqualTo(404);

        client.patch("/_sim/merchants/default", "{\"retry\":\"7s\"}");
        browser.within("Settings").field("Retry").holds("7s");
        browser.click("Restart");
        browser.within("Restart default?").click("Restart");
        browser.within("Settings").field("Retry").holds("10s,30s,2min,10min,1h");
    }
}
