package io.github.assetpaysim.simulator.trade;

import static io.github.assetpaysim.simulator.support.Trades.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.support.Trades;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TradeTest {
    private final Trade created = Trades.deposit(Game.CS2);

    @Test
    void a_new_deposit_has_one_line_of_history_and_the_sum_of_its_split_as_total() {
        assertThat(created.stage()).isEqualTo(Stage.CREATED);
        assertThat(created.history()).containsExactly(new Transition(START, null, Stage.CREATED));
        assertThat(created.createdAt()).isEqualTo(created.updatedAt()).isEqualTo(START);
        assertThat(created.holdEndsAt()).isNull();
        assertThat(created.totalPrice())
                .isEqualTo(created.split().preCredit().plus(created.split().pendingCredit()))
                .isEqualTo(created.items().get(0).price());
    }

    @Test
    void each_step_adds_a_line_and_leaves_the_trade_before_it_alone() {
        Trade offered = created.after(TradeEvent.SEND_OFFER, START.plusSeconds(2), null);
        Trade accepted = offered.after(TradeEvent.ACCEPT, START.plusSeconds(32), null);

        assertThat(created.history()).hasSize(1);
        assertThat(offered.history()).hasSize(2);
        assertThat(accepted.history())
                .containsExactly(
                        new Transition(START, null, Stage.CREATED),
                        new Transition(START.plusSeconds(2), TradeEvent.SEND_OFFER, Stage.OFFERED),
                        new Transition(START.plusSeconds(32), TradeEvent.ACCEPT, Stage.ACCEPTED));
        assertThat(accepted.createdAt()).isEqualTo(START);
        assertThat(accepted.updatedAt()).isEqualTo(START.plusSeconds(32));
    }

    @Test
    void updatedAt_never_runs_backwards() {
        Trade offered = created.after(TradeEvent.SEND_OFFER, START.plusSeconds(2), null);
        Trade accepted = offered.after(TradeEvent.ACCEPT, START.minusSeconds(3600), null);

        assertThat(accepted.updatedAt()).isEqualTo(START.plusSeconds(2));
        assertThat(accepted.history()).extracting(Transition::at).isSorted();
    }

    @Test
    void the_hold_ends_exactly_seven_days_after_it_began_and_its_end_is_kept() {
        Instant began = Instant.parse("2026-03-25T23:59:59.999Z");
        Trade held = created.after(TradeEvent.SEND_OFFER, START.plusSeconds(2), null)
                .after(TradeEvent.ACCEPT, began, null)
                .after(TradeEvent.SETTLE, began, null);
        Instant end = Instant.parse("2026-04-01T23:59:59.999Z");

        assertThat(held.holdEndsAt()).isEqualTo(end);
        assertThat(held.after(TradeEvent.END_HOLD, end, null).holdEndsAt()).isEqualTo(end);
        assertThat(held.after(TradeEvent.REVERT, began.plusSeconds(1), null).holdEndsAt())
                .isEqualTo(end);
        assertThat(held.after(TradeEvent.FAIL, began.plusSeconds(1), null).holdEndsAt())
                .isEqualTo(end);
    }

    @Test
    void the_hold_after_an_escrow_begins_when_the_escrow_ends() {
        Instant released = START.plus(Duration.ofDays(15));
        Trade held = created.after(TradeEvent.SEND_OFFER, START, null)
                .after(TradeEvent.ACCEPT, START, null)
                .after(TradeEvent.ESCROW, START, null)
                .after(TradeEvent.SETTLE, released, null);

        assertThat(held.holdEndsAt()).isEqualTo(released.plus(Duration.ofDays(7)));
    }

    @Test
    void a_rust_trade_completes_without_a_hold() {
        Trade completed = Trades.deposit(Game.RUST)
                .after(TradeEvent.SEND_OFFER, START, null)
                .after(TradeEvent.ACCEPT, START, null)
                .after(TradeEvent.SETTLE, START, null);

        assertThat(completed.stage()).isEqualTo(Stage.COMPLETED);
        assertThat(completed.holdEndsAt()).isNull();
    }

    @Test
    void an_impossible_step_is_refused_with_stage_event_and_history() {
        Trade declined = created.after(TradeEvent.SEND_OFFER, START.plusSeconds(2), null)
                .after(TradeEvent.DECLINE, START.plusSeconds(32), null);

        assertThatThrownBy(() -> created.after(TradeEvent.END_HOLD, START, null))
                .isInstanceOf(IllegalTransition.class)
                .hasMessageContainingAll(created.id(), "CREATED", "END_HOLD");
        assertThatThrownBy(() -> declined.after(TradeEvent.ACCEPT, START, null))
                .isInstanceOf(IllegalTransition.class)
                .hasMessageContainingAll(
                        "is DECLINED",
                        "ACCEPT cannot",
                        "2026-03-04T10:00:00Z created -> CREATED",
                        "2026-03-04T10:00:02Z SEND_OFFER -> OFFERED",
                        "2026-03-04T10:00:32Z DECLINE -> DECLINED");
    }

    @Test
    void a_cs2_deposit_is_exposed_from_creation_until_it_is_over() {
        Trade offered = created.after(TradeEvent.SEND_OFFER, START, null);
        Trade accepted = offered.after(TradeEvent.ACCEPT, START, null);
        Trade held = accepted.after(TradeEvent.SETTLE, START, null);

        assertThat(created.exposed()).isTrue();
        assertThat(offered.exposed()).isTrue();
        assertThat(accepted.exposed()).isTrue();
        assertThat(accepted.after(TradeEvent.ESCROW, START, null).exposed()).isTrue();
        assertThat(held.exposed()).isTrue();
        assertThat(held.after(TradeEvent.END_HOLD, START, null).exposed()).isFalse();
        assertThat(held.after(TradeEvent.REVERT, START, null).exposed()).isFalse();
        assertThat(offered.after(TradeEvent.EXPIRE, START, null).exposed()).isFalse();
        assertThat(Trades.deposit(Game.RUST).exposed()).isFalse();
        assertThat(Trades.in(created, TradeKind.WITHDRAWAL, Stage.CREATED).exposed())
                .isFalse();
    }

    @Test
    void its_life_is_every_trade_it_has_been() {
        Trade offered = created.after(TradeEvent.SEND_OFFER, START.plusSeconds(2), null);
        Trade accepted = offered.after(TradeEvent.ACCEPT, START.plusSeconds(32), null);
        Trade held = accepted.after(TradeEvent.SETTLE, START.plusSeconds(32), null);
        Trade reverted = held.after(TradeEvent.REVERT, START.plusSeconds(3600), null);

        assertThat(reverted.life()).containsExactly(created, offered, accepted, held, reverted);
        assertThat(created.life()).containsExactly(created);
    }
}
