package io.github.assetpaysim.contract.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.contract.plan.Requirement;
import io.github.assetpaysim.contract.plan.Requirements;
import io.github.assetpaysim.contract.plan.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the plan makes of hosts as a whole. */
@Execution(ExecutionMode.CONCURRENT)
class ApiPlanTest {
    @RegisterExtension
    static final ApiRuns RUNS = new ApiRuns();

    @Test
    void a_simulator_keeps_every_requirement() throws Exception {
        assertThat(RUNS.results())
                .filteredOn(result -> result.verdict() != Verdict.PASS)
                .isEmpty();
    }

    @Test
    void there_is_one_check_for_each_requirement() {
        assertThat(ApiPlan.checks())
                .extracting(ApiCheck::id)
                .containsExactlyElementsOf(
                        Requirements.API.stream().map(Requirement::id).toList());
    }
}
