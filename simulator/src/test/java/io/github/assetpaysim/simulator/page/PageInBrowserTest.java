package io.github.assetpaysim.simulator.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page as a whole. */
class PageInBrowserTest {
    @RegisterExtension
    final Browser browser = new Browser();

    private static final Simulator SIMULATOR = Simulator.start(Settings.STANDARD);

    /** Not before the test's tab is closed: a page whose simulator is gone complains. */
    @AfterAll
    static void stop() {
        SIMULATOR.close();
    }

    @Test
    void the_page_opens_at_the_front_door_and_complains_of_nothing() {
        browser.open(SIMULATOR.baseUrl());

        browser.within("Views").see("Trades", "Callbacks", "Requests");
        assertThat(browser.title()).contains("AssetPay simulator");
        assertThat(browser.url().getPath()).isEqualTo("/_sim/");
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1280})
    void it_is_no_wider_than_its_window(int width) {
        browser.size(width, 800).open(SIMULATOR.baseUrl());

        browser.see("AssetPay simulator");
        assertThat(browser.value("document.documentElement.scrollWidth")).isEqualTo((long) width);
    }
}
