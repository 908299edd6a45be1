package io.github.assetpaysim.contract.cli;

import io.github.assetpaysim.contract.drift.Drift;
import io.github.assetpaysim.contract.drift.DriftText;
import io.github.assetpaysim.contract.drift.Report;
import java.io.PrintStream;
import java.util.List;

/** The command {@code diff}. */
final class DiffCommand {
    private static final int NO_DRIFT = 0;
    private static final int DRIFT = 1;

    private final Arguments arguments;
    private final PrintStream out;

    DiffCommand(Arguments arguments, PrintStream out) {
        this.arguments = arguments;
        this.out = out;
    }

    /** @throws UsageError unless two reports are given that can be compared */
    int run() {
        arguments.requireOnlyOf("diff");
        List<String> files = arguments.words().subList(1, arguments.words().size());
        if (files.size() != 2) {
            throw new UsageError("diff takes two files, the report.json of an earlier run and that of a later one, and "
                    + files.size() + " are given");
        }
        Drift drift;
        try {
            drift = Drift.between(read(files.get(0)), read(files.get(1)));
        } catch (IllegalArgumentException e) {
            throw new UsageError("diff: " + e.getMessage());
        }
        out.print(arguments.flag("markdown") ? DriftText.markdown(drift) : DriftText.plain(drift));
        return drift.isThere() ? DRIFT : NO_DRIFT;
    }

    private static Report read(String file) {
        return Report.read(file, TextFile.text(file, "diff"));
    }
}
