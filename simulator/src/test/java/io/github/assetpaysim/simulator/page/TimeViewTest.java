package io.github.assetpaysim.simulator.page;

import static io.github.assetpaysim.simulator.support.TestClient.path;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The clock, what is due, and ways to let time pass. */
class TimeViewTest {
    private static final String USER = "76561198012345678";

    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    @RegisterExtension
    final Browser browser = new Browser();

    private final TestClient client = RUNNING.client();
    private JsonNode merchant;
    private Instant start;

    @BeforeEach
    void a_merchant_whose_time_stands_still() {
        merchant = client.merchant("{}");
        start = now();
    }

    private Instant now() {
        return Instant.parse(clock().required("now").textValue());
    }

    private JsonNode clock() {
        return client.get(path(merchant) + "/clock").json();
    }

    private void open() {
        browser.open(
                RUNNING.baseUrl().resolve("/_sim/#/m/" + merchant.required("id").textValue() + "/time"));
        browser.see("Connected", "Nothing is due");
    }

    private void passed(String duration) {
        browser.retrying("advance", () -> assertThat(now()).isEqualTo(start.plus(Duration.parse(duration))));
    }

    @ParameterizedTest
    @CsvSource({"1 second, PT1S", "7 days, P7D"})
    void a_button_lets_so_much_time_pass(String button, String duration) {
        open();

        browser.within("Advance by").click(button);

        passed(duration);
        browser.within("What happened in the last advance").see("nothing was due");
    }

    @Test
    void any_duration_can_be_typed_and_what_is_none_is_refused_in_the_simulators_words() {
        browser.expectComplaint("400");
        open();

        browser.field("Duration").set("soon");
        browser.press(Keys.ENTER);
        browser.within("Advance the clock").see("a duration such as 500ms");
        browser.field("Duration").set("90s");
        browser.seeNot("a duration such as 500ms");
        browser.within("Any duration").click("Advance");

        passed("PT1M30S");
    }

    @Test
    void what_comes_next_is_listed_as_it_is_planned_and_time_can_go_there() {
        open();

        String trade = client.trade(merchant, USER).required("id").textValue();
        JsonNode next = client.get(path(merchant) + "/trades/" + trade).json().required("next");
        browser.within("What comes next").row(trade.substring(0, 8)).see("Advance to this");
        browser.within("Advance the clock").click("To what is due next");

        browser.retrying(
                "advance",
                () -> assertThat(now())
                        .isEqualTo(Instant.parse(next.required("due").textValue())));
        browser.within("What happened in the last advance").see("trade " + trade);
        Instant due = Instant.parse(clock().required("nextDue").textValue());
        browser.within("What comes next").row(trade.substring(0, 8)).see("Advance to this");
        browser.retrying("advance to a step", () -> {
            browser.value("document.querySelector('.due-list button').click()");
            assertThat(now()).isAfterOrEqualTo(due);
        });
    }

    @Test
    void time_goes_to_the_end_of_a_hold() {
        open();
        String trade = client.trade(merchant, USER).required("id").textValue();
        for (String event : new String[] {"send-offer", "accept"}) {
            client.post(path(merchant) + "/trades/" + trade + "/events", "{\"event\":\"" + event + "\"}");
        }
        client.post(path(merchant) + "/clock/advance", "{\"by\":\"1h\"}");
        assertThat(status(trade)).isEqualTo("HOLD");

        browser.within("End of a hold").field("Trade on hold").holds(trade);
        browser.within("End of a hold").click("To the end of its hold");

        browser.retrying("complete", () -> assertThat(status(trade)).isEqualTo("COMPLETED"));
        browser.within("What happened in the last advance").see("END_HOLD");
    }

    private String status(String trade) {
        return client.get(path(merchant) + "/trades/" + trade)
                .json()
                .required("status")
                .textValue();
    }

    @Tag(Browser.ON_DEMAND)
    @Test
    void the_clock_is_changed_to_paced_with_a_pace_and_back() {
        browser.expectComplaint("400");
        open();

        browser.field("Paced").set("on");
        browser.field("Pace").set("quick");
        browser.click("Change");
        browser.within("How time moves").see("pace");
        assertThat(clock().required("mode").textValue()).isEqualTo("frozen");
        browser.field("Pace").set("250ms");
        browser.click("Change");

        browser.retrying(
                "change", () -> assertThat(clock().required("mode").textValue()).isEqualTo("paced"));
        assertThat(client.get(path(merchant)).json().required("pace").textValue())
                .isEqualTo("PT0.25S");
        browser.field("Frozen").set("on");
        browser.click("Change");
        browser.retrying(
                "change", () -> assertThat(clock().required("mode").textValue()).isEqualTo("frozen"));
        browser.within("Clock").see("frozen");
    }
}
