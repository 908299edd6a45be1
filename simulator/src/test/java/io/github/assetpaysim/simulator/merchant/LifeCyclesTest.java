package io.github.assetpaysim.simulator.merchant;

import static io.github.assetpaysim.simulator.merchant.Universe.depositable;
import static io.github.assetpaysim.simulator.merchant.Universe.order;
import static io.github.assetpaysim.simulator.merchant.Universe.user;
import static io.github.assetpaysim.simulator.support.TestClient.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.callback.Delivery;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.time.ClockMode;
import io.github.assetpaysim.simulator.trade.IllegalTransition;
import io.github.assetpaysim.simulator.trade.Stage;
import io.github.assetpaysim.simulator.trade.Trade;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifeCyclesTest {
    private static final String ALICE = "76561198000000001";

    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    private final TestClient client = RUNNING.client();

    /** Each callback as its status and how long after its creation the trade reached it. */
    private static String story(Receiver receiver) {
        return receiver.got().stream()
                .map(Receiver.Got::trade)
                .map(trade -> trade.required("status").textValue() + " "
                        + Duration.between(instant(trade, "createdAt"), instant(trade, "updatedAt")))
                .collect(Collectors.joining(", "));
    }

    private static Instant instant(JsonNode trade, String member) {
        return Instant.parse(trade.required(member).textValue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            730    | accept  | INITIATED PT0S, PENDING PT2S, ACTIVE PT32S, HOLD PT32S, COMPLETED PT168H32S | false
            730    | accept-at-once | INITIATED PT0S, PENDING PT2S, ACTIVE PT2S, HOLD PT2S, COMPLETED PT168H2S | false
            730    | decline | INITIATED PT0S, PENDING PT2S, DECLINED PT32S | true
            730    | ignore  | INITIATED PT0S, PENDING PT2S, CANCELED PT30M2S | true
            730    | fail    | INITIATED PT0S, FAILED PT2S | true
            730    | escrow  | INITIATED PT0S, PENDING PT2S, ACTIVE PT32S, ESCROW PT32S, HOLD PT360H32S, COMPLETED PT528H32S | false
            730    | revert  | INITIATED PT0S, PENDING PT2S, ACTIVE PT32S, HOLD PT32S, REVERTED PT24H32S | true
            252490 | accept  | INITIATED PT0S, PENDING PT2S, ACTIVE PT32S, COMPLETED PT32S | false
            252490 | decline | INITIATED PT0S, PENDING PT2S, DECLINED PT32S | true
            252490 | escrow  | INITIATED PT0S, PENDING PT2S, ACTIVE PT32S, ESCROW PT32S, COMPLETED PT360H32S | false
            252490 | revert  | INITIATED PT0S, PENDING PT2S, ACTIVE PT32S, COMPLETED PT32S | false
            """)
    void each_outcome_on_steam_has_its_story(String game, String outcome, String story, boolean itemsComeBack) {
        try (Receiver receiver = Receiver.good()) {
            JsonNode merchant = client.merchant(
                    "{\"callbackUrl\":\"" + receiver.url() + "\",\"steam\":{\"outcome\":\"" + outcome + "\"}}");
            String token = client.token(merchant, ALICE);
            List<JsonNode> before = client.depositable(token, game);
            JsonNode item = before.get(0);
            client.deposit(token, item, "");
            assertThat(client.depositable(token, game)).hasSize(amount(item) > 1 ? before.size() : before.size() - 1);

            client.advance(merchant, "P30D");

            assertThat(story(receiver)).isEqualTo(story);
            receiver.got().forEach(callback -> assertMoney(callback.trade(), game));
            assertThat(client.depositable(token, game).equals(before)).isEqualTo(itemsComeBack);
        }
    }

    private static int amount(JsonNode item) {
        return item.path("amount").asInt(1);
    }

    @Test
    void a_trade_that_is_taken_back_after_its_completion_keeps_its_money_members_and_gives_the_item_back() {
        try (Receiver receiver = Receiver.good()) {
            JsonNode merchant = client.merchant("{\"callbackUrl\":\"" + receiver.url() + "\"}");
            String token = client.token(merchant, ALICE);
            List<JsonNode> before = client.depositable(token, "730");
            String trade = client.deposit(token, before.get(0), "")
                    .data()
                    .required("id")
                    .textValue();
            String events = path(merchant) + "/trades/" + trade + "/events";

            client.post(events, "{\"event\":\"complete\"}");
            assertThat(client.depositable(token, "730")).hasSize(before.size() - 1);
            client.post(events, "{\"event\":\"revert\"}");
            client.advance(merchant, "PT0S");

            assertThat(receiver.events())
                    .containsExactly("INITIATED", "PENDING", "ACTIVE", "HOLD", "COMPLETED", "REVERTED");
            receiver.got().forEach(callback -> assertMoney(callback.trade(), "730"));
            assertThat(client.depositable(token, "730")).isEqualTo(before);
        }
    }

    private static void assertMoney(JsonNode trade, String game) {
        String status = trade.required("status").textValue();
        boolean shown = game.equals("730")
                ? List.of("HOLD", "COMPLETED", "REVERTED").contains(status)
                : status.equals("COMPLETED");
        assertThat(trade.has("preCredit")).isEqualTo(shown);
        assertThat(trade.has("pendingCredit")).isEqualTo(shown);
        assertThat(trade.has("holdEndDate")).isEqualTo(shown && game.equals("730"));
        if (shown) {
            BigDecimal preCredit = trade.required("preCredit").decimalValue();
            BigDecimal total = trade.required("totalPrice").decimalValue();
            assertThat(preCredit.add(trade.required("pendingCredit").decimalValue()))
                    .isEqualByComparingTo(total);
            assertThat(preCredit).isEqualByComparingTo(game.equals("730") ? total.min(new BigDecimal(150)) : total);
        }
        if (status.equals("HOLD")) {
            assertThat(instant(trade, "holdEndDate"))
                    .isEqualTo(instant(trade, "updatedAt").plus(Duration.ofDays(7)));
        }
    }

    @Test
    void a_manual_completion_that_races_the_timers_announces_each_status_once_and_in_order() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Universe universe = new Universe();
                Merchant merchant = universe.merchant(settings -> settings.with(MerchantSettings.CLOCK, ClockMode.PACED)
                        .with(MerchantSettings.PACE, Duration.ofMillis(1)))) {
            List<Trade> trades = new ArrayList<>();
            List<Future<?>> completing = new ArrayList<>();
            for (int round = 0; round < 100; round++) {
                EndUserClaims user = user(round);
                Item item = depositable(merchant, user, Game.CS2).get(0);
                Opened opened = merchant.deposits().open(user, order(Game.CS2, null, List.of(item)));
                trades.add(opened.trade());
                for (int thread = 0; thread < 2; thread++) {
                    completing.add(threads.submit(() -> complete(merchant, opened.trade())));
                }
                opened.answered().run();
            }
            for (Future<?> each : completing) {
                each.get(20, TimeUnit.SECONDS);
            }
            await().until(() -> merchant.journal().list(null).stream()
                            .filter(delivery -> delivery.state() == Delivery.State.DELIVERED)
                            .count()
                    == 500);

            for (Trade trade : trades) {
                assertThat(universe.sent(trade.id()))
                        .containsExactly("INITIATED", "PENDING", "ACTIVE", "HOLD", "COMPLETED");
                assertThat(merchant.journal().list(trade.id()))
                        .extracting(delivery -> delivery.event().status())
                        .isEqualTo(universe.sent(trade.id()));
            }
            await().until(() -> merchant.timeline().pending() == 0);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void complete(Merchant merchant, Trade trade) {
        try {
            merchant.trades().trigger(trade.id(), ControlEvent.COMPLETE);
        } catch (IllegalTransition e) {
            // Only because all of it has happened already.
            assertThat(merchant.trades().find(trade.id()).orElseThrow().stage()).isEqualTo(Stage.COMPLETED);
        }
    }
}
