package io.github.assetpaysim.simulator.callback;

import static io.github.assetpaysim.simulator.callback.Samples.START;
import static io.github.assetpaysim.simulator.callback.Samples.delivery;
import static io.github.assetpaysim.simulator.callback.Samples.onTop;
import static io.github.assetpaysim.simulator.callback.Samples.terms;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.dialect.co.CoDialect;
import io.github.assetpaysim.simulator.shipment.Letter;
import java.util.List;
import org.junit.jupiter.api.Test;

class LettersTest {
    private final Journal journal = new Journal();
    private final Letters letters = new Letters(new CoDialect("test").protocol(), journal);

    private Letter letter(Delivery delivery, String secret) {
        return letters.of(journal.find(delivery.id()).orElse(delivery), terms(secret));
    }

    @Test
    void a_letter_once_rendered_stays_though_the_secret_changes() {
        Delivery one = delivery("one", "trade-1");
        journal.add(one);
        Letter first = letter(one, "s");

        assertThat(letter(one, "changed")).isSameAs(first);
        // Also for an attempt that looked the delivery up before.
        assertThat(letters.of(one, terms("changed"))).isSameAs(first);
    }

    @Test
    void a_copy_repeats_the_bytes_of_what_it_copies() {
        Delivery one = delivery("one", "trade-1");
        Delivery copy = Delivery.of(onTop("copy", "trade-1", true), "one", START);
        journal.add(one);
        journal.add(copy);
        Letter first = letter(one, "s");

        assertThat(letter(copy, "changed")).isSameAs(first);
    }

    @Test
    void two_attempts_that_render_at_the_same_time_carry_the_same_bytes() throws Exception {
        for (int round = 0; round < 500; round++) {
            Delivery one = delivery("delivery-" + round, "trade-1");
            journal.add(one);

            List<Letter> carried = Samples.together(List.of(() -> letter(one, "s"), () -> letter(one, "changed")));

            assertThat(carried.get(1)).isSameAs(carried.get(0));
            assertThat(letter(one, "later")).isSameAs(carried.get(0));
        }
    }
}
