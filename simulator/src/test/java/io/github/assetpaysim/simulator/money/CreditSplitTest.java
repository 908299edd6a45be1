package io.github.assetpaysim.simulator.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreditSplitTest {
    private static final long SEED = 20310108;

    @ParameterizedTest
    @CsvSource({
        "90, 35, 35, 55",
        "90, 90, 90, 0",
        "90, 89.99, 89.99, 0.01",
        "90, 90.01, 90, 0",
        "8.6, 0, 0, 8.6",
        "8.6, -3, 0, 8.6",
        "0, 35, 0, 0"
    })
    void a_deposit_is_split_by_the_collateral_that_is_left(
            String total, String available, String preCredit, String pendingCredit) {
        assertThat(CreditSplit.of(Usd.of(total), Usd.of(available)))
                .isEqualTo(new CreditSplit(Usd.of(preCredit), Usd.of(pendingCredit)));
    }

    @Test
    void forty_and_ten_less_fifteen_leave_thirty_five_for_a_deposit_of_ninety() {
        Usd available = new Collateral(Usd.of("40"), Usd.of("10")).available(Usd.of("15"));

        assertThat(available).isEqualTo(Usd.of("35"));
        assertThat(CreditSplit.of(Usd.of("90"), available)).isEqualTo(new CreditSplit(Usd.of("35"), Usd.of("55")));
    }

    @Test
    void more_exposure_than_collateral_leaves_nothing() {
        Collateral collateral = new Collateral(Usd.of("40"), Usd.of("10"));

        assertThat(collateral.available(Usd.of("50"))).isEqualTo(Usd.ZERO);
        assertThat(collateral.available(Usd.of("50.01"))).isEqualTo(Usd.ZERO);
        assertThat(collateral.available(Usd.ZERO)).isEqualTo(Usd.of("50"));
    }

    @Test
    void everything_comes_afterwards_or_at_once_without_a_split() {
        Usd total = Usd.of("19.99");

        assertThat(CreditSplit.afterwards(total)).isEqualTo(new CreditSplit(Usd.ZERO, total));
        assertThat(CreditSplit.atOnce(total)).isEqualTo(new CreditSplit(total, Usd.ZERO));
    }

    @Test
    void deposits_one_after_another_are_never_advanced_more_than_the_collateral_and_lose_no_cent() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int run = 0; run < 500; run++) {
            Collateral collateral = new Collateral(new Usd(random.nextInt(20_000)), new Usd(random.nextInt(5_000)));
            Usd exposure = Usd.ZERO;
            for (int i = 0; i < 20; i++) {
                Usd total = new Usd(random.nextInt(1, 10_000));
                CreditSplit split = CreditSplit.of(total, collateral.available(exposure));
                exposure = exposure.plus(split.preCredit());

                assertThat(split.preCredit().plus(split.pendingCredit())).isEqualTo(total);
                assertThat(split.preCredit()).isBetween(Usd.ZERO, total);
                assertThat(exposure).isLessThanOrEqualTo(collateral.provider().plus(collateral.merchant()));
            }
        }
    }
}
