package io.github.assetpaysim.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.dialect.co.CoDialect;
import io.github.assetpaysim.simulator.setting.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests from many threads: none is counted twice or not at all, and no number is given to two. */
class PlanHammerTest {
    private static final int THREADS = 8;
    private static final int REQUESTS = 300_000;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static Plan.Planned planned(String name, int nth, int times) {
        FaultKind kind = ApiFaults.of(new CoDialect("test")).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        return new Plan.Planned(
                new Trigger(Trigger.ANY_OPERATION, null, null, null, null, nth, times), kind.with(Values.NONE));
    }

    @Test
    void every_request_is_counted_and_exactly_the_planned_ones_are_struck() throws Exception {
        int all = THREADS * REQUESTS;
        Plan plan = new Plan(List.of(
                planned("reset-before", 1_000, 50_000),
                planned("html-502", all, 1),
                planned("maintenance", 1, Trigger.ALWAYS)));
        CyclicBarrier together = new CyclicBarrier(THREADS);
        List<Future<Integer>> running = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            running.add(threads.submit(() -> {
                together.await();
                int struck = 0;
                for (int j = 0; j < REQUESTS; j++) {
                    struck += plan.onRequest("deposit", null).size();
                }
                return struck;
            }));
        }
        int struck = 0;
        for (Future<Integer> each : running) {
            struck += each.get();
        }

        assertThat(struck).isEqualTo(50_000 + 1 + all);
        assertThat(plan.tallies()).extracting(Plan.Tally::matched).containsOnly(all);
        assertThat(plan.tallies()).extracting(Plan.Tally::struck).containsExactly(50_000, 1, all);
    }
}
