package io.github.assetpaysim.simulator.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.catalog.TestUser;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.trade.Trade;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of withdrawals that were approved. */
@Timeout(60)
class WithdrawalLivesTest {
    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    /** The user is a test user, or one that does what the merchant's setting says. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            730    | accept         | -                | ACTIVE PT0S, HOLD PT35S, COMPLETED PT168H35S | true
            730    | accept-at-once | accepts-at-once  | ACTIVE PT0S, HOLD PT5S, COMPLETED PT168H5S | true
            730    | decline        | declines         | ACTIVE PT0S, DECLINED PT35S | false
            730    | ignore         | never-accepts    | ACTIVE PT0S, CANCELED PT30M5S | false
            730    | fail           | offer-fails      | ACTIVE PT0S, FAILED PT5S | false
            730    | supplier-fails | supplier-fails   | ACTIVE PT0S, FAILED PT5S | false
            730    | escrow         | escrow           | ACTIVE PT0S, ESCROW PT35S, HOLD PT360H35S, COMPLETED PT528H35S | true
            730    | revert         | reverts          | ACTIVE PT0S, HOLD PT35S, REVERTED PT24H35S | false
            252490 | accept         | -                | ACTIVE PT0S, COMPLETED PT35S | true
            252490 | accept-at-once | accepts-at-once  | ACTIVE PT0S, COMPLETED PT5S | true
            252490 | decline        | declines         | ACTIVE PT0S, DECLINED PT35S | false
            252490 | ignore         | never-accepts    | ACTIVE PT0S, CANCELED PT30M5S | false
            252490 | fail           | offer-fails      | ACTIVE PT0S, FAILED PT5S | false
            252490 | supplier-fails | supplier-fails   | ACTIVE PT0S, FAILED PT5S | false
            252490 | escrow         | escrow           | ACTIVE PT0S, ESCROW PT35S, COMPLETED PT360H35S | true
            252490 | revert         | reverts          | ACTIVE PT0S, COMPLETED PT35S | true
            """)
    void each_outcome_on_steam_and_each_test_user_has_its_story(
            String game, String outcome, String testUser, String story, boolean bought) {
        assertStory(game, ",\"steam\":{\"outcome\":\"" + outcome + "\"}", Shop.ALICE, story, bought);
        if (!testUser.equals("-")) {
            String steamId = TestUser.all().stream()
                    .filter(each -> each.name().equals(testUser))
                    .findFirst()
                    .orElseThrow()
                    .steamId();
            assertStory(game, ",\"steam\":{\"outcome\":\"decline\"}", steamId, story, bought);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "730 | accept | PENDING PT0S, ACTIVE PT5S, HOLD PT35S, COMPLETED PT168H35S | true",
                "252490 | accept | PENDING PT0S, ACTIVE PT5S, COMPLETED PT35S | true",
                "730 | supplier-fails | PENDING PT0S, FAILED PT5S | false"
            })
    void where_it_is_assumed_so_it_is_PENDING_until_the_offer_is_sent(
            String game, String outcome, String story, boolean bought) {
        String members =
                ",\"steam\":{\"outcome\":\"" + outcome + "\"},\"assumptions\":{\"withdrawalPending\":\"present\"}";
        assertStory(game, members, Shop.ALICE, story, bought);
    }

    private static void assertStory(String game, String members, String steamId, String story, boolean bought) {
        try (Receiver receiver = Receiver.good()) {
            Shop shop = new Shop(RUNNING, receiver.url(), members);
            Trade trade = shop.withdraw(steamId, game);
            shop.advance("P30D");

            assertThat(shop.story(trade)).isEqualTo("INITIATED PT0S, " + story);
            assertThat(receiver.events()).hasSize(story.split(",").length + 1);
            receiver.got().forEach(callback -> assertWritten(callback.trade()));
            assertThat(bought ? shop.isBought(trade) : shop.isGivenBack(trade)).isTrue();
        }
    }

    /** As a merchant reads it: no instant credit, and the purchase stands where the trade does. */
    private static void assertWritten(JsonNode trade) {
        assertThat(trade.required("type").textValue()).isEqualTo("WITHDRAW");
        assertThat(trade.has("preCredit") || trade.has("pendingCredit") || trade.has("isInstant"))
                .isFalse();
        assertThat(trade.required("items").get(0).required("purchaseStatus")).isEqualTo(trade.required("status"));
        assertThat(trade.required("items").get(0).required("market").isInt()).isTrue();
        if (trade.required("status").textValue().equals("HOLD")) {
            assertThat(Duration.between(
                            Instant.parse(trade.required("updatedAt").textValue()),
                            Instant.parse(trade.required("holdEndDate").textValue())))
                    .isEqualTo(Duration.ofDays(7));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "send-offer, FAIL, FAILED",
        "send-offer, EXPIRE, CANCELED",
        "send-offer, DECLINE, DECLINED",
        "complete, REVERT, REVERTED",
        ", CANCEL, CANCELED",
    })
    void whatever_ends_it_after_the_approval_gives_money_and_listing_back_once(
            String before, ControlEvent event, String status) {
        try (Receiver receiver = Receiver.good()) {
            Shop shop = new Shop(RUNNING, receiver.url(), "");
            Trade trade = shop.withdraw();
            shop.advance("0s");
            assertThat(shop.isBought(trade)).isTrue();
            if (before != null) {
                shop.handle.happen(trade.id(), ControlEvent.of(before).orElseThrow());
            }
            shop.handle.happen(trade.id(), event);
            shop.advance("P30D");

            assertThat(receiver.events()).endsWith(status).containsOnlyOnce(status);
            assertThat(shop.isGivenBack(trade)).isTrue();
        }
    }
}
