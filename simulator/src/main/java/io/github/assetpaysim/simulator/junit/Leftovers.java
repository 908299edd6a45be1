package io.github.assetpaysim.simulator.junit;

import io.github.assetpaysim.simulator.SimulatedMerchant;
import io.github.assetpaysim.simulator.callback.Attempt;
import io.github.assetpaysim.simulator.callback.Delivery;
import io.github.assetpaysim.simulator.fault.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a test should not leave behind with its merchant. */
final class Leftovers {
    private static final int MOST_LISTED = 20;

    private final SimulatedMerchant merchant;
    private final List<String> found = new ArrayList<>();

    /** Waits until everything that is due has run; what is on its way counts as delivered or not, never as neither. */
    Leftovers(SimulatedMerchant merchant) {
        this.merchant = merchant;
        // A test may have interrupted its thread on purpose; that is neither its failure nor its end.
        boolean interrupted = Thread.interrupted();
        try {
            merchant.advance(Duration.ZERO);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void findUnstruckFaults() {
        List<Plan.Tally> unstruck = merchant.neverStruck();
        list(
                "planned and never struck, so that the test has not tested it",
                unstruck.stream().map(Leftovers::line).toList());
    }

    private static String line(Plan.Tally fault) {
        return fault
                + (fault.matched() == 0
                        ? ": nothing met its trigger"
                        : ": only " + fault.matched() + " met its trigger");
    }

    void findUndeliveredCallbacks() {
        list(
                "not delivered",
                merchant.undeliveredCallbacks().stream().map(Leftovers::line).toList());
        if (merchant.receivesCallbacks() && merchant.forgottenCallbacks() > 0) {
            found.add(merchant.forgottenCallbacks()
                    + " callbacks were too many to remember, so that nobody knows whether they were delivered");
        }
    }

    private static String line(Delivery callback) {
        List<Attempt> attempts = callback.attempts();
        String line = "callback " + callback.event().status() + " of trade "
                + callback.event().trade().id() + ": " + callback.state();
        if (!attempts.isEmpty()) {
            Attempt last = attempts.get(attempts.size() - 1);
            line += ", attempt " + last.number() + " -> " + last.url() + ": "
                    + last.reply().inWords();
        }
        return callback.nextAttempt() == null ? line : line + ", next attempt due " + callback.nextAttempt();
    }

    private void list(String what, List<String> lines) {
        if (!lines.isEmpty()) {
            int more = lines.size() - MOST_LISTED;
            found.add(what + ":\n    " + lines.stream().limit(MOST_LISTED).collect(Collectors.joining("\n    "))
                    + (more > 0 ? "\n    and " + more + " more" : ""));
        }
    }

    /** @throws AssertionError when anything was found */
    void complain() {
        if (!found.isEmpty()) {
            throw new AssertionError("the test passed, but left with its merchant (now " + merchant.now() + "):\n  "
                    + String.join("\n  ", found)
                    + "\nIf that is meant, say so: @" + AllowUnstruckFaults.class.getSimpleName() + ", @"
                    + AllowUndeliveredCallbacks.class.getSimpleName());
        }
    }
}
