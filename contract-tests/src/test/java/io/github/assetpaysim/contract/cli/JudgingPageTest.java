package io.github.assetpaysim.contract.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.contract.docs.Page;
import io.github.assetpaysim.contract.plan.Requirements;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the documentation promises of the kit. */
class JudgingPageTest {
    private static final String PAGE = "docs/judging-a-merchant.md";

    @Test
    void every_option_that_it_names_exists() {
        List<String> named = Page.of(PAGE).all("(?<=[ `(])--([a-z][a-z-]+)", 1).stream()
                .filter(name -> !name.equals("quiet")) // the simulator's own
                .distinct()
                .toList();
        assertThat(named).hasSizeGreaterThan(8);
        assertThat(named).isSubsetOf(names());
    }

    private static Set<String> names() {
        return Option.ALL.stream().map(Option::name).collect(Collectors.toSet());
    }

    @Test
    void the_number_of_requirements_is_right() {
        String merchant = String.valueOf(Requirements.MERCHANT.size());

        assertThat(Page.of(PAGE).all("(\\d+) requirements", 1)).containsOnly(merchant);
        assertThat(Page.of("README.md").all("(\\d+) requirements", 1))
                .containsExactly(merchant, String.valueOf(Requirements.API.size()));
    }
}
