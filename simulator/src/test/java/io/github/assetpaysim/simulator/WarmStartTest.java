package io.github.assetpaysim.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.support.TestClient;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WarmStartTest {
    private static final int STARTS = 21;

    @Test
    void in_a_JVM_that_has_started_one_before_a_simulator_starts_answers_and_closes_at_once() {
        long[] started = new long[STARTS];
        long[] closed = new long[STARTS];
        for (int i = -1; i < STARTS; i++) {
            long began = System.nanoTime();
            Simulator simulator = Simulator.start(Settings.STANDARD);
            long up = System.nanoTime();
            assertThat(new TestClient(simulator).get("/_sim/health").status()).isEqualTo(200);
            long closing = System.nanoTime();
            simulator.close();
            if (i >= 0) {
                started[i] = up - began;
                closed[i] = System.nanoTime() - closing;
            }
        }

        System.out.printf("warm start %.1f ms, close %.1f ms (medians)%n", median(started), median(closed));
        assertThat(median(started)).isLessThan(250);
        assertThat(median(closed)).isLessThan(250);
    }

    private static double median(long[] nanos) {
        Arrays.sort(nanos);
        return nanos[nanos.length / 2] / 1e6;
    }

    @Test
    void closing_twice_does_no_harm() {
        Simulator simulator = Simulator.start(Settings.STANDARD);
        simulator.close();
        simulator.close();
    }
}
