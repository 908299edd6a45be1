package io.github.assetpaysim.contract.api.corruption;

import io.github.assetpaysim.contract.api.ApiOptions;
import io.github.assetpaysim.contract.api.ApiPlan;
import io.github.assetpaysim.contract.plan.Requirement;
import io.github.assetpaysim.contract.plan.Requirements;
import io.github.assetpaysim.contract.plan.Result;
import io.github.assetpaysim.contract.plan.Selection;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** Runs of the plan at one simulator, each behind a proxy of its own. Thread-safe. */
final class CorruptionRun implements AutoCloseable {
    /** Long enough for what happens on demand on a busy machine, short for what never comes. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** What has nothing to do with most corruptions, one of each kind. */
    private static final List<String> UNRELATED = List.of(
            "PRC-02", "URL-02", "AUTH-06", "INV-10", "MKT-06", "DEP-03", "LIFE-14", "CALL-10", "WDR-06", "HIST-09");

    private static final int UNRELATED_TRIED = 1;
    private static final int SIBLINGS_TRIED = 1;

    private final Simulator simulator = Simulator.start(Settings.STANDARD);
    private final Upstream upstream = new Upstream();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "corrupting-proxy");
        thread.setDaemon(true);
        return thread;
    });

    /** What the plan makes of a corrupted host: all of the corruption's kind, what it may violate, and a few that it must not. */
    List<Result> of(Corruption corruption) throws Exception {
        return of(corruption.wrong().get(), tried(corruption));
    }

    /** What it makes of a proxy that changes nothing. */
    List<Result> ofNone() throws Exception {
        return of(new Wrong() {}, List.of());
    }

    private List<Result> of(Wrong wrong, List<String> tried) throws Exception {
        try (CorruptingProxy proxy = CorruptingProxy.start(simulator.toString(), wrong, upstream, threads)) {
            ApiOptions options = ApiOptions.at(proxy.url())
                    .patience(PATIENCE)
                    .selection(new Selection(Requirements.API, tried, List.of()));
            try (ApiPlan plan = ApiPlan.open(options)) {
                return plan.plan().run(plan.atOnce(), result -> {});
            }
        }
    }

    /** What must be violated, and some of what must not: others of the same kind by turns, and of other kinds. */
    private static List<String> tried(Corruption corruption) {
        List<String> tried = new ArrayList<>(corruption.foundBy());
        tried.addAll(corruption.shownBy());
        String group = Requirements.named(corruption.main()).group();
        List<Requirement> others = Requirements.API.stream()
                .filter(requirement -> !corruption.mayViolate(requirement))
                .toList();
        tried.addAll(some(
                SIBLINGS_TRIED,
                corruption,
                others.stream().filter(other -> other.group().equals(group))));
        tried.addAll(some(
                UNRELATED_TRIED,
                corruption,
                others.stream().filter(other -> !other.group().equals(group) && UNRELATED.contains(other.id()))));
        return tried;
    }

    private static List<String> some(int most, Corruption corruption, Stream<Requirement> requirements) {
        List<String> ids = new ArrayList<>(requirements.map(Requirement::id).toList());
        Collections.rotate(ids, corruption.id().hashCode());
        return ids.subList(0, Math.min(most, ids.size()));
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        upstream.close();
        simulator.close();
    }
}
