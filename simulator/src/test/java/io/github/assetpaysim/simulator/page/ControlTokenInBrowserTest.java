package io.github.assetpaysim.simulator.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the page does where the control API is not open to everybody. */
class ControlTokenInBrowserTest {
    private static final Settings WIDE = Settings.STANDARD.with("host", "0.0.0.0");
    private static final String TOKEN = "s3cret-of-mine";

    @RegisterExtension
    final Browser browser = new Browser();

    /** A page whose simulator is gone complains, so it is left before. */
    private void with(Settings settings, Runnable doing) {
        try (Simulator simulator = Simulator.start(settings)) {
            browser.open(URI.create("http://127.0.0.1:" + simulator.baseUrl().getPort() + "/_sim/"));
            doing.run();
            browser.leave();
        }
    }

    @Test
    void the_token_is_asked_for_once_in_each_tab_and_kept_nowhere_else() {
        browser.expectComplaint("401");
        with(WIDE.with("controlToken", TOKEN), () -> {
            Region dialog = browser.within("Control token");
            dialog.click("Cancel");
            browser.see("The control token is needed");
            browser.click("Enter the token");
            dialog.field("Token").set("wrong");
            dialog.click("Continue");
            dialog.see("That is not the token.");
            dialog.field("Token").set(TOKEN);
            dialog.click("Continue");
            browser.see("Connected", "No trades yet");

            browser.reload().see("Connected", "No trades yet");
            browser.within("Views").click("Callbacks");
            browser.see("Connected", "No callbacks yet");
            assertThat(browser.value("JSON.stringify([location.href, localStorage, document.cookie, "
                            + "performance.getEntriesByType('resource').map((each) => each.name)])"))
                    .asString()
                    .contains("/_sim/merchants/default/clock")
                    .doesNotContain(TOKEN);

            URI url = browser.url();
            browser.inAnotherTab(() -> {
                browser.open(url);
                dialog.see("Only this tab keeps it");
            });
        });
    }

    @Test
    void without_a_token_to_give_it_says_why_it_can_show_nothing() {
        browser.expectComplaint("403");
        with(WIDE, () -> {
            browser.see("This page can show nothing", "--control-token");
            browser.click("Try again");
            browser.see("This page can show nothing", "--control-token");
        });
    }
}
