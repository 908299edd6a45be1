package io.github.assetpaysim.contract.report;

import io.github.assetpaysim.contract.plan.Result;
import java.io.PrintStream;

/** How far a run has come: one line, rewritten in place where a person looks on. Not thread-safe. */
public final class Progress {
    private static final String REWRITE = "\r\u001B[K";

    private final PrintStream err;
    private final boolean inPlace;
    private final int checks;
    private int finished;
    private int violated;

    /**
     * Says that it begins.
     *
     * @param inPlace whether the line can be rewritten
     * @param checks how many there are
     */
    public Progress(PrintStream err, boolean inPlace, int checks) {
        this.err = err;
        this.inPlace = inPlace;
        this.checks = checks;
        if (inPlace) {
            tell();
        } else {
            err.println("judging " + Console.counted(checks) + " ...");
        }
    }

    /** A check has finished. */
    public void finished(Result result) {
        finished++;
        violated += result.verdict().violated() ? 1 : 0;
        if (inPlace) {
            tell();
        }
    }

    private void tell() {
        err.print(REWRITE + finished + " of " + Console.counted(checks) + " judged"
                + (violated == 0 ? "" : ", " + violated + " violated"));
        err.flush();
    }

    /** All have finished: the line makes way for the results. */
    public void end() {
        if (inPlace) {
            err.print(REWRITE);
            err.flush();
        }
    }
}
