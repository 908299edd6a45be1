package io.github.assetpaysim.simulator.merchant;

import static io.github.assetpaysim.simulator.merchant.Universe.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.assetpaysim.simulator.callback.Delivery;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.trade.IllegalTransition;
import io.github.assetpaysim.simulator.trade.Stage;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeBook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a withdrawal does to the merchant's balance and to what is for sale, on every way through its life. */
class WithdrawalMoneyTest {
    private volatile int verdict = 200;
    private final Universe universe =
            new Universe(payload -> CompletableFuture.completedFuture(Universe.answer(verdict)));
    private Merchant merchant = universe.merchant();
    private Usd put = merchant.withdrawals().balance().total();

    @AfterEach
    void stop() {
        merchant.close();
        universe.close();
    }

    private static Item listing(Merchant merchant, Game game) {
        return merchant.market()
                .search(new ItemQuery(game, false, null, null, null, null, 1, 1))
                .items()
                .get(0);
    }

    private Trade withdraw(Game game) {
        Item item = listing(merchant, game);
        WithdrawalOrder.Line line = new WithdrawalOrder.Line(
                item.id(),
                item.supply().market(),
                item.offer().price(),
                item.offer().reference());
        Opened opened = merchant.withdrawals().open(user(1), new WithdrawalOrder(game, List.of(line), null));
        opened.answered().run();
        Universe.advance(merchant, Duration.ZERO);
        return opened.trade();
    }

    private String money(Trade trade) {
        Usd total = merchant.withdrawals().balance().total();
        Usd reserved = merchant.withdrawals().balance().reserved();
        boolean taken =
                merchant.state().taken().contains(trade.items().get(0).item().id());
        if (total.equals(put) && reserved.equals(trade.totalPrice()) && taken) {
            return "reserved";
        }
        if (total.equals(put.minus(trade.totalPrice())) && reserved.equals(Usd.ZERO) && taken) {
            return "paid";
        }
        return total.equals(put) && reserved.equals(Usd.ZERO) && !taken
                ? "free"
                : "balance " + total + " of " + put + ", reserved " + reserved + ", taken " + taken;
    }

    /** The merchant's answer to the question, then what happens; after each how money and listing stand. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            730    | 200 paid     | send-offer paid, accept paid, end-hold paid, revert free
            730    | 200 paid     | send-offer paid, accept paid, revert free
            730    | 200 paid     | send-offer paid, accept paid, fail free
            730    | 200 paid     | send-offer paid, accept paid, cancel free
            730    | 200 paid     | send-offer paid, escrow paid, end-hold paid, end-hold paid
            730    | 200 paid     | send-offer paid, escrow paid, end-hold paid, revert free
            730    | 200 paid     | send-offer paid, escrow paid, fail free
            730    | 200 paid     | send-offer paid, escrow paid, cancel free
            730    | 200 paid     | send-offer paid, decline free
            730    | 200 paid     | send-offer paid, expire free
            730    | 200 paid     | send-offer paid, fail free
            730    | 200 paid     | send-offer paid, cancel free
            730    | 200 paid     | fail free
            730    | 200 paid     | cancel free
            730    | 200 paid     | complete paid, revert free
            730    | 402 free     |
            730    | 500 reserved | cancel free
            730    | 500 reserved | fail free
            252490 | 200 paid     | send-offer paid, accept paid
            252490 | 200 paid     | send-offer paid, escrow paid, end-hold paid
            252490 | 200 paid     | send-offer paid, escrow paid, cancel free
            252490 | 200 paid     | complete paid
            252490 | 402 free     |
            252490 | 500 reserved | fail free
            """)
    void each_step_moves_it_once(String game, String asked, String events) {
        verdict = Integer.parseInt(asked.split(" ")[0]);
        Trade trade = withdraw(Game.of(game).orElseThrow());
        assertThat(money(trade)).isEqualTo(asked.split(" ")[1]);

        for (String step : events == null ? new String[0] : events.split(", ")) {
            // What the tester adds to it meanwhile is not touched by what is given back.
            put = put.plus(new Usd(12_34));
            merchant.withdrawals()
                    .setBalance(merchant.withdrawals().balance().total().plus(new Usd(12_34)));
            merchant.trades()
                    .trigger(trade.id(), ControlEvent.of(step.split(" ")[0]).orElseThrow());
            Universe.advance(merchant, Duration.ZERO);
            assertThat(money(trade)).as(step).isEqualTo(step.split(" ")[1]);
        }

        assertNothingMovesItAgain(trade);
    }

    private void assertNothingMovesItAgain(Trade trade) {
        String money = money(trade);
        Trade over = merchant.trades().find(trade.id()).orElseThrow();
        assertThat(over.stage().over()).isTrue();
        for (ControlEvent event : ControlEvent.values()) {
            if (!ControlEvent.possible(over).contains(event)) {
                assertThatThrownBy(() -> merchant.trades().trigger(trade.id(), event))
                        .isInstanceOf(IllegalTransition.class);
            }
        }
        Delivery gate = merchant.journal().list(trade.id()).get(0);
        for (int late : new int[] {200, 402}) {
            verdict = late;
            merchant.dispatcher().resend(gate.id(), null).orElseThrow().join();
        }
        Universe.advance(merchant, Duration.ofDays(60));
        assertThat(merchant.trades().find(trade.id())).contains(over);
        assertThat(money(trade)).isEqualTo(money);
    }

    @Test
    void a_question_without_verdict_gives_all_back_after_three_attempts() {
        verdict = 503;
        Trade trade = withdraw(Game.CS2);
        Universe.advance(merchant, Duration.ofSeconds(10));
        assertThat(money(trade)).isEqualTo("reserved");
        Universe.advance(merchant, Duration.ofSeconds(30));
        assertThat(money(trade)).isEqualTo("free");
        assertNothingMovesItAgain(trade);
    }

    /** Reserved, paid and given back: another merchant in its place has it so and does the same with it. */
    @Test
    void another_merchant_that_goes_on_from_its_state_has_reserved_and_paid_the_same_and_asks_again() {
        Trade paid = withdraw(Game.CS2);
        Usd price = paid.totalPrice();
        verdict = 500;
        Trade asked = withdraw(Game.RUST);
        MerchantState state = merchant.state();
        merchant.close();
        verdict = 200;
        List<String> before = universe.sent(asked.id());

        merchant = universe.goOn(merchant, state);

        Universe.advance(merchant, Duration.ZERO);
        assertThat(before).containsExactly("INITIATED");
        assertThat(universe.sent(asked.id())).containsExactly("INITIATED", "INITIATED", "ACTIVE");
        put = put.minus(price);
        assertThat(money(asked)).isEqualTo("paid");
        put = put.minus(asked.totalPrice()).plus(price);
        assertThat(money(paid)).isEqualTo("paid");
        merchant.trades().trigger(paid.id(), ControlEvent.FAIL);
        assertThat(money(paid)).isEqualTo("free");
    }

