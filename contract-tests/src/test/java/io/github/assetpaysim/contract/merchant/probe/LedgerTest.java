package io.github.assetpaysim.contract.merchant.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.assetpaysim.contract.plan.CheckFailure;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Duration SETTLE = Duration.ofMillis(100);

    private static BigDecimal usd(long dollars) {
        return BigDecimal.valueOf(dollars);
    }

    @Test
    void a_balance_counts_when_it_has_stayed_the_same_for_a_while() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Ledger ledger = new Ledger(steamId -> usd(Math.min(asked.incrementAndGet(), 4)), SETTLE);

        long start = System.nanoTime();
        Ledger.Settled settled = ledger.settled(List.of("a")).get(0);

        assertThat(settled.balance()).isEqualByComparingTo("4");
        assertThat(settled.passed()).containsExactly(usd(1), usd(2), usd(3), usd(4));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(SETTLE);
    }

    @Test
    void several_balances_settle_together() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Ledger ledger =
                new Ledger(steamId -> steamId.equals("late") && asked.incrementAndGet() > 2 ? usd(9) : usd(1), SETTLE);

        assertThat(ledger.settled(List.of("early", "late")))
                .extracting(Ledger.Settled::balance)
                .containsExactly(usd(1), usd(9));
    }

    @Test
    void a_balance_that_never_settles_is_inconclusive() {
        AtomicInteger asked = new AtomicInteger();
        Ledger ledger = new Ledger(steamId -> usd(asked.incrementAndGet()), Duration.ofMillis(30));

        assertThatThrownBy(() -> ledger.settled(List.of("a")))
                .isInstanceOf(CheckFailure.class)
                .hasMessageContaining("never settle");
    }

    @Test
    void what_comes_up_is_waited_for_and_what_does_not_is_told() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Ledger ledger = new Ledger(steamId -> usd(asked.incrementAndGet() > 2 ? 5 : 0), SETTLE);

        assertThat(ledger.reach("a", usd(5))).isEqualByComparingTo("5");
        assertThat(ledger.reach("a", usd(6))).isEqualByComparingTo("5");
    }

    @Test
    void without_a_probe_and_with_a_broken_one_nothing_is_known() {
        assertThatThrownBy(() -> new Ledger(null, SETTLE).balance("a"))
                .isInstanceOf(CheckFailure.class)
                .hasMessageContaining("--probe");
        assertThatThrownBy(() -> new Ledger(
                                steamId -> {
                                    throw new IllegalStateException();
                                },
                                SETTLE)
                        .balance("a"))
                .isInstanceOf(CheckFailure.class)
                .hasMessage("the probe failed: java.lang.IllegalStateException");
    }
}
