package io.github.assetpaysim.simulator.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.TestClient;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** The view of one trade, and its time line. */
class TradeViewTest {
    private static final String USER = "76561198012345678";

    private static Simulator simulator;
    private static TestClient client;
    private static Receiver receiver;
    private static final AtomicInteger ANSWER = new AtomicInteger(200);

    @RegisterExtension
    final Browser browser = new Browser();

    private JsonNode merchant;

    @BeforeAll
    static void start() {
        simulator = Simulator.start(Settings.STANDARD);
        client = new TestClient(simulator);
        receiver = Receiver.answering(callback -> ANSWER.get());
    }

    @AfterAll
    static void stop() {
        receiver.close();
        simulator.stop();
    }

    @BeforeEach
    void merchant() {
        ANSWER.set(200);
        merchant = client.merchant("{\"callbackUrl\":\"" + receiver.url() + "\"}");
    }

    private void open(JsonNode trade) {
        browser.open(simulator
                .baseUrl()
                .resolve("/_sim/#/m/" + merchant.required("id").textValue() + "/trades/"
                        + trade.required("id").textValue()));
        browser.within("What can happen now").see("What can happen now");
    }

    private JsonNode told(JsonNode trade) {
        return client.get(TestClient.path(merchant) + "/trades/"
                        + trade.required("id").textValue())
                .json();
    }

    private void makeHappen(JsonNode trade, String event) {
        client.post(
                TestClient.path(merchant) + "/trades/" + trade.required("id").textValue() + "/events",
                "{\"event\":\"" + event + "\"}");
    }

    @Tag(Browser.ON_DEMAND)
    @Test
    void each_button_is_there_when_it_is_possible_and_does_what_it_says() {
        String token = client.token(merchant, USER);
        String[][] ways = {
            {"Cancel", "CANCELED"},
            {"Fail", "FAILED"},
            {"Complete", "COMPLETED", "Revert", "REVERTED"},
            {"Send offer", "PENDING", "Decline", "DECLINED"},
            {"Send offer", "PENDING", "Expire", "CANCELED"},
            {"Send offer", "PENDING", "Escrow", "ESCROW", "End hold", "HOLD"},
            {"Send offer", "PENDING", "Accept", "HOLD", "End hold", "COMPLETED"},
        };
        for (int number = 0; number < ways.length; number++) {
            JsonNode trade = client.trade(token, number, "");
            open(trade);
            Region happen = browser.within("What can happen now");
            for (int step = 0; step < ways[number].length; step += 2) {
                happen.click(ways[number][step]);

                String status = ways[number][step + 1];
                browser.within("Notices").see(ways[number][step] + ": it was");
                happen.retrying(
                        "bring it to " + status,
                        () -> assertThat(told(trade).required("status").textValue())
                                .isEqualTo(status));
                browser.click("Close notice");
            }
        }
        // The last one is COMPLETED.
        Region happen = browser.within("What can happen now");
        assertThat(happen.offers("Revert")).isTrue();
        assertThat(happen.offers("Accept") || happen.offers("Complete") || happen.offers("Advance to the end of HOLD"))
                .isFalse();
    }

    @Test
    void time_passes_to_what_comes_next_or_to_the_end_of_the_hold() {
        JsonNode trade = client.trade(merchant, USER);
        open(trade);
        Region happen = browser.within("What can happen now");

        happen.see("the offer is sent in 2 s");
        happen.click("Advance to next (in 2 s)");
        happen.see("the user accepts in 30 s");
        assertThat(told(trade).required("status").textValue()).isEqualTo("PENDING");

        happen.click("Advance to the end of HOLD");
        happen.see("Nothing happens to it by itself.");
        assertThat(told(trade).required("status").textValue()).isEqualTo("COMPLETED");
    }

    @Test
    void the_time_line_follows_what_happens_and_each_mark_leads_to_its_attempt() {
        ANSWER.set(500);
        JsonNode trade = client.trade(merchant, USER);
        open(trade);
        Region list = browser.within("Everything in order");

        list.see("attempt 1 of INITIATED: answered 500", "attempt 2 of INITIATED in 10 s");
        makeHappen(trade, "send-offer");
        list.see("PENDING: the offer was sent", "attempt 1 of PENDING: answered 500");
        ANSWER.set(200);
        client.advance(merchant, "10s");
        list.see("attempt 2 of INITIATED: answered 200", "attempt 2 of PENDING: answered 200");
        // The drawing says the same.
        browser.retrying(
                "see the marks",
                () -> assertThat(
                                browser.value(
                                        "[...document.querySelectorAll('svg a.mark')].map(each => each.getAttribute"
                                                + "('class') + ' ' + each.getAttribute('aria-label').replace(/ after.*/, '')).join('; ')"))
                        .isEqualTo("mark refused attempt 1 of INITIATED: answered 500;"
                                + " mark delivered attempt 2 of INITIATED: answered 200;"
                                + " mark refused attempt 1 of PENDING: answered 500;"
                                + " mark delivered attempt 2 of PENDING: answered 200"));

        browser.value("document.querySelector('svg a.mark').focus()");
        browser.press(Keys.ARROW_RIGHT);
        assertThat(browser.value("document.activeElement.getAttribute('aria-label')"))
                .asString()
                .startsWith("attempt 2 of INITIATED");
        browser.see("attempt 2 of INITIATED: answered 200 after");
        browser.press(Keys.ENTER);

        browser.within("Attempts").see("Attempt 1: answered 500", "Attempt 2: answered 200");
        assertThat(browser.url().getFragment()).endsWith("?attempt=2");
    }

    @Test
    void a_withdrawal_says_what_it_waits_for_and_why_it_was_rejected() {
        ANSWER.set(503);
        JsonNode trade = client.withdrawal(merchant, USER);
        open(trade);

        browser.within("Awaits the verdict").see("It waits for the merchant’s verdict.", "answered 503", "asked again");
        Region happen = browser.within("What can happen now");
        assertThat(happen.offers("Fail") && happen.offers("Cancel")).isTrue();
        assertThat(happen.offers("Send offer") || happen.offers("Complete")).isFalse();

        ANSWER.set(402);
        client.advance(merchant, "10s");
        browser.within("Trade").see("rejected: 402");
        browser.seeNot("It waits for the merchant’s verdict.");
    }

    @Test
    void nothing_from_outside_is_more_than_text_and_without_a_URL_it_says_so() {
        merchant = client.merchant("{}");
        String hostile = "<img src=x onerror=document.title=1> </script><b>\\\" '";
        JsonNode trade = client.trade(client.token(merchant, USER), 0, ",\"externalId\":\"" + hostile + "\"");
        open(trade);

        browser.within("Trade").see("<img src=x onerror=document.title=1> </script><b>\" '");
        browser.within("Everything in order").see("INITIATED callback: no callback URL to send it to");
        assertThat(browser.value("document.querySelectorAll('main img, main b b').length"))
                .isEqualTo(0L);
        assertThat(browser.title()).startsWith("Trade ");
    }
}
