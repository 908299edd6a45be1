package io.github.assetpaysim.simulator.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
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

    @Test
    void errors_cover_no_more_than_a_corner_and_leave_with_the_view_or_with_success() {
        browser.size(1280, 800).open(SIMULATOR.baseUrl());
        browser.see("Connected");
        for (String text : new String[] {"'first'", "'second'", "'third'", "'x'.repeat(100000)"}) {
            notice("fail(" + text + ")");
        }
        Region notices = browser.within("Notices");
        notices.see("second", "third", "xxx");
        notices.seeNot("first");
        assertThat(browser.value("document.documentElement.scrollWidth")).isEqualTo(1280L);
        assertThat(browser.value("document.querySelector('.notices').getBoundingClientRect().left > 800"))
                .isEqualTo(true);

        browser.within("Views").click("Time");
        notices.seeNot("second", "third", "xxx");
        notice("fail('fourth')");
        notices.see("fourth");
        notice("say('It is done.')");
        notices.see("It is done.");
        notices.seeNot("fourth");
    }

    private void notice(String call) {
        browser.value("import('/_sim/page/parts/notice.js').then((notice) => { notice." + call + " })");
    }

    @Tag(Browser.ON_DEMAND)
    @Test
    void commands_that_are_copied_name_the_control_token_when_there_is_one() {
        browser.open(SIMULATOR.baseUrl().resolve("/_sim/#/m/default/time"));
        assertThat(copied("Copy as command")).doesNotContain("token");
        browser.value("sessionStorage.setItem('control-token', 'any')");
        assertThat(copied("Copy as command")).endsWith(" --control-token \"$ASSETPAY_SIM_CONTROL_TOKEN\"");
        assertThat(copied("Copy as curl")).contains("-H \"Authorization: Bearer $ASSETPAY_SIM_CONTROL_TOKEN\"");
    }

    private String copied(String button) {
        browser.value("navigator.clipboard.writeText = async (text) => { window.copied = text; }");
        browser.click(button);
        return (String) browser.value("window.copied");
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1280})
    void it_is_no_wider_than_its_window(int width) {
        browser.size(width, 800).open(SIMULATOR.baseUrl());

        browser.see("AssetPay simulator");
        assertThat(browser.value("document.documentElement.scrollWidth")).isEqualTo((long) width);
    }
}
