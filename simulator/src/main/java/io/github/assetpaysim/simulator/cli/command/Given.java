package io.github.assetpaysim.simulator.cli.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/**
 * What stands on a command line behind the name of the command.
 *
 * @param values by the names of the options
 * @param words what is no option
 */
record Given(Command command, Map<String, List<String>> values, List<String> words) {
    /**
     * Reads it.
     *
     * @throws UsageError for an option that does not exist or is given twice
     */
    static Given read(String[] arguments, Command command, Map<String, String> environment) {
        List<Option> options = command.options();
        Options known = new Options();
        for (Option option : options) {
            known.addOption(Syntax.option(option.name(), option.allowed()));
        }
        CommandLine line = Syntax.parse(arguments, known);
        Map<String, List<String>> values = new HashMap<>();
        for (Option option : options) {
            List<String> given = new ArrayList<>();
            for (org.apache.commons.cli.Option each : line.getOptions()) {
                if (each.getLongOpt().equals(option.name())) {
                    given.add(option.allowed() == null ? "true" : each.getValue());
                }
            }
            if (given.size() > 1 && !option.repeatable()) {
                throw new UsageError("--" + option.name() + " is given more than once");
            }
            boolean inEnvironment =
                    List.of(Option.URL, Option.MERCHANT, Option.CONTROL_TOKEN).contains(option);
            if (given.isEmpty() && inEnvironment && environment.get(option.variable()) != null) {
                given.add(environment.get(option.variable()));
            }
            if (!given.isEmpty()) {
                values.put(option.name(), given);
            }
        }
        return new Given(command, values, line.getArgList());
    }

    /** The only word, which must be there. */
    String word() {
        return optionalWord()
                .orElseThrow(() -> new UsageError(command.name() + " needs " + command.arguments() + "; "
                        + command.name() + " --help tells more"));
    }

    /** The only word, if there is one. */
    Optional<String> optionalWord() {
        refuseMoreThan(1);
        return words.stream().findFirst();
    }

    /** Checks that there are not more words. */
    void refuseMoreThan(int most) {
        if (words.size() > most) {
            throw new UsageError("'" + words.get(most) + "' is too much; write: " + command.usage() + " [options]");
        }
    }

    /** The value of an option, what holds without it, or null. */
    String value(Option option) {
        return value(option.name(), option.standard());
    }

    /** The value of the option with this name, or null. */
    String value(String name) {
        return value(name, null);
    }

    private String value(String name, String otherwise) {
        List<String> given = values.get(name);
        return given == null ? otherwise : given.get(0);
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    boolean flag(String name) {
        return values.containsKey(name);
    }

    /** The whole number that an option gives, or null. */
    Integer number(String name) {
        String given = value(name);
        if (given != null && !given.matches("[1-9]\\d{0,8}")) {
            throw new UsageError("--" + name + " must be a whole number from 1 on, not '" + given + "'");
        }
        return given == null ? null : Integer.valueOf(given);
    }
}
