package io.github.assetpaysim.contract.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.contract.plan.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the plan makes of hosts as a whole. */
class ApiPlanTest {
    @RegisterExtension
    static final ApiRuns RUNS = new ApiRuns();

    @Test
    void a_simulator_keeps_every_requirement() throws Exception {
        assertThat(RUNS.results())
                .filteredOn(result -> result.verdict() != Verdict.PASS)
                .isEmpty();
    }
}