    @Test
    void what_a_state_has_reserved_cannot_be_spent_by_who_goes_on_from_it() {
        verdict = 500;
        Trade asked = withdraw(Game.CS2);
        MerchantState state = merchant.state();
        merchant.close();
        merchant = universe.goOn(merchant, state);

        assertThat(money(asked)).isEqualTo("reserved");
        assertThatThrownBy(() ->
                        merchant.withdrawals().setBalance(asked.totalPrice().minus(new Usd(1))))
                .isInstanceOf(IllegalArgumentException.class);
        merchant.withdrawals().setBalance(asked.totalPrice());
        assertThat(merchant.withdrawals().balance().available()).isEqualTo(Usd.ZERO);
    }

    @Test
    void a_withdrawal_that_was_dropped_from_memory_keeps_its_money_and_listing() {
        Trade trade = withdraw(Game.RUST);
        merchant.trades().trigger(trade.id(), ControlEvent.COMPLETE);
        Trade completed = merchant.trades().find(trade.id()).orElseThrow();
        MerchantState state = merchant.state();
        merchant.close();
        List<Trade> many = new ArrayList<>(List.of(completed));
        List<String> over = new ArrayList<>(List.of(completed.id()));
        for (int i = 1; i < 10_000; i++) {
            String id = "other-" + i;
            many.add(new Trade(
                    id,
                    completed.merchantId(),
                    completed.kind(),
                    completed.game(),
                    completed.client(),
                    null,
                    completed.items(),
                    false,
                    completed.split(),
                    completed.history()));
            over.add(id);
        }
        merchant = universe.goOn(
                merchant,
                new MerchantState(
                        state.start(),
                        state.clock(),
                        null,
                        Map.of(),
                        new TradeBook.State(many, state.trades().externalIds(), over, 0),
                        Map.of(),
                        state.users(),
                        state.taken(),
                        state.balance()));

        verdict = 402;
        assertThat(withdraw(Game.CS2).stage()).isEqualTo(Stage.CREATED);

        assertThat(merchant.trades().forgotten()).isOne();
        assertThat(merchant.trades().trigger(trade.id(), ControlEvent.REVERT)).isEmpty();
        assertThat(money(trade)).isEqualTo("paid");
    }
}
