package io.github.assetpaysim.simulator.page;

import static io.github.assetpaysim.simulator.support.TestClient.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** The requests that the page shows, and one of them. */
@Tag(Browser.ON_DEMAND)
class RequestsViewTest {
    private static final String USER = "76561198012345678";
    private static final String HOSTILE = "<img src=x onerror=alert(1)>";

    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    @RegisterExtension
    final Browser browser = new Browser();

    private final TestClient client = RUNNING.client();
    private JsonNode merchant;

    @BeforeEach
    void a_merchant_of_its_own() {
        merchant = client.merchant("{}");
        client.send("DELETE", "/_sim/requests", null);
    }

    private void open(String rest) {
        browser.open(
                RUNNING.baseUrl().resolve("/_sim/#/m/" + merchant.required("id").textValue() + "/requests" + rest));
        browser.see("Connected");
    }

    private void deposit(String token, String body) {
        client.post("/client/trading/deposit", body, "Authorization", token);
    }

    @Test
    void requests_come_as_they_are_made_and_filters_are_in_the_address() {
        open("");
        browser.see("No requests yet");

        String token = client.token(merchant, USER);
        browser.within("List of requests").row("/auth/authenticate-client").see("200", "POST");
        deposit(token, "{\"items\":[]}");
        deposit(token, "{}");
        browser.within("List of requests").row("MISSING_ITEMS").see("400", USER);
        browser.see("3 requests");

        browser.field("Status").set("4xx");
        browser.field("Search").set("missing");
        browser.see("1 of 3");
        assertThat(browser.url().getFragment()).contains("status=4xx", "q=missing");
        browser.field("Method").set("GET");
        browser.see("No request matches");
        browser.click("Clear filters");
        browser.see("3 requests");
        browser.field("Only with a hint").set("on");
        browser.see("0 of 3");
        assertThat(browser.url().getFragment()).contains("hint=1");
    }

    @Test
    void who_has_a_wrong_key_finds_it_among_those_that_named_no_merchant() {
        open("");
        client.post(
                "/auth/authenticate-client", "{\"apiSecret\":\"it's a secret\"}", "api-key", "ap_wrong_key_of_mine");

        browser.click("Named no merchant 1");
        browser.within("List of requests").row("INVALID_API_KEY").see("401");
        browser.click("/auth/authenticate-client");
        browser.see("INVALID_API_KEY", "1401", "api-key: ap_wro***", "$ASSETPAY_API_KEY", "$API_SECRET");
        assertThat(browser.text()).doesNotContain("ap_wrong_key_of_mine");
        browser.back();
        browser.click("Clear…");
        browser.within("Clear the requests?").click("Clear");
        browser.see("Every request named its merchant");
        assertThat(client.get("/_sim/requests").json().required("requests")).isEmpty();
    }

    @Test
    void what_the_sender_may_have_got_wrong_stands_out() {
        client.get(
                "/client/inventory",
                "Authorization",
                merchant.required("apiKey").textValue());
        open("");

        browser.click("/client/inventory");

        browser.within("What you may have got wrong").see("Authorization holds an API key");
    }

    @Test
    void a_request_is_shown_with_its_answer_as_text_whatever_is_in_it() {
        String token = client.token(merchant, USER);
        deposit(token, "{\"items\":[{\"itemId\":\"" + HOSTILE + "x".repeat(15_000) + "\"}]}");
        open("?status=4xx");

        browser.click("/client/trading/deposit");

        browser.within("Summary").see("POST /client/trading/deposit", "VALIDATION_FAILED", "steamID " + USER);
        browser.within("Request").see(HOSTILE, "Authorization:");
        browser.within("Answer").see("\"success\":false");
        browser.see("$ASSETPAY_TOKEN");
        assertThat(browser.value("document.querySelectorAll('#main img').length"))
                .isEqualTo(0L);
        browser.press(Keys.TAB);
        browser.reload();
        browser.within("Answer").see("VALIDATION_FAILED");
    }

    @Test
    void faults_that_struck_and_the_trade_that_was_made_are_told() {
        client.put(
                path(merchant) + "/faults",
                "{\"faults\":[{\"trigger\":{\"on\":\"deposit\"},\"fault\":{\"name\":\"latency\",\"by\":\"1ms\"}}]}");
        String trade = client.trade(merchant, USER).required("id").textValue();
        open("");

        browser.within("List of requests").row("/client/trading/deposit").see("latency");
        assertThat(browser.value("document.querySelectorAll('.requests .state [data-tone=good]').length"))
                .as("answers that nothing was wrong with")
                .isEqualTo(2L);
        browser.click("/client/trading/deposit");
        browser.within("Summary").see("latency");
        browser.within("Summary").click(trade.substring(0, 8));

        browser.see("Deposit " + trade.substring(0, 8));
    }

    @Test
    void they_are_forgotten_only_when_that_is_confirmed() {
        client.token(merchant, USER);
        open("");

        browser.click("Clear…");
        browser.within("Clear the requests?").click("Cancel");
        browser.see("1 request");
        browser.click("Clear…");
        browser.within("Clear the requests?").click("Clear");

        browser.see("No requests yet");
        assertThat(client.get(path(merchant) + "/requests").json().required("requests"))
                .isEmpty();
    }

    @Test
    void what_is_not_remembered_is_said_to_be_so() {
        browser.expectComplaint("404");
        open("/nothing");

        browser.see("there is no request 'nothing'");
        browser.size(360, 800);
        assertThat(browser.value("document.documentElement.scrollWidth")).isEqualTo(360L);
    }
}
