package io.github.assetpaysim.contract.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.contract.api.Operation.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThrottleTest {
    private long now;
    private final Throttle throttle = new Throttle(false, () -> now, (monitor, nanos) -> now += nanos);

    /** When each of so many requests goes out that are all wanted at once. */
    private List<Long> sent(Limit limit, int requests) throws InterruptedException {
        List<Long> sent = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            throttle.await(limit);
            sent.add(now);
        }
        return sent;
    }

    @ParameterizedTest
    @EnumSource
    void in_no_window_there_are_more_requests_than_are_documented(Limit limit) throws Exception {
        int most = limit.most(false);
        List<Long> sent = sent(limit, 3 * most);

        assertThat(IntStream.range(0, sent.size() - most))
                .allMatch(i -> sent.get(i + most) - sent.get(i) > limit.window().toNanos());
        assertThat(sent.get(most - 2)).as("what is free is not waited for").isZero();
    }

    @Test
    void groups_do_not_wait_for_each_other() throws Exception {
        sent(Limit.TRADING, Limit.TRADING.most(false) - 1);

        assertThat(sent(Limit.HISTORY, 1)).containsExactly(0L);
    }
}
