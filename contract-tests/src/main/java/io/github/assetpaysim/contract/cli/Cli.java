package io.github.assetpaysim.contract.cli;

import io.github.assetpaysim.contract.plan.Requirement;
import io.github.assetpaysim.contract.plan.Requirements;
import io.github.assetpaysim.contract.plan.Unusable;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** The command line: says what to do, and turns every outcome into an exit status. */
public final class Cli {
    private static final int FINE = 0;
    private static final int USAGE = 2;
    private static final int UNREACHABLE = 3;

    private final PrintStream out;
    private final PrintStream err;
    private final boolean person;

    /**
     * @param out results
     * @param err progress and errors
     * @param person whether one looks at what is printed
     */
    public Cli(PrintStream out, PrintStream err, boolean person) {
        this.person = person;
        this.out = out;
        this.err = err;
    }

    /** Does what the arguments say; gives the exit status. */
    public int run(String... arguments) {
        try {
            return obey(Arguments.read(arguments));
        } catch (UsageError e) {
            return fail(USAGE, e.getMessage());
        } catch (Unusable e) {
            return fail(UNREACHABLE, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fail(UNREACHABLE, "the run was interrupted");
        }
    }

    private int obey(Arguments arguments) throws InterruptedException {
        if (arguments.flag("help")) {
            out.print(Help.text());
            return FINE;
        }
        if (arguments.flag("version")) {
            out.println(Version.VALUE);
            return FINE;
        }
        List<String> words = arguments.words();
        if (words.size() != 1) {
            throw new UsageError(
                    words.isEmpty()
                            ? "say what to do: merchant or list; --help shows more"
                            : "'" + words.get(1) + "' is neither an option nor a command; --help shows both");
        }
        return switch (words.get(0)) {
            case "merchant" -> new MerchantRun(arguments, out, err, person).run();
            case "list" -> list();
            default -> throw new UsageError("unknown command '" + words.get(0) + "'; there are merchant and list");
        };
    }

    private int list() {
        String group = "";
        for (Requirement requirement : Requirements.ALL) {
            if (!requirement.group().equals(group)) {
                group = requirement.group();
                out.println(group);
            }
            out.println(String.format(
                    Locale.ROOT,
                    "  %-8s %-6s %s (%s%s%s)",
                    requirement.id(),
                    requirement.level(),
                    requirement.sentence(),
                    requirement.source(),
                    requirement.documented() ? "" : ", inferred",
                    asked(requirement)));
        }
        return FINE;
    }

    private static String asked(Requirement requirement) {
        return switch (requirement.asked()) {
            case EVERYBODY -> "";
            case WITH_WITHDRAWALS -> ", with withdrawals";
            case WITHOUT_WITHDRAWALS -> ", without withdrawals";
        };
    }

    private int fail(int status, String message) {
        // What was given may stand in the message; a line break in it must not make two lines of one.
        err.println("assetpay-contract-tests: " + message.replaceAll("\\p{Cntrl}", "?"));
        return status;
    }
}
