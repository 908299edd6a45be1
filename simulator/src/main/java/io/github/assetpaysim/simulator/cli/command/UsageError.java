package io.github.assetpaysim.simulator.cli.command;

import io.github.assetpaysim.simulator.setting.Spelling;
import java.util.Collection;

/** Thrown for a command line or environment that cannot be meant; the message says what to do. */
public final class UsageError extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message what is wrong, and what would be right */
    public UsageError(String message) {
        super(message, null, false, false);
    }

    /** For a name that does not exist, with the one that may have been meant and all there are. */
    static UsageError unknown(String what, String given, Collection<String> known) {
        return new UsageError("there is no " + what + " '" + given + "'; "
                + (known.isEmpty()
                        ? "there are none"
                        : "did you mean " + Spelling.nearest(given, known) + "? There are "
                                + String.join(", ", known)));
    }
}
