package io.github.assetpaysim.simulator.callback;

import static io.github.assetpaysim.simulator.callback.Samples.delivery;
import static io.github.assetpaysim.simulator.callback.Samples.onTop;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StrictOrderTest {
    private final StrictOrder order = new StrictOrder();

    private final Departure first = alone(delivery("first", "trade-1"));
    private final Departure second = alone(delivery("second", "trade-1"));
    private final Departure third = alone(delivery("third", "trade-1"));

    @Test
    void each_callback_of_a_trade_waits_until_the_one_before_is_over() {
        assertThat(order.mustWait(first, true)).isFalse();
        assertThat(order.mustWait(second, true)).isTrue();
        assertThat(order.mustWait(third, true)).isTrue();

        assertThat(order.after(first.first().shipment())).contains(second);
        assertThat(order.after(second.first().shipment())).contains(third);
        assertThat(order.after(third.first().shipment())).isEmpty();
        assertThat(order.trades()).isZero();
    }

    @Test
    void another_trade_does_not_wait() {
        order.mustWait(first, true);

        assertThat(order.mustWait(alone(delivery("other", "trade-2")), true)).isFalse();
    }

    @Test
    void without_strict_order_nobody_waits_and_nothing_is_kept() {
        assertThat(order.mustWait(first, false)).isFalse();
        assertThat(order.mustWait(second, false)).isFalse();

        assertThat(order.after(first.first().shipment())).isEmpty();
        assertThat(order.trades()).isZero();
    }

    @Test
    void when_strict_order_ends_a_later_callback_still_does_not_overtake_those_that_wait() {
        order.mustWait(first, true);
        order.mustWait(second, true);

        assertThat(order.mustWait(third, false)).isTrue();
        assertThat(order.after(first.first().shipment())).contains(second);
        assertThat(order.after(second.first().shipment())).contains(third);
    }

    @Test
    void what_was_announced_before_strict_order_began_lets_nothing_pass() {
        order.mustWait(first, false);
        order.mustWait(second, true);
        order.mustWait(third, true);

        assertThat(order.after(first.first().shipment())).isEmpty();
        assertThat(order.after(second.first().shipment())).contains(third);
    }

    @Test
    void what_a_fault_sends_on_top_waits_for_nobody_and_nobody_for_it() {
        order.mustWait(first, true);
        Departure onTop = alone(delivery(onTop("on-top", "trade-1", true)));

        assertThat(order.mustWait(onTop, true)).isFalse();
        assertThat(order.after(onTop.first().shipment())).isEmpty();
        assertThat(order.after(first.first().shipment())).isEmpty();
    }

    @Test
    void what_is_sent_at_the_same_instant_is_over_when_all_that_is_owed_of_it_is() {
        Delivery with = delivery("with", "trade-1");
        Delivery onTop = delivery(onTop("on-top", "trade-1", true));
        Departure together = new Departure(List.of(first.first(), onTop, with), first.due());

        assertThat(order.mustWait(together, true)).isFalse();
        assertThat(order.mustWait(second, true)).isTrue();

        assertThat(order.after(onTop.shipment())).isEmpty();
        assertThat(order.after(first.first().shipment())).isEmpty();
        assertThat(order.after(with.shipment())).contains(second);
        assertThat(order.after(second.first().shipment())).isEmpty();
        assertThat(order.trades()).isZero();
    }

    private static Departure alone(Delivery delivery) {
        return new Departure(List.of(delivery), delivery.due());
    }

    /** One announces, the other sees what may start to its end: every one starts once, in order, and no two at a time. */
    @Test
    void while_one_joins_the_queue_as_another_leaves_it_none_is_forgotten_and_none_starts_early() throws Exception {
        int all = 50_000;
        List<Departure> departures = IntStream.range(0, all)
                .mapToObj(i -> alone(delivery("delivery-" + i, "trade-1")))
                .toList();
        Queue<Departure> started = new ConcurrentLinkedQueue<>();
        AtomicBoolean announced = new AtomicBoolean();
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger together = new AtomicInteger();
        List<Departure> ended = new ArrayList<>();
        AtomicInteger ending = new AtomicInteger();
        Callable<Void> announcer = () -> {
            for (int i = 0; i < all; i++) {
                // Not before the last one is about to leave the queue, so that they meet there, but without relying on
                // it.
                for (int spins = 0; spins < 1_000 && ending.get() < i; spins++) {
                    Thread.onSpinWait();
                }
                Departure next = departures.get(i);
                if (!order.mustWait(next, true)) {
                    together.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                    started.add(next);
                }
            }
            announced.set(true);
            return null;
        };
        Callable<Void> ender = () -> {
            boolean last = false;
            while (!last || !started.isEmpty()) {
                last = announced.get();
                Departure over = started.poll();
                if (over == null) {
                    continue;
                }
                ended.add(over);
                underWay.decrementAndGet();
                ending.incrementAndGet();
                Optional<Departure> next = order.after(over.first().shipment());
                if (next.isPresent()) {
                    together.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                    started.add(next.get());
                }
            }
            return null;
        };

        Samples.together(List.of(announcer, ender));

        assertThat(ended.equals(departures)).isTrue();
        assertThat(together.get()).isEqualTo(1);
        assertThat(order.trades()).isZero();
    }
}
