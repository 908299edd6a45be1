package io.github.assetpaysim.contract.api.corruption;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.contract.plan.Requirement;
import io.github.assetpaysim.contract.plan.Requirements;
import io.github.assetpaysim.contract.plan.Result;
import io.github.assetpaysim.contract.plan.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The checks of the plan {@code api} bite: whatever a host does wrong is found by the requirement that it is about. One corruption of
 * two requirements in five is tried, and all of them with {@code -Dcorruptions=all}, which takes minutes.
 */
class CorruptionTest {
    private static final int AT_ONCE = 6;
    private static final Map<String, Future<List<Result>>> RUNS = new HashMap<>();
    private static CorruptionRun run;
    private static ExecutorService threads;
    private static Future<List<Result>> control;

    static List<Corruption> corruptions() {
        return "all".equals(System.getProperty("corruptions")) ? Corruption.all() : Corruption.some();
    }

    @BeforeAll
    static void start() {
        run = new CorruptionRun();
        threads = Executors.newFixedThreadPool(AT_ONCE);
        control = threads.submit(() -> run.ofNone());
        corruptions().forEach(corruption -> RUNS.put(corruption.id(), threads.submit(() -> run.of(corruption))));
    }

    @AfterAll
    static void stop() throws Exception {
        threads.shutdownNow();
        run.close();
    }

    @Test
    void a_proxy_that_changes_nothing_is_found_by_nobody() throws Exception {
        assertThat(control.get())
                .isNotEmpty()
                .filteredOn(result -> result.verdict() != Verdict.PASS)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("corruptions")
    void a_corruption_is_found_by_the_requirement_it_is_about_and_by_no_other(Corruption corruption) throws Exception {
        List<Result> results = RUNS.get(corruption.id()).get();

        assertThat(results)
                .filteredOn(result -> result.verdict().violated())
                .extracting(Result::id)
                .as(() -> "came " + told(results))
                .containsAll(corruption.foundBy());
        assertThat(results)
                .filteredOn(result -> result.verdict().violated())
                .filteredOn(result -> !corruption.mayViolate(result.requirement()))
                .isEmpty();
        assertThat(results)
                .filteredOn(result -> result.verdict() == Verdict.INCONCLUSIVE)
                .isEmpty();
    }

    /** All that did not pass, and why. */
    private static List<String> told(List<Result> results) {
        return results.stream()
                .filter(result -> result.verdict() != Verdict.PASS)
                .map(result -> result.id() + " " + result.verdict() + " " + result.reason())
                .toList();
    }

    @Test
    void every_corruption_has_a_name_of_its_own() {
        assertThat(Corruption.all()).extracting(Corruption::id).doesNotHaveDuplicates();
    }

    @Test
    void there_is_a_corruption_for_each_requirement_that_a_proxy_can_break() {
        Set<String> broken = Corruption.all().stream()
                .flatMap(corruption -> corruption.foundBy().stream())
                .collect(Collectors.toSet());

        assertThat(Requirements.API)
                .extracting(Requirement::id)
                .filteredOn(id -> !broken.contains(id))
                .isEmpty();
    }
}
