package io.github.assetpaysim.simulator.callback;

import static io.github.assetpaysim.simulator.callback.Samples.START;
import static io.github.assetpaysim.simulator.callback.Samples.shipment;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.time.ClockMode;
import io.github.assetpaysim.simulator.time.Engine;
import io.github.assetpaysim.simulator.time.Task;
import io.github.assetpaysim.simulator.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimetableTest {
    private final Queue<Throwable> bugs = new ConcurrentLinkedQueue<>();
    private final Engine engine = new Engine(bugs::add);
    private final Timeline timeline = new Timeline(ClockMode.FROZEN, Duration.ofSeconds(1), START, engine);
    private final Timetable timetable = new Timetable(timeline);

    @AfterEach
    void stop() {
        timeline.close();
        engine.close();
        assertThat(bugs).isEmpty();
    }

    private void plan(String id, Instant due, Runnable attempt) {
        timetable.plan(shipment(id, "trade-" + id), due, id, at -> {
            attempt.run();
            return Task.DONE;
        });
    }

    @Test
    void what_is_taken_back_is_not_attempted() throws InterruptedException {
        AtomicInteger attempts = new AtomicInteger();
        plan("one", START.plusSeconds(10), attempts::incrementAndGet);

        assertThat(timetable.takeBack("one")).isTrue();

        timeline.advanceBy(Duration.ofMinutes(1));
        assertThat(attempts).hasValue(0);
        assertThat(timetable.takeBack("one")).isFalse();
    }

    @Test
    void what_has_started_cannot_be_taken_back() throws InterruptedException {
        AtomicInteger attempts = new AtomicInteger();
        plan("one", START.plusSeconds(10), attempts::incrementAndGet);

        timeline.advanceBy(Duration.ofSeconds(10));

        assertThat(timetable.takeBack("one")).isFalse();
        assertThat(attempts).hasValue(1);
    }

    @Test
    void an_attempt_can_plan_the_next_one_which_can_be_taken_back() throws InterruptedException {
        plan("one", START, () -> plan("one", START.plusSeconds(10), () -> {}));
        timeline.advanceBy(Duration.ZERO);

        assertThat(timetable.takeBack("one")).isTrue();
        assertThat(timeline.pending()).isZero();
    }

    @Test
    void what_starts_while_it_is_being_planned_or_taken_back_is_either_attempted_or_taken_back_and_then_forgotten()
            throws Exception {
        int all = 20_000;
        AtomicInteger attempts = new AtomicInteger();
        AtomicInteger planned = new AtomicInteger();
        Callable<Integer> planning = () -> {
            for (int i = 0; i < all; i++) {
                plan(Integer.toString(i), START, attempts::incrementAndGet);
                planned.incrementAndGet();
            }
            return 0;
        };
        Callable<Integer> takingBack = () -> {
            int takenBack = 0;
            while (planned.get() < all) {
                takenBack += timetable.takeBack(Integer.toString(planned.get())) ? 1 : 0;
            }
            return takenBack;
        };

        int takenBack = Samples.together(List.of(planning, takingBack)).get(1);
        timeline.advanceBy(Duration.ZERO);

        assertThat(attempts.get() + takenBack).isEqualTo(all);
        assertThat(timetable.size()).isZero();
    }
}
