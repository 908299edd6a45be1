package io.github.assetpaysim.contract.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.plan.Nearest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** What was given: the words and options of the command line, over those of the configuration file. */
final class Arguments {
    private final List<String> words;
    private final Map<String, List<String>> values;
    private final Set<String> given;

    private Arguments(List<String> words, Map<String, List<String>> values, Set<String> given) {
        this.words = words;
        this.values = values;
        this.given = given;
    }

    /** @throws UsageError for anything unknown or doubled, and for a configuration file that cannot be read */
    static Arguments read(String... arguments) {
        Map<String, List<String>> given = new LinkedHashMap<>();
        CommandLine line = parse(arguments);
        for (org.apache.commons.cli.Option option : line.getOptions()) {
            Option known = known("--", option.getLongOpt());
            List<String> values = given.computeIfAbsent(known.name(), name -> new ArrayList<>());
            if (!values.isEmpty() && !known.many()) {
                throw new UsageError("--" + known.name() + " is given more than once");
            }
            values.addAll(known.isFlag() ? List.of("true") : split(known, option.getValue()));
        }
        Map<String, List<String>> all = new LinkedHashMap<>();
        if (given.containsKey("config")) {
            all.putAll(configuration(given.get("config").get(0)));
        }
        all.putAll(given);
        return new Arguments(line.getArgList(), all, given.keySet());
    }

    private static CommandLine parse(String... arguments) {
        Options options = new Options();
        Option.ALL.forEach(known -> options.addOption(org.apache.commons.cli.Option.builder()
                .longOpt(known.name())
                .hasArg(!known.isFlag())
                .get()));
        try {
            return DefaultParser.builder().setAllowPartialMatching(false).get().parse(options, arguments);
        } catch (UnrecognizedOptionException e) {
            throw unknown("--", e.getOption().replaceFirst("^-+", "").replaceFirst("=.*", ""));
        } catch (MissingArgumentException e) {
            String name = e.getOption().getLongOpt();
            throw new UsageError(
                    "--" + name + " needs a value: " + known("--", name).takes());
        } catch (ParseException e) {
            throw new UsageError(e.getMessage());
        }
    }

    private static Option known(String prefix, String name) {
        return Option.ALL.stream()
                .filter(option -> option.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(prefix, name));
    }

    private static UsageError unknown(String prefix, String name) {
        String nearest = Nearest.to(name, Option.ALL.stream().map(Option::name).toList());
        return new UsageError(
                "there is no option " + prefix + name + "; did you mean " + prefix + nearest + "? --help lists all");
    }

    private static List<String> split(Option option, String value) {
        if (value.isBlank()) {
            throw new UsageError("--" + option.name() + " is empty: it takes " + option.takes());
        }
        return option.many() ? Arrays.stream(value.split(",")).map(String::trim).toList() : List.of(value);
    }

    private static Map<String, List<String>> configuration(String file) {
        JsonNode root;
        try {
            root = Json.readOnce(TextFile.read(file, "config").getBytes(UTF_8));
        } catch (IOException e) {
            throw new UsageError("--config: " + file + " is no JSON, or says something twice: "
                    + e.getMessage().replaceAll("\\s+", " "));
        }
        if (!root.isObject()) {
            throw new UsageError("--config: " + file + " holds no JSON object");
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : root.properties()) {
            String where = "--config: " + file + ": ";
            Option option;
            try {
                option = known("", member.getKey());
            } catch (UsageError e) {
                throw new UsageError(where + e.getMessage());
            }
            List<String> read = configured(option, member.getValue(), where);
            if (!read.isEmpty()) {
                values.put(option.name(), read);
            }
        }
        return values;
    }

    private static List<String> configured(Option option, JsonNode value, String where) {
        if (option.isFlag()) {
            if (!value.isBoolean()) {
                throw new UsageError(where + option.name() + " must be true or false, not " + value);
            }
            return value.booleanValue() ? List.of("true") : List.of();
        }
        if (option.many() && value.isArray()) {
            List<String> values = new ArrayList<>();
            value.forEach(each -> values.addAll(configured(option, each, where)));
            return values;
        }
        if (value.isTextual() && !value.textValue().isBlank()) {
            return split(option, value.textValue());
        }
        boolean text = value.isIntegralNumber() || option.takesObject() && value.isObject();
        if (!text) {
            throw new UsageError(where + option.name() + " must be " + option.takes() + ", not " + value);
        }
        return List.of(value.isObject() ? Json.text(value) : value.asText());
    }

    /** @throws UsageError for an option that means nothing to this command; the configuration file may have it, for another one */
    void requireOnlyOf(String command) {
        given.stream()
                .map(name -> known("--", name))
                .filter(option -> !option.isOf(command))
                .forEach(option -> {
                    throw new UsageError("--" + option.name() + " is an option of "
                            + (option.of() == null ? "commands that run a plan" : option.of()) + ", not of " + command);
                });
    }

    /** What was given that is no option. */
    List<String> words() {
        return words;
    }

    boolean flag(String name) {
        return values.containsKey(name);
    }

    /** The value that was given, or what holds without one; null when nothing does. */
    String value(String name) {
        List<String> given = values.get(name);
        return given == null ? known("--", name).standard() : given.get(0);
    }

    /** Every value that was given. */
    List<String> values(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** @throws UsageError when it was not given */
    String needed(String name) {
        String value = value(name);
        if (value == null) {
            throw new UsageError(
                    "missing is --" + name + ", " + known("--", name).meaning());
        }
        return value;
    }
}
