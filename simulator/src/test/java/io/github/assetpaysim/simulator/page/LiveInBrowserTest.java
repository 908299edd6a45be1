package io.github.assetpaysim.simulator.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.merchant.EndUserClaims;
import io.github.assetpaysim.simulator.merchant.ItemQuery;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.merchant.Opened;
import io.github.assetpaysim.simulator.merchant.WithdrawalOrder;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.trade.Refusal;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** The page follows what happens, however much that is, and when the simulator or the merchant goes and comes. */
class LiveInBrowserTest {
    private static final String USER = "76561198012345678";
    private static final int MANY = 10_000;
    private static final int MORE = 1_000;

    @RegisterExtension
    final Browser browser = new Browser();

    /** The id, short, of a new deposit of the default merchant. */
    private static String trade(Simulator simulator, String user) {
        TestClient client = new TestClient(simulator);
        ObjectNode merchant = client.get("/_sim/merchants/default").json().deepCopy();
        merchant.setAll(
                (ObjectNode) client.get("/_sim/merchants/default/credentials").json());
        return client.trade(merchant, user).required("id").textValue().substring(0, 8);
    }

    @Test
    void it_says_when_the_simulator_is_gone_and_shows_the_one_that_comes_in_its_place() {
        browser.expectComplaint("ERR_");
        int port;
        String before;
        try (Simulator first = Simulator.start(Settings.STANDARD)) {
            port = first.baseUrl().getPort();
            browser.open(first.baseUrl()).see("Connected", "No trades yet");
            before = trade(first, USER);
            browser.see(before, "1 trade");
        }
        browser.see("The simulator is gone. Trying again…", before);

        try (Simulator second = Simulator.start(Settings.STANDARD.with("port", String.valueOf(port)))) {
            // Its events are numbered anew, so that one with the number last seen is another event.
            String after = trade(second, USER);
            browser.see("Connected", after, "1 trade");
            browser.seeNot("The simulator is gone.", before);
            String live = trade(second, "76561198012345679");
            browser.see(live, "2 trades");
            browser.leave();
        }
    }

    @Tag(Browser.ON_DEMAND)
    @Test
    void a_merchant_that_ends_is_said_not_to_be_there_until_it_is_made_again() {
        browser.expectComplaint("404");
        try (Simulator simulator = Simulator.start(Settings.STANDARD)) {
            TestClient client = new TestClient(simulator);
            client.merchant("{\"merchantId\":\"shop\"}");
            browser.open(simulator.baseUrl().resolve("/_sim/#/m/shop/trades")).see("Connected", "No trades yet");

            client.send("DELETE", "/_sim/merchants/shop", null);
            browser.see("There is no merchant “shop”", "This merchant is not there");
            client.merchant("{\"merchantId\":\"shop\"}");
            browser.see("Connected", "No trades yet");

            client.send("DELETE", "/_sim/merchants/shop", null);
            browser.see("There is no merchant “shop”");
            browser.click("default");
            browser.see("Connected", "No trades yet");
            browser.leave();
        }
    }

    @Tag(Browser.ON_DEMAND)
    @Test
    void ten_thousand_trades_scroll_and_a_storm_of_events_is_followed_in_little_memory() {
        try (Simulator simulator = Simulator.start(Settings.STANDARD.with("remember", "20000"))) {
            Merchant merchant = simulator.defaultMerchant();
            String oldest = buy(merchant, MANY);
            browser.open(simulator.baseUrl()).see("Connected", "10,000 trades");
            assertThat(browser.text()).doesNotContain(oldest);
            long before = browser.heap();

            browser.press(Keys.END);
            browser.see(oldest);
            fewRows();
            browser.press(Keys.HOME);
            browser.seeNot(oldest);
            fewRows();

            // Faster than 200 events in a second: as fast as they come.
            buy(merchant, MORE);
            browser.see("11,000 trades");
            fewRows();
            browser.field("Search").set(oldest);
            browser.see(oldest);
            browser.see("1 of 11,000");
            assertThat(browser.heap() - before).isLessThan(20_000_000L);
            assertThat(before).isLessThan(60_000_000L);
            browser.leave();
        }
    }

    private void fewRows() {
        assertThat((Long) browser.value("document.querySelectorAll('[role=row]').length"))
                .isBetween(10L, 100L);
    }

    /** So many withdrawals, each of which is over at once as there is nobody to approve it; answers the first one's id, short. */
    private static String buy(Merchant merchant, int many) {
        EndUserClaims client = new EndUserClaims(USER, TestClient.tradeUrl(), null, null);
        List<Item> listings = merchant.market()
                .search(new ItemQuery(Game.CS2, false, null, ItemQuery.byPrice(), null, null, 1, ItemQuery.ALL))
                .items();
        String first = null;
        int made = 0;
        for (int number = 0; made < many; number++) {
            Item item = listings.get(number % listings.size());
            WithdrawalOrder.Line line = new WithdrawalOrder.Line(
                    item.id(),
                    item.supply().market(),
                    item.offer().price(),
                    item.offer().reference());
            try {
                Opened opened = merchant.withdrawals().open(client, new WithdrawalOrder(Game.CS2, List.of(line), null));
                opened.answered().run();
                first = first == null ? opened.trade().id().substring(0, 8) : first;
                made++;
            } catch (Refusal e) {
                // The last one of this listing is not over yet.
                Thread.onSpinWait();
            }
        }
        return first;
    }
}
