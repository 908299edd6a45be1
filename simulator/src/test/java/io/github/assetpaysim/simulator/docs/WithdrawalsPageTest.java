package io.github.assetpaysim.simulator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.catalog.TestUser;
import io.github.assetpaysim.simulator.control.FaultReader;
import io.github.assetpaysim.simulator.dialect.co.CoDialect;
import io.github.assetpaysim.simulator.fault.FaultKind;
import io.github.assetpaysim.simulator.merchant.ControlEvent;
import io.github.assetpaysim.simulator.support.Page;
import io.github.assetpaysim.simulator.text.Words;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about who owes whom; its commands run in PastedCommandsTest, its balances in WithdrawalMoneyTest. */
class WithdrawalsPageTest {
    private static final Page PAGE = Page.of("docs/withdrawals.md");

    @Test
    void what_leads_to_an_ending_exists() {
        List<String> ways = PAGE.all("(?m)^\\| .*\\|([^|]*)\\|$", 1);
        List<String> named = new Page("ways", String.join("\n", ways)).all("`([a-z][a-z-]+)`", 1);

        List<String> known = Stream.of(
                        TestUser.all().stream().map(TestUser::name),
                        Arrays.stream(ControlEvent.values()).map(Words::of),
                        new FaultReader(new CoDialect("test")).kinds().stream().map(FaultKind::name),
                        Stream.of("attempts"))
                .flatMap(names -> names)
                .toList();
        assertThat(named).hasSizeGreaterThan(20).isSubsetOf(known);
    }

    @Test
    void every_test_user_and_event_that_ends_a_trade_is_named() {
        assertThat(PAGE.text())
                .contains("`declines`", "`never-accepts`", "`reverts`", "`offer-fails`", "`supplier-fails`", "`escrow`")
                .contains("`fail`", "`cancel`", "`decline`", "`expire`", "`revert`", "`complete`");
    }
}
