package io.github.assetpaysim.simulator.cli.command;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** The commands that talk to a running simulator, over HTTP like everybody else. */
public final class Commands {
    private static final String TRADE =
            "TRADE is the id of a trade, the first characters of it (4 or more), its externalId, or last.\n";
    private static final String CALLBACK =
            "CALLBACK is the id of a callback, the first characters of it (4 or more), or last.\n";

    /** In the order of the help text. */
    private static final List<Command> ALL = List.of(
            new Command(
                    "trigger",
                    "deposit|withdrawal",
                    "makes a trade as a user would, and leads it to a status",
                    Trigger.HELP,
                    Trigger.OPTIONS,
                    Trigger::run),
            new Command(
                    "trades",
                    "[TRADE]",
                    "lists trades, the newest last, or shows all about one",
                    TRADE,
                    Listing.OF_TRADES,
                    Listing::trades),
            new Command(
                    "callbacks",
                    "[CALLBACK]",
                    "lists callbacks, the newest last, or shows one with every attempt",
                    CALLBACK,
                    Listing.OF_CALLBACKS,
                    Listing::callbacks),
            new Command(
                    "explain",
                    "CALLBACK",
                    "says whether a key fits a callback, and if not, which mistake made it",
                    CALLBACK + "The simulator knows the secret; explain-callback needs it, and no simulator.\n",
                    Listing.OF_EXPLAIN,
                    Listing::explain),
            new Command("tail", "", "prints what happens, until Ctrl-C or the merchant ends", "", List.of(), Tail::run),
            new Command(
                    "clock",
                    "[frozen|paced|live]",
                    "shows the clock, or changes how it goes",
                    "frozen stands still until told, paced cuts long waits short, live is real time.\n",
                    List.of(),
                    Adjustments::clock),
            new Command(
                    "advance",
                    "DURATION|next",
                    "lets time pass: 7d, 10s, or until what is due next",
                    "It ends when all that fell due has run, callbacks and their retries included.\n",
                    List.of(),
                    Actions::advance),
            event("send-offer", "sends the Steam offer of a trade"),
            event("accept", "lets the user accept a trade"),
            event("decline", "lets the user decline a trade"),
            event("expire", "lets the offer of a trade expire"),
            event("fail", "lets a trade fail"),
            event("cancel", "cancels a trade"),
            event("escrow", "lets the user accept a trade, and Steam hold the items"),
            event("end-hold", "ends the hold of a trade"),
            event("revert", "lets the user take a trade back"),
            event("complete", "walks a trade through all that is left, to its end"),
            new Command(
                    "resend",
                    "CALLBACK|--failed",
                    "sends a callback once more, byte for byte, or all that failed",
                    CALLBACK,
                    Actions.OF_RESEND,
                    Actions::resend),
            new Command(
                    "callback-url",
                    "[URL|none]",
                    "shows where callbacks go, or changes it",
                    "It holds for every attempt from then on.\n",
                    List.of(),
                    Adjustments::callbackUrl),
            new Command(
                    "fault",
                    "NAME [PARAMETER=VALUE…]",
                    "plans something to go wrong",
                    "It strikes the next callback that matches; a fault of requests the next of those that --on names.\n"
                            + "faults lists all names; faults NAME tells the parameters of one.\n",
                    Faults.TRIGGER,
                    Faults::plan),
            new Command(
                    "faults",
                    "[NAME]",
                    "lists what can go wrong and what is planned, or tells all about one fault",
                    "",
                    Faults.OF_LIST,
                    Faults::list));

    private Commands() {}

    private static Command event(String name, String does) {
        return new Command(
                name,
                "TRADE",
                does,
                TRADE + "What cannot happen is refused, with what can.\n",
                List.of(),
                (given, simulator, out) -> Actions.event(name, given, simulator, out));
    }

    /** Their names. */
    public static List<String> names() {
        return ALL.stream().map(Command::name).toList();
    }

    /** A line for each, for a help text. */
    public static String overview() {
        StringBuilder text = new StringBuilder();
        ALL.forEach(each -> text.append(String.format(Locale.ROOT, "  %-31s%s\n", each.usage(), each.does())));
        return text.toString();
    }

    /**
     * Runs one.
     *
     * @param arguments its name, which is one of {@link #names()}, and what follows
     * @param environment may say which simulator is meant
     * @param complain takes the message when it fails
     * @return the exit status: 0 done, 1 not as asked, 2 wrong command line, 3 no simulator
     */
    public static int run(
            String[] arguments, Map<String, String> environment, PrintStream out, Consumer<String> complain) {
        try {
            return run(arguments, environment, out).code;
        } catch (UsageError e) {
            complain.accept(e.getMessage());
            return ExitStatus.USAGE.code;
        } catch (Failure e) {
            complain.accept(e.getMessage());
            return e.status.code;
        } finally {
            out.flush();
        }
    }

    private static ExitStatus run(String[] arguments, Map<String, String> environment, PrintStream stream) {
        Command command = ALL.stream()
                .filter(each -> each.name().equals(arguments[0]))
                .findFirst()
                .orElseThrow();
        Given given = Given.read(Arrays.copyOfRange(arguments, 1, arguments.length), command, environment);
        if (given.flag(Option.HELP.name())) {
            stream.print(command.help());
            return ExitStatus.DONE;
        }
        try (SimulatorClient simulator = new SimulatorClient(
                given.value(Option.URL), given.value(Option.MERCHANT), given.value(Option.CONTROL_TOKEN))) {
            return command.action().run(given, simulator, new Output(stream, given.flag(Option.JSON.name())));
        }
    }
}
