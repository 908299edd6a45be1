package io.github.assetpaysim.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.contract.docs.Page;
import org.junit.jupiter.api.Test;

/** Maven does not run within itself, so the command of this page is only looked at. */
class CheckingAServerPageTest {
    private static final Page PAGE = Page.of("docs/checking-a-server.md");

    @Test
    void the_test_that_it_runs_exists() {
        assertThat(PAGE.all("-Dtest=(\\S+)", 1)).containsExactly(QuickStartTest.class.getName());
    }

    @Test
    void it_names_every_property_and_no_other() {
        assertThat(PAGE.all("-D" + Options.PREFIX + "([a-zA-Z]+)", 1)).hasSameElementsAs(Options.NAMES);
    }
}
