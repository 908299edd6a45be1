package io.github.assetpaysim.contract.cli;

import io.github.assetpaysim.contract.plan.Requirement;
import io.github.assetpaysim.contract.plan.Requirements;
import io.github.assetpaysim.contract.plan.Unusable;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The command line: says what to do, and turns every outcome into an exit status. */
public final class Cli {
    private static final int FINE = 0;
    private static final int USAGE = 2;
    private static final int UNREACHABLE = 3;

    private static final String COMMANDS = "merchant, api, record, diff or list";

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
            out.println(Version.line());
            return FINE;
        }
        List<String> words = arguments.words();
        String command = words.isEmpty() ? "" : words.get(0);
        return switch (command) {
            case "merchant" -> new MerchantCommand(planRun(arguments, Requirements.MERCHANT)).run();
            case "api" -> new ApiCommand(planRun(arguments, Requirements.API)).run();
            case "record" -> new RecordCommand(planRun(arguments, Requirements.API)).run();
            case "diff" -> new DiffCommand(arguments, out).run();
            case "list" -> list(words.subList(1, words.size()));
            case "" -> throw new UsageError("say what to do: " + COMMANDS + "; --help shows more");
            default -> throw new UsageError("unknown command '" + command + "'; there are " + COMMANDS);
        };
    }

    private PlanRun planRun(Arguments arguments, List<Requirement> catalogue) {
        requireWords(arguments.words(), 1);
        arguments.requireOnlyOf(arguments.words().get(0));
        return new PlanRun(arguments, catalogue, out, err, person);
    }

    private static void requireWords(List<String> words, int most) {
        if (words.size() > most) {
            throw new UsageError("'" + words.get(most) + "' is neither an option nor a command; --help shows both");
        }
    }

    private int list(List<String> words) {
        requireWords(words, 1);
        String plan = words.isEmpty() ? "merchant" : words.get(0);
        switch (plan) {
            case "merchant" -> list(Requirements.MERCHANT, Cli::asked);
            case "api" -> list(Requirements.API, Cli::effects);
            default ->
                throw new UsageError(
                        "there are no requirements of '" + plan + "'; there are those of merchant and api");
        }
        return FINE;
    }

    private void list(List<Requirement> catalogue, Function<Requirement, String> more) {
        String group = "";
        for (Requirement requirement : catalogue) {
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
                    more.apply(requirement)));
        }
    }

    private static String effects(Requirement requirement) {
        return requirement.effects().stream()
                .sorted()
                .map(effect -> ", " + effect.word())
                .collect(Collectors.joining());
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
