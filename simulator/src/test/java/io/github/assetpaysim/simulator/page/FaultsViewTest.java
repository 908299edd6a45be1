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

/** The catalogue of faults, the form for each, and the plan. */
class FaultsViewTest {
    private static final String USER = "76561198012345678";
    private static final String TWO = """
            {"faults":[{"trigger":{"on":"callback","externalId":"<b>o</b>"},"fault":{"name":"drop"}},
                       {"trigger":{"on":"deposit","nth":2,"times":"always"},"fault":{"name":"latency","by":"1ms"}}]}""";

    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    @RegisterExtension
    final Browser browser = new Browser();

    private final TestClient client = RUNNING.client();
    private JsonNode merchant;

    @BeforeEach
    void a_merchant_of_its_own() {
        merchant = client.merchant("{}");
    }

    private void open(String query) {
        browser.open(
                RUNNING.baseUrl().resolve("/_sim/#/m/" + merchant.required("id").textValue() + "/faults" + query));
        browser.see("Connected");
    }

    private JsonNode plan() {
        return client.get(path(merchant) + "/faults").json().required("faults");
    }

    @Test
    void a_fault_is_found_told_what_to_do_and_planned_and_what_it_strikes_is_told_as_it_does() {
        open("");
        browser.see("Nothing is planned");
        browser.field("Search faults").set("same instant");
        browser.seeNot("html-502");
        browser.click("duplicate-at-once");
        Region form = browser.within("duplicate-at-once");
        form.field("copies").set("2");
        form.field("status").set("INITIATED");
        form.field("kind").set("DEPOSIT");
        form.field("always").set("on");
        form.click("What is sent");
        form.see("\"copies\": 2", "\"times\": \"always\"");
        form.click("Add to the plan");

        browser.within("The plan").see("each callback with status INITIATED, kind DEPOSIT", "has not struck yet");
        assertThat(plan()).singleElement().satisfies(entry -> {
            assertThat(entry.at("/fault/copies").intValue()).isEqualTo(2);
            assertThat(entry.at("/trigger/times").textValue()).isEqualTo("always");
            assertThat(entry.at("/trigger/on").textValue()).isEqualTo("callback");
        });
        client.trade(merchant, USER);
        browser.within("The plan").see("struck 1", "matched 1", "INITIATED");
    }

    @Tag(Browser.ON_DEMAND)
    @Test
    void choices_are_offered_and_what_the_simulator_refuses_stands_at_the_form() {
        browser.expectComplaint("400");
        open("?fault=error");
        Region form = browser.within("error");
        form.click("Add to the plan");
        assertThat(browser.focused()).startsWith("error");
        form.field("error").set("DATABASE_ERROR");
        form.field("on").set("authenticate-client");
        form.field("steamId").set(USER);
        form.click("Add to the plan");
        form.see("such a request names the user in its body");
        assertThat(plan()).isEmpty();
        form.field("on").set("inventory");
        form.click("Add to the plan");

        browser.within("The plan").see("error", "the first inventory request");
        client.get("/client/inventory", "Authorization", client.token(merchant, USER));
        browser.within("The plan").see("struck 1", "/client/inventory");
    }

    @Tag(Browser.ON_DEMAND)
    @Test
    void one_or_all_are_taken_out_of_the_plan_when_that_is_confirmed() {
        client.put(path(merchant) + "/faults", TWO);
        open("");
        browser.within("The plan").see("<b>o</b>", "each deposit request from number 2 on");

        browser.click("Remove drop");
        browser.within("Remove drop?").click("Remove");
        browser.within("The plan").seeNot("drop");
        assertThat(plan())
                .singleElement()
                .satisfies(
                        entry -> assertThat(entry.at("/trigger/nth").intValue()).isEqualTo(2));
        browser.click("Clear the plan…");
        browser.within("Clear the plan?").click("Cancel");
        assertThat(plan()).hasSize(1);
        browser.click("Clear the plan…");
        browser.within("Clear the plan?").click("Clear");

        browser.see("Nothing is planned");
        assertThat(plan()).isEmpty();
    }

    @Test
    void a_fault_is_planned_with_the_keyboard_alone() {
        open("?q=html-502");
        browser.field("Search faults").holds("html-502");
        browser.field("Search faults").set("html-50");
        browser.press(Keys.TAB);
        browser.press(Keys.ENTER);
        browser.within("html-502").field("on").set("deposit");
        browser.press(Keys.TAB, Keys.TAB, Keys.TAB, Keys.TAB, Keys.TAB);
        assertThat(browser.focused()).isEqualTo("Add to the plan");
        browser.press(Keys.ENTER);

        browser.within("The plan").see("html-502");
        assertThat(plan()).hasSize(1);
    }
}
