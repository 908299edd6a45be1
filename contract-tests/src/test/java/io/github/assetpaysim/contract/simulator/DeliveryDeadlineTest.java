package io.github.assetpaysim.contract.simulator;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.assetpaysim.contract.plan.CheckFailure;
import io.github.assetpaysim.contract.plan.SentCallback;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliveryDeadlineTest {
    private static final SentCallback.Answer LATE =
            new SentCallback.Answer("TIMEOUT", Map.of(), null, "no complete answer within 15 s", 15_000, null);
    private static final SentCallback.Answer FINE =
            new SentCallback.Answer("DELIVERED", Map.of(), 200, null, 14_000, "");
    private static final SentCallback.Answer ERROR =
            new SentCallback.Answer("REFUSED_STATUS", Map.of(), 500, null, 10, "");
    private static final Duration LONG = Duration.ofMinutes(1);

    private static SentCallback callback(SentCallback.Answer... answers) {
        return new SentCallback(
                "id", "trade", "HOLD", "many-items", true, URI.create("http://shop"), Map.of(), null, List.of(answers));
    }

    @Test
    void who_takes_one_callback_at_a_time_is_waited_for_as_long_as_answers_come() {
        DeliveryDeadline none = new DeliveryDeadline(Duration.ZERO);
        for (int i = 1; i <= 20; i++) {
            List<SentCallback> callbacks = Collections.nCopies(i, callback(FINE));
            assertThatCode(() -> none.look(callbacks)).doesNotThrowAnyException();
            assertThatThrownBy(() -> none.look(callbacks)).isInstanceOf(CheckFailure.class);
        }
    }

    @Test
    void who_lets_three_attempts_time_out_is_not_waited_for() {
        assertThatThrownBy(() ->
                        new DeliveryDeadline(LONG).look(List.of(callback(LATE, LATE), callback(), callback(LATE))))
                .isInstanceOf(CheckFailure.class)
                .hasMessageContainingAll("the callback HOLD (many-items)", "time out", "--parallel");
    }

    @Test
    void what_was_acknowledged_later_and_other_failures_count_for_nothing() {
        assertThatCode(() -> new DeliveryDeadline(LONG)
                        .look(List.of(callback(LATE, LATE, FINE), callback(LATE, LATE), callback(ERROR, ERROR, ERROR))))
                .doesNotThrowAnyException();
    }
}
