package io.github.assetpaysim.simulator.cli.command;

import java.util.ArrayList;
import java.util.List;

/**
 * A command that talks to a running simulator.
 *
 * @param arguments what stands behind its name, in words; empty for nothing
 * @param does one sentence, for lists of all
 * @param more what its own help says besides
 * @param own the options that not every command has
 * @param action runs it
 */
record Command(String name, String arguments, String does, String more, List<Option> own, Action action) {
    private static final int LINE = 100;

    /** What a command does with what stands on its command line. */
    @FunctionalInterface
    interface Action {
        /**
         * Does it.
         *
         * @throws UsageError when the command line cannot be meant
         * @throws Failure when it cannot be done
         */
        ExitStatus run(Given given, SimulatorClient simulator, Output out);
    }

    /** Its own options, then those of every command. */
    List<Option> options() {
        List<Option> all = new ArrayList<>(own);
        all.addAll(Option.COMMON);
        return all;
    }

    /** What follows {@code java -jar assetpay-simulator.jar}. */
    String usage() {
        return arguments.isEmpty() ? name : name + " " + arguments;
    }

    /** Its help text. */
    String help() {
        StringBuilder text = new StringBuilder(name + ": " + does + ".\n\n  java -jar assetpay-simulator.jar " + usage()
                + " [options]\n\n" + (more.isEmpty() ? "" : more + "\n"));
        for (Option option : options()) {
            text.append("  --")
                    .append(option.name())
                    .append(option.repeatable() ? " (may be repeated)" : "")
                    .append('\n');
            text.append(indented(option.meaning(), 8));
            if (option.allowed() != null) {
                String otherwise = option.standard() == null ? "" : "; otherwise " + option.standard();
                text.append(indented(option.allowed() + otherwise, 8));
            }
        }
        text.append("\nExit status:\n");
        for (ExitStatus status : ExitStatus.values()) {
            text.append("  ")
                    .append(status.code)
                    .append(indented(status.meaning, 5).substring(3));
        }
        return text.toString();
    }

    /** Lines that are not too long. */
    private static String indented(String text, int by) {
        String indent = " ".repeat(by);
        return indent
                + text.replaceAll("(.{1," + (LINE - by) + "})(?: |$)", "$1\n" + indent)
                        .stripTrailing()
                + "\n";
    }
}
