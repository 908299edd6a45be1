package io.github.assetpaysim.simulator.cli.command;

import io.github.assetpaysim.simulator.setting.Spelling;
import java.util.Collection;

/** Thrown for a command line or environment that cannot be meant; the message says what to do. */
public final class UsageError extends RuntimeException {
    private static final long serialVersionUID = 1;
    /** With so few changes a name is taken for another. */
    private static final int NEAR = 2;

    /** @param message what is wrong, and what would be right */
    public UsageError(String message) {
        super(message, null, false, false);
    }

    /** For a name that does not exist, with the one that may have been meant, if one is near, and all there are. */
    static UsageError unknown(String what, String given, Collection<String> known) {
        return unknown(what, given, "", known);
    }

    /** @param of behind the name, such as whose it is; begins with a blank unless it is empty */
    static UsageError unknown(String what, String given, String of, Collection<String> known) {
        String problem = "there is no " + what + " '" + given + "'" + of + "; ";
        if (known.isEmpty()) {
            return new UsageError(problem + "there are none");
        }
        String nearest = Spelling.nearest(given, known);
        String all = String.join(", ", known);
        return new UsageError(problem
                + (Spelling.isWithin(NEAR, given, nearest)
                        ? "did you mean " + nearest + "? There are " + all
                        : "there are " + all));
    }
}
