package io.github.assetpaysim.simulator.callback;

import static io.github.assetpaysim.simulator.callback.Samples.delivery;
import static io.github.assetpaysim.simulator.callback.Samples.onTop;
import static io.github.assetpaysim.simulator.callback.Samples.shipment;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.fault.Dispatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class KeptBackTest {
    private Function<Dispatch, List<Dispatch>> faults = List::of;
    private final KeptBack keptBack = new KeptBack(dispatch -> faults.apply(dispatch));

    private final Delivery first = delivery("first", "trade-1");
    private final Delivery second = delivery("second", "trade-1");

    private int strike(String id, String trade) {
        return keptBack.strike(shipment(id, trade)).release();
    }

    @Test
    void the_faults_say_what_is_sent() {
        Dispatch forged = onTop("forged", "trade-1", false);
        faults = dispatch -> List.of(dispatch, forged);

        assertThat(keptBack.strike(first.shipment()).dispatches())
                .containsExactly(Dispatch.ordinary(first.shipment()), forged);
    }

    @Test
    void the_next_callback_of_the_trade_gets_what_was_kept_back_and_only_that_one() {
        int release = strike("zeroth", "trade-1");
        assertThat(keptBack.keep(first, release)).isTrue();
        assertThat(keptBack.keep(second, release)).isTrue();

        assertThat(keptBack.strike(shipment("other", "trade-2")).kept()).isEmpty();
        assertThat(keptBack.strike(shipment("next", "trade-1")).kept()).containsExactly(first, second);
        assertThat(keptBack.strike(shipment("next-but-one", "trade-1")).kept()).isEmpty();
    }

    @Test
    void whoever_replaces_the_faults_gets_everything_they_kept_back() {
        Delivery elsewhere = delivery("elsewhere", "trade-2");
        int release = strike("zeroth", "trade-1");
        keptBack.keep(first, release);
        keptBack.keep(elsewhere, release);

        assertThat(keptBack.release(() -> faults = dispatch -> List.of())).containsExactlyInAnyOrder(first, elsewhere);
        KeptBack.Struck struck = keptBack.strike(shipment("next", "trade-1"));
        assertThat(struck.kept()).isEmpty();
        assertThat(struck.dispatches()).isEmpty();
    }

    @Test
    void what_faults_struck_that_have_been_replaced_since_is_not_kept() {
        int release = strike("zeroth", "trade-1");
        keptBack.release(() -> {});

        assertThat(keptBack.keep(first, release)).isFalse();
        assertThat(keptBack.keep(first, strike("next", "trade-1"))).isTrue();
    }

    /** Each delivery bears the name of the faults that struck it. */
    @Test
    void while_faults_strike_and_are_replaced_each_delivery_is_let_go_of_once_and_none_outlives_its_faults()
            throws Exception {
        int all = 30_000;
        AtomicInteger plan = new AtomicInteger();
        AtomicBoolean struckAll = new AtomicBoolean();
        faults = dispatch -> List.of(dispatch.asNumber(plan.get()));
        List<String> outlived = new ArrayList<>();
        Callable<Integer> striking = () -> {
            int letGo = 0;
            for (int i = 0; i < all; i++) {
                KeptBack.Struck struck = keptBack.strike(shipment("delivery", "trade-" + i % 3));
                letGo += struck.kept().size();
                letGo += keptBack.keep(delivery(struck.dispatches().get(0)), struck.release()) ? 0 : 1;
            }
            struckAll.set(true);
            return letGo;
        };
        Callable<Integer> replacing = () -> {
            int letGo = 0;
            boolean last;
            do {
                last = struckAll.get();
                String before = "delivery-" + plan.get();
                List<Delivery> released = keptBack.release(plan::incrementAndGet);
                letGo += released.size();
                released.stream()
                        .map(Delivery::id)
                        .filter(id -> !id.equals(before))
                        .forEach(outlived::add);
            } while (!last);
            return letGo;
        };

        List<Integer> letGo = Samples.together(List.of(striking, replacing));

        assertThat(letGo.get(0) + letGo.get(1)).isEqualTo(all);
        assertThat(outlived).isEmpty();
    }
}
