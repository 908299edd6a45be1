package io.github.assetpaysim.simulator.cli.command;

import java.util.List;
import java.util.Locale;

/**
 * An option of a command.
 *
 * @param name without the dashes
 * @param allowed what it takes, in words; null for a flag
 * @param standard what holds without it, as text; null when nothing does
 * @param repeatable whether it may be given several times
 */
record Option(String name, String allowed, String standard, String meaning, boolean repeatable) {
    private static final String PREFIX = "ASSETPAY_SIM_";

    static final Option URL = new Option(
            "url",
            "an http or https URL",
            "http://127.0.0.1:8080",
            "where the simulator is; also " + PREFIX + "URL",
            false);
    static final Option MERCHANT = new Option(
            "merchant",
            "the id of a merchant",
            "default",
            "whose trades and callbacks; also " + PREFIX + "MERCHANT",
            false);
    static final Option CONTROL_TOKEN = new Option(
            "control-token",
            "text",
            null,
            "what the simulator was started with; also " + PREFIX + "CONTROL_TOKEN",
            false);
    static final Option JSON = flag("json", "prints JSON, for programs");
    static final Option HELP = flag("help", "shows this text");

    /** What every command has. */
    static final List<Option> COMMON = List.of(URL, MERCHANT, CONTROL_TOKEN, JSON, HELP);

    static Option of(String name, String allowed, String meaning) {
        return new Option(name, allowed, null, meaning, false);
    }

    static Option of(String name, String allowed, String standard, String meaning) {
        return new Option(name, allowed, standard, meaning, false);
    }

    static Option flag(String name, String meaning) {
        return new Option(name, null, null, meaning, false);
    }

    static Option repeatable(String name, String allowed, String meaning) {
        return new Option(name, allowed, null, meaning, true);
    }

    /** Its twin in the environment, for the first three of {@link #COMMON}. */
    String variable() {
        return PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
