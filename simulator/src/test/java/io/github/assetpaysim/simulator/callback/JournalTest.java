package io.github.assetpaysim.simulator.callback;

import static io.github.assetpaysim.simulator.callback.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.callback.Delivery.State;
import io.github.assetpaysim.simulator.callback.transport.CallbackUrl;
import io.github.assetpaysim.simulator.callback.transport.OutcomeCode;
import io.github.assetpaysim.simulator.callback.transport.Reply;
import io.github.assetpaysim.simulator.callback.transport.Transmission;
import io.github.assetpaysim.simulator.dialect.SignedRequest;
import io.github.assetpaysim.simulator.dialect.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JournalTest {
    private static final int MOST = 100;
    private static final int MEGABYTE = 1 << 20;
    private static final SignedRequest HEAVY = new SignedRequest(new byte[MEGABYTE], Map.of());

    private final Journal journal = new Journal(MOST, (delivery, ended) -> {});

    private void add(int number, State state) {
        journal.add(delivery(number).rendered(HEAVY));
        journal.update("delivery-" + number, each -> each.as(state, null));
    }

    private static Delivery delivery(int number) {
        return Samples.delivery("delivery-" + number, "trade-1");
    }

    private static Attempt attempt(Reply reply) {
        return new Attempt(
                1,
                Attempt.Trigger.MANUAL,
                CallbackUrl.parse("http://a"),
                START,
                START,
                START,
                Transmission.ORDINARY,
                Map.of(),
                reply,
                OutcomeCode.REFUSED_STATUS,
                Verdict.FAILED);
    }

    @Test
    void the_oldest_that_are_over_make_room_and_are_counted() {
        for (int i = 0; i < 20; i++) {
            add(i, State.DELIVERED);
        }
        assertThat(journal.forgotten()).isBetween(4, 6);
        assertThat(journal.list(null)).hasSize(20 - journal.forgotten());
        assertThat(journal.find("delivery-0")).isEmpty();
        assertThat(journal.find("delivery-19")).isPresent();
    }

    @Test
    void of_light_ones_too_only_so_many_that_are_over_are_kept() {
        journal.add(delivery(-1));
        for (int i = 0; i < MOST + 7; i++) {
            journal.add(delivery(i).as(State.DELIVERED, null));
        }

        assertThat(journal.forgotten()).isEqualTo(7);
        assertThat(journal.list("trade-1"))
                .extracting(Delivery::id)
                .hasSize(MOST + 1)
                .contains("delivery--1", "delivery-7")
                .doesNotContain("delivery-6");
    }

    @Test
    void a_high_bound_has_room_for_heavier_ones() {
        Journal large = new Journal(20_000, (delivery, ended) -> {});
        for (int i = 0; i < 40; i++) {
            large.add(delivery(i).rendered(HEAVY).as(State.DELIVERED, null));
        }
        assertThat(large.forgotten()).isBetween(8, 10);
    }

    @Test
    void what_is_not_over_is_never_dropped() {
        for (int i = 0; i < 40; i++) {
            add(i, i % 2 == 0 ? State.RETRYING : State.EXHAUSTED);
        }
        assertThat(journal.list(null))
                .filteredOn(delivery -> !delivery.state().over())
                .hasSize(20);
        assertThat(journal.forgotten()).isEqualTo(20);

        journal.update("delivery-0", each -> each.as(State.DELIVERED, null));
        assertThat(journal.find("delivery-0")).isEmpty();
        assertThat(journal.forgotten()).isEqualTo(21);
    }

    @Test
    void answers_weigh_too_with_their_headers() {
        String long_ = "x".repeat(MEGABYTE);
        Reply reply = Reply.answer(500, Map.of("X-Long", List.of(long_)), new byte[0], false);
        for (int i = 0; i < 20; i++) {
            journal.add(delivery(i));
            journal.update("delivery-" + i, each -> each.with(attempt(reply)).as(State.EXHAUSTED, null));
        }
        assertThat(journal.forgotten()).isBetween(4, 6);
    }

    @Test
    void a_dropped_delivery_cannot_be_changed() {
        for (int i = 0; i < 20; i++) {
            add(i, State.DELIVERED);
        }
        int dropped = journal.forgotten();

        assertThat(journal.update("delivery-0", each -> each.as(State.RETRYING, START)))
                .isEmpty();
        assertThat(journal.forgotten()).isEqualTo(dropped);
    }

    @Test
    void deliveries_are_listed_in_order_and_by_trade() {
        journal.add(delivery(2));
        journal.add(delivery(1));

        assertThat(journal.list("trade-1")).extracting(Delivery::id).containsExactly("delivery-2", "delivery-1");
        assertThat(journal.list("trade-2")).isEmpty();
    }
}
