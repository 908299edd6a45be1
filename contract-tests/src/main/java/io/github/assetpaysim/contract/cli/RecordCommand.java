package io.github.assetpaysim.contract.cli;

import io.github.assetpaysim.contract.api.ApiPlan;
import io.github.assetpaysim.contract.record.Recording;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/** The command {@code record}: what {@code api} does, written down. */
final class RecordCommand {
    private final PlanRun run;

    RecordCommand(PlanRun run) {
        this.run = run;
    }

    int run() throws InterruptedException {
        String out = run.arguments().needed("out");
        ApiCommand api = new ApiCommand(run);
        AtomicReference<ApiPlan> plan = new AtomicReference<>();
        try {
            Path directory = Path.of(out);
            Recording.prepare(directory);
            int status = run.run(() -> {
                plan.set(api.open());
                return plan.get();
            });
            plan.get().recording().write(directory, Version.VALUE);
            return status;
        } catch (IOException | InvalidPathException e) {
            throw new UsageError("--out: nothing can be written to " + out + " (" + e.getMessage() + ")");
        }
    }
}
