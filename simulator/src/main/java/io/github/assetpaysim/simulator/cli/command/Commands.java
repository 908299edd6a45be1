package io.github.assetpaysim.simulator.cli.command;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** The commands that talk to a running simulator, over HTTP like everybody else. */
public final class Commands {
    private Commands() {}

    /** Their names. */
    public static List<String> names() {
        return Command.ALL.stream().map(Command::name).toList();
    }

    /** A line for each, for a help text. */
    public static String overview() {
        StringBuilder text = new StringBuilder();
        Command.ALL.forEach(each -> text.append(String.format(Locale.ROOT, "  %-31s%s\n", each.usage(), each.does())));
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
            return run(arguments, environment, out).ordinal();
        } catch (UsageError e) {
            complain.accept(e.getMessage());
            return ExitStatus.USAGE.ordinal();
        } catch (Failure e) {
            complain.accept(e.getMessage());
            return e.status.ordinal();
        } finally {
            out.flush();
        }
    }

    private static ExitStatus run(String[] arguments, Map<String, String> environment, PrintStream stream) {
        Command command = Command.ALL.stream()
                .filter(each -> each.name().equals(arguments[0]))
                .findFirst()
                .orElseThrow();
        Given given = Given.read(Arrays.copyOfRange(arguments, 1, arguments.length), command.options(), environment);
        if (given.flag(Option.HELP.name())) {
            stream.print(command.help());
            return ExitStatus.DONE;
        }
        SimulatorClient simulator = new SimulatorClient(
                given.value(Option.URL), given.value(Option.MERCHANT), given.value(Option.CONTROL_TOKEN));
        Output out = new Output(stream, given.flag(Option.JSON.name()));
        return switch (command.name()) {
            case "trigger" -> Trigger.run(word(given, command), given, simulator, out);
            case "trades" -> Listing.trades(optionalWord(given, command), given, simulator, out);
            case "callbacks" -> Listing.callbacks(optionalWord(given, command), given, simulator, out);
            case "tail" -> {
                noWord(given, command);
                yield Tail.run(simulator, out);
            }
            case "advance" -> Actions.advance(word(given, command), simulator, out);
            case "resend" -> Actions.resend(optionalWord(given, command), given, simulator, out);
            case "fault" -> Faults.plan(given, simulator, out);
            case "faults" -> Faults.list(optionalWord(given, command), given, simulator, out);
            default -> Actions.event(command.name(), word(given, command), simulator, out);
        };
    }

    private static String word(Given given, Command command) {
        String word = optionalWord(given, command);
        if (word == null) {
            throw new UsageError(
                    command.name() + " needs " + command.arguments() + "; " + command.name() + " --help tells more");
        }
        return word;
    }

    /** The only word, or null. */
    private static String optionalWord(Given given, Command command) {
        if (given.words().size() > 1) {
            throw tooMany(given.words().get(1), command);
        }
        return given.words().isEmpty() ? null : given.words().get(0);
    }

    private static void noWord(Given given, Command command) {
        if (!given.words().isEmpty()) {
            throw tooMany(given.words().get(0), command);
        }
    }

    private static UsageError tooMany(String word, Command command) {
        return new UsageError("'" + word + "' is too much; write: " + command.usage() + " [options]");
    }
}
