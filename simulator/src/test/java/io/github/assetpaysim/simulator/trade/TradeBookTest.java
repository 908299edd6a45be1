package io.github.assetpaysim.simulator.trade;

import static io.github.assetpaysim.simulator.support.Trades.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.support.Trades;
import java.util.List;
import org.junit.jupiter.api.Test;

class TradeBookTest {
    private static final int MOST_OVER = 20;
    private static final int MORE = 7;

    private final TradeBook book = new TradeBook(TradeBook.State.EMPTY, MOST_OVER);
    private final Trade model = Trades.deposit(Game.CS2);

    private Trade open(int number) {
        return Trades.deposit(Game.CS2, "trade-" + number, "order-" + number, null);
    }

    private static Trade failed(Trade trade) {
        return trade.after(TradeEvent.FAIL, START, null);
    }

    @Test
    void a_trade_is_found_as_it_became() {
        Trade offered = model.after(TradeEvent.SEND_OFFER, START, null);
        book.put(model);
        book.put(offered);

        assertThat(book.find(model.id())).containsSame(offered);
        assertThat(book.find("nobody")).isEmpty();
        assertThat(book.all()).containsExactly(offered);
    }

    @Test
    void trades_are_listed_in_the_order_of_their_creation_whatever_became_of_them() {
        for (int i = 0; i < 4; i++) {
            book.put(open(i));
        }
        book.put(failed(open(1)));

        assertThat(book.all()).extracting(Trade::id).containsExactly("trade-0", "trade-1", "trade-2", "trade-3");
        assertThat(book.all(List.of("trade-3", "gone", "trade-0")))
                .extracting(Trade::id)
                .containsExactly("trade-3", "trade-0");
    }

    @Test
    void an_external_id_is_known_from_the_first_use_on_and_after_a_failure() {
        assertThat(book.knowsExternalId("order-1")).isFalse();

        book.put(open(1));
        assertThat(book.knowsExternalId("order-1")).isTrue();
        assertThat(book.knowsExternalId("ORDER-1")).isFalse();

        book.put(failed(open(1)));
        assertThat(book.knowsExternalId("order-1")).isTrue();
    }

    @Test
    void beyond_the_bound_the_trades_that_were_over_first_are_dropped_and_their_external_ids_stay_used() {
        Trade stillOpen = open(-1);
        book.put(stillOpen);
        int all = MOST_OVER + MORE;
        for (int i = 0; i < all; i++) {
            book.put(open(i));
        }
        assertThat(book.forgotten()).isZero();

        // The last one made is over first.
        for (int i = all - 1; i >= 0; i--) {
            book.put(failed(open(i)));
        }

        assertThat(book.forgotten()).isEqualTo(MORE);
        assertThat(book.all()).hasSize(MOST_OVER + 1).contains(stillOpen);
        for (int i = 0; i < all; i++) {
            assertThat(book.find("trade-" + i).isPresent()).isEqualTo(i < MOST_OVER);
            assertThat(book.knowsExternalId("order-" + i)).isTrue();
        }
    }

    @Test
    void a_completed_trade_that_is_reverted_counts_once() {
        Trade completed = model.after(TradeEvent.SEND_OFFER, START, null)
                .after(TradeEvent.ACCEPT, START, null)
                .after(TradeEvent.SETTLE, START, null)
                .after(TradeEvent.END_HOLD, START, null);
        book.put(completed);
        book.put(completed.after(TradeEvent.REVERT, START, null));
        for (int i = 1; i < MOST_OVER; i++) {
            book.put(failed(open(i)));
        }
        assertThat(book.forgotten()).isZero();
        assertThat(book.find(model.id())).isPresent();

        book.put(failed(open(0)));
        assertThat(book.forgotten()).isEqualTo(1);
        assertThat(book.find(model.id())).isEmpty();
    }

    @Test
    void a_book_goes_on_with_a_lower_bound_from_the_next_trade_that_is_over() {
        for (int i = 0; i < 5; i++) {
            book.put(failed(open(i)));
        }

        TradeBook smaller = new TradeBook(book.state(), 2);
        smaller.put(failed(open(5)));

        assertThat(smaller.all()).extracting(Trade::id).containsExactly("trade-4", "trade-5");
        assertThat(smaller.forgotten()).isEqualTo(4);
        assertThat(smaller.made()).isEqualTo(6);
        assertThat(smaller.knowsExternalId("order-0")).isTrue();
    }
}
