package io.github.assetpaysim.simulator.callback;

import static io.github.assetpaysim.simulator.callback.Samples.START;
import static io.github.assetpaysim.simulator.callback.Samples.attempt;
import static io.github.assetpaysim.simulator.callback.Samples.delivery;
import static io.github.assetpaysim.simulator.callback.Samples.event;
import static io.github.assetpaysim.simulator.callback.Samples.onTop;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.callback.Delivery.State;
import io.github.assetpaysim.simulator.dialect.CallbackEvent;
import io.github.assetpaysim.simulator.support.Trades;
import io.github.assetpaysim.simulator.trade.Stage;
import io.github.assetpaysim.simulator.trade.TradeKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptResultTest {
    private static final RetrySchedule RETRY = RetrySchedule.parse("10s,30s");

    private static AttemptResult outcome(int number, boolean delivered, boolean retried) {
        DeliveryPlan plan = retried ? DeliveryPlan.ordinary(event("one", "trade-1")) : onTop("one", "trade-1", false);
        return AttemptResult.of(attempt(number, delivered), plan, RETRY);
    }

    @ParameterizedTest
    @CsvSource({
        "1, true, true, DELIVERED,",
        "3, true, true, DELIVERED,",
        "1, true, false, DELIVERED,",
        "1, false, true, RETRYING, 10",
        "2, false, true, RETRYING, 30",
        "3, false, true, EXHAUSTED,",
        "1, false, false, EXHAUSTED,"
    })
    void a_failure_is_retried_as_long_as_the_schedule_has_a_gap_for_it(
            int number, boolean delivered, boolean retried, State state, Integer seconds) {
        Delivery after = outcome(number, delivered, retried).on(delivery("one", "trade-1"));

        assertThat(after.state()).isEqualTo(state);
        assertThat(after.nextAttempt()).isEqualTo(seconds == null ? null : START.plusSeconds(seconds));
        assertThat(after.attempts()).hasSize(1);
    }

    @Test
    void who_gave_up_is_told_what_to_do_and_that_a_resend_gives_no_verdict_any_more() {
        CallbackEvent question = new CallbackEvent(
                "one",
                Trades.in(DispatcherHarness.CREATED, TradeKind.WITHDRAWAL, Stage.CREATED),
                "INITIATED",
                START,
                List.of());

        assertThat(outcome(1, false, true).words(State.RETRYING)).isEqualTo("retry in 10 s");
        assertThat(outcome(3, false, true).words(State.EXHAUSTED))
                .isEqualTo("given up; resend it through the control API");
        assertThat(outcome(1, false, false).words(State.EXHAUSTED)).isEqualTo("sent by a fault, no retry");
        assertThat(AttemptResult.of(attempt(3, false), DeliveryPlan.ordinary(question), RETRY)
                        .words(State.EXHAUSTED))
                .isEqualTo("given up without a verdict");
    }

    @Test
    void what_was_delivered_meanwhile_stays_delivered_and_has_one_attempt_more() {
        Delivery resent = delivery("one", "trade-1").with(attempt(1, true)).as(State.DELIVERED, null);

        for (int number = 1; number <= 3; number++) {
            Delivery after = outcome(number, false, true).on(resent);
            assertThat(after.state()).isEqualTo(State.DELIVERED);
            assertThat(after.nextAttempt()).isNull();
            assertThat(after.attempts()).extracting(Attempt::number).containsExactly(1, 2);
        }
    }
}
