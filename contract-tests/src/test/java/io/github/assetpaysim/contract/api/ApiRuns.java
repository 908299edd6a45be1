package io.github.assetpaysim.contract.api;

import io.github.assetpaysim.contract.plan.Requirements;
import io.github.assetpaysim.contract.plan.Result;
import io.github.assetpaysim.contract.plan.Selection;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs of the plan in a test class, at a simulator of its own. */
final class ApiRuns implements BeforeAllCallback, AfterAllCallback {
    private Simulator simulator;

    @Override
    public void beforeAll(ExtensionContext context) {
        simulator = Simulator.start(Settings.STANDARD);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        simulator.close();
    }

    Simulator simulator() {
        return simulator;
    }

    /** Judges these ids and groups, or everything without any, at the simulator. */
    List<Result> results(String... only) throws InterruptedException {
        return results(ApiOptions.at(simulator.toString()), only);
    }

    /** The same with options, at any host. */
    static List<Result> results(ApiOptions options, String... only) throws InterruptedException {
        options.selection(new Selection(Requirements.API, List.of(only), List.of()));
        try (ApiPlan plan = ApiPlan.open(options)) {
            return plan.plan().run(plan.atOnce(), result -> {});
        }
    }
}
