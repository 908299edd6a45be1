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
 */
record Command(String name, String arguments, String does, String more, List<Option> own) {
    private static final int LINE = 100;

    private static final String TRADE = """
            TRADE is the id of a trade, the first characters of it (4 or more), its externalId, or last.
            What cannot happen is refused, with what can.
            """;

    /** All there are, in the order of the help text. */
    static final List<Command> ALL = List.of(
            new Command(
                    "trigger",
                    "deposit|withdrawal",
                    "makes a trade as a user would, and leads it to a status",
                    Trigger.HELP,
                    Trigger.OPTIONS),
            new Command(
                    "trades",
                    "[TRADE]",
                    "lists trades, the newest last, or shows all about one",
                    "TRADE is the id of a trade, the first characters of it (4 or more), its externalId, or last.\n",
                    List.of(
                            Option.of("status", "a status", "only those with it"),
                            Option.flag("open", "only those that are not over"),
                            Listing.LIMIT)),
            new Command(
                    "callbacks",
                    "[CALLBACK]",
                    "lists callbacks, the newest last, or shows one with every attempt",
                    "CALLBACK is the id of a callback, the first characters of it (4 or more), or last.\n",
                    List.of(
                            Option.of("trade", "a trade, as for trades", "only those of it"),
                            Option.flag("failed", "only those whose last attempt failed, or that have no URL to go to"),
                            Listing.LIMIT)),
            new Command("tail", "", "prints what happens, until Ctrl-C or the merchant ends", "", List.of()),
            new Command(
                    "advance",
                    "DURATION|next",
                    "lets time pass: 7d, 10s, or until what is due next",
                    "It ends when all that fell due has run, callbacks and their retries included.\n",
                    List.of()),
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
                    "CALLBACK is the id of a callback, the first characters of it (4 or more), or last.\n",
                    List.of(
                            Option.flag(
                                    "failed", "every callback whose last attempt failed, or that had no URL to go to"),
                            Option.of("to", "a URL", "there instead of the merchant's own"))),
            new Command(
                    "fault",
                    "NAME [PARAMETER=VALUE…]",
                    "plans something to go wrong",
                    "It strikes the next callback that matches, or the next request if it is a fault of requests.\n"
                            + "faults lists all names; faults NAME tells the parameters of one.\n",
                    Faults.TRIGGER),
            new Command(
                    "faults",
                    "[NAME]",
                    "lists what can go wrong and what is planned, or tells all about one fault",
                    "",
                    List.of(
                            Option.flag("planned", "only the plan, with how often each fault has struck"),
                            Option.flag("clear", "empties the plan; what a fault keeps back is sent"))));

    private static Command event(String name, String does) {
        return new Command(name, "TRADE", does, TRADE, List.of());
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
                    .append(status.ordinal())
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
