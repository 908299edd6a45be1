package io.github.assetpaysim.simulator.cli;

import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.cli.command.Syntax;
import io.github.assetpaysim.simulator.cli.command.UsageError;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.setting.Assumptions;
import io.github.assetpaysim.simulator.setting.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;

/**
 * Every option of the command line with its twin in the environment; which of both was given, the command line first.
 *
 * @param values what was given, by the names of the options
 * @param words what was given that is no option: the command
 * @param ignored variables that {@link ServiceLinks} put into the environment
 */
record Options(Map<String, List<String>> values, List<String> words, List<String> ignored) {
    static final String PREFIX = "ASSETPAY_SIM_";

    /** All there are, in the order of the help text. */
    static final List<Known> KNOWN = known();

    /**
     * One option.
     *
     * @param name without the dashes
     * @param allowed what it takes, in words; null for a flag
     * @param standard what holds without it, as text; null when nothing does
     */
    record Known(String name, String allowed, String standard, String meaning) {
        Known(String name, String allowed, String meaning) {
            this(name, allowed, null, meaning);
        }

        static Known secretFile(String name) {
            return new Known(
                    name,
                    "a path",
                    "UTF-8 file with the API secret; a byte order mark and line ends around it are dropped");
        }

        String variable() {
            return PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
        }
    }

    private static List<Known> known() {
        List<Known> known = new ArrayList<>();
        settings()
                .forEach(setting -> known.add(new Known(
                        optionName(setting.name()),
                        setting.allowed(),
                        Settings.SERVE.text(setting),
                        setting.meaning())));
        known.add(Known.secretFile("api-secret-file"));
        known.add(
                new Known(
                        "assume",
                        "name=value",
                        "answers an open question otherwise; may be given several times, in the environment with commas between"));
        known.add(new Known("no-control", null, "switches /_sim off: nothing but AssetPay's own API is there"));
        known.add(new Known("no-page", null, "shows no page for browsers at / and /_sim/; the control API stays"));
        known.add(new Known("quiet", null, "no log on standard error"));
        known.add(new Known("help", null, "shows this text"));
        known.add(new Known("version", null, "shows version, commit and JDK"));
        return List.copyOf(known);
    }

    /** Those that have an option of their own. */
    static Stream<Setting<?>> settings() {
        return Stream.concat(Settings.ALL.stream(), MerchantSettings.ALL.stream())
                .filter(setting -> !Assumptions.ALL.contains(setting));
    }

    /** {@code steam.outcome} becomes {@code steam-outcome}, {@code callbackUrl} becomes {@code callback-url}. */
    static String optionName(String settingName) {
        return settingName.replace('.', '-').replaceAll("[A-Z]", "-$0").toLowerCase(Locale.ROOT);
    }

    /**
     * Reads arguments and environment.
     *
     * @throws UsageError for anything unknown or doubled
     */
    static Options read(String[] arguments, Map<String, String> environment) {
        return read(arguments, environment, KNOWN);
    }

    /** As above, for a command that has options of its own. */
    static Options read(String[] arguments, List<Known> known) {
        return read(arguments, Map.of(), known);
    }

    private static Options read(String[] arguments, Map<String, String> environment, List<Known> known) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        List<String> ignored = new ArrayList<>();
        new TreeMap<>(environment).forEach((variable, value) -> {
            if (ServiceLinks.injected(variable, environment)) {
                ignored.add(variable);
            } else if (variable.startsWith(PREFIX) && !Syntax.OF_COMMANDS.contains(variable)) {
                Known option = known.stream()
                        .filter(each -> each.variable().equals(variable))
                        .findFirst()
                        .orElseThrow(() -> Syntax.unknown(
                                "environment variable",
                                variable,
                                known.stream().map(Known::variable).toList()));
                fromEnvironment(option, value, values);
            }
        });
        CommandLine line = parse(arguments, known);
        for (Option option : line.getOptions()) {
            values.remove(option.getLongOpt());
        }
        for (Option option : line.getOptions()) {
            List<String> given = values.computeIfAbsent(option.getLongOpt(), name -> new ArrayList<>());
            if (!given.isEmpty() && !option.getLongOpt().equals("assume")) {
                throw new UsageError("--" + option.getLongOpt() + " is given more than once");
            }
            given.add(option.hasArg() ? option.getValue() : "true");
        }
        return new Options(values, line.getArgList(), ignored);
    }

    private static void fromEnvironment(Known option, String value, Map<String, List<String>> values) {
        if (option.allowed() == null) {
            switch (value) {
                case "true" -> values.put(option.name(), List.of("true"));
                case "false" -> {}
                default -> throw new UsageError(option.variable() + " must be true or false, not '" + value + "'");
            }
        } else {
            values.put(option.name(), option.name().equals("assume") ? List.of(value.split(",")) : List.of(value));
        }
    }

    private static CommandLine parse(String[] arguments, List<Known> known) {
        org.apache.commons.cli.Options options = new org.apache.commons.cli.Options();
        known.forEach(each -> options.addOption(Syntax.option(each.name(), each.allowed())));
        return Syntax.parse(arguments, options);
    }

    /** The value that was given, or null. */
    String value(String name) {
        List<String> given = values.get(name);
        return given == null ? null : given.get(0);
    }

    List<String> values(String name) {
        return values.getOrDefault(name, List.of());
    }

    boolean flag(String name) {
        return values.containsKey(name);
    }
}
