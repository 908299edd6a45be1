package io.github.assetpaysim.contract.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the steps of a job as the runner of GitHub Actions does: shells, expressions, composite actions of this repository, the files in
 * which steps leave variables, outputs and the summary, and commands in what they print. Other actions are only noted.
 */
final class GithubRunner {
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{ ([\\w.-]+) }}");
    private static final Pattern OWN_ACTION =
            Pattern.compile("(?:\\.|[\\w-]+/assetpay-simulator)/(\\.github/actions/[\\w-]+)(?:@\\S+)?");
    private static final Pattern COMMAND = Pattern.compile("::([\\w-]+)(?: ([^:]*))?::(.*)");

    /** What a step said to the runner, such as an error, with its properties and its text unescaped. */
    record Command(String name, Map<String, String> properties, String text) {}

    /** A step that uses an action of somebody else. */
    record Used(String action, Map<String, String> with) {}

    /**
     * How a step or a job ended.
     *
     * @param outputs by name; of a job by {@code steps.<id>.outputs.<name>}
     */
    record Ended(boolean succeeds, Map<String, String> outputs) {}

    final List<Command> commands = new ArrayList<>();
    final List<Used> used = new ArrayList<>();
    final StringBuilder log = new StringBuilder();
    /** What steps find in their environment, also what earlier ones have left there. */
    final Map<String, String> environment = new HashMap<>();

    private final Path workspace;
    private final Path temporary;
    private final Path summary;
    private final UnaryOperator<String> edit;
    private final Map<String, Consumer<Map<String, String>>> others = new HashMap<>();
    /** Where steps look for programs. */
    String path;

    /**
     * @param workspace where steps run
     * @param temporary where all else is
     * @param edit makes addresses in the texts of a workflow those of the test
     */
    GithubRunner(Path workspace, Path temporary, UnaryOperator<String> edit) throws IOException {
        this.workspace = workspace;
        this.temporary = Files.createDirectories(temporary);
        this.edit = edit;
        summary = Files.writeString(temporary.resolve("summary.md"), "");
        path = Files.createDirectories(temporary.resolve("programs")) + ":" + System.getenv("PATH");
    }

    String summary() throws IOException {
        return Files.readString(summary);
    }

    List<Command> said(String name) {
        return commands.stream().filter(command -> command.name().equals(name)).toList();
    }

    /** Makes a program that steps find before others. */
    void program(String name, String text) throws IOException {
        Path program = Files.writeString(temporary.resolve("programs").resolve(name), text);
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    /** What an action of somebody else does with its inputs; nothing unless told. */
    void when(String action, Consumer<Map<String, String>> does) {
        others.put(action, does);
    }

    /**
     * Runs the steps of a job.
     *
     * @param contexts values of expressions, such as {@code secrets.KEY}
     */
    Ended job(JsonNode job, Map<String, String> contexts) throws Exception {
        return steps(job.path("steps"), contexts, null);
    }

    /** Runs one action of this repository, as a step of a job. */
    Ended action(String name, Map<String, String> inputs) throws Exception {
        return composite(Page.ROOT.resolve(".github/actions").resolve(name), inputs);
    }

    private Ended steps(JsonNode steps, Map<String, String> given, Path action) throws Exception {
        Map<String, String> contexts = new HashMap<>(given);
        boolean succeeds = true;
        for (JsonNode step : steps) {
            assertThat(step.has("uses") ^ step.has("run")).as(step.toString()).isTrue();
            assertThat(step.path("if").asText("always()")).isEqualTo("always()");
            if (succeeds || step.has("if")) {
                Ended ended = step.has("run") ? run(step, contexts, action) : uses(step, contexts);
                String id = step.path("id").asText();
                ended.outputs().forEach((name, value) -> contexts.put("steps." + id + ".outputs." + name, value));
                succeeds &= ended.succeeds();
            }
        }
        return new Ended(succeeds, contexts);
    }

    private Ended uses(JsonNode step, Map<String, String> contexts) throws Exception {
        String action = step.path("uses").textValue();
        Map<String, String> with = new HashMap<>();
        step.path("with")
                .properties()
                .forEach(input -> with.put(input.getKey(), evaluated(input.getValue(), contexts)));
        Matcher own = OWN_ACTION.matcher(action);
        if (own.matches()) {
            return composite(Page.ROOT.resolve(own.group(1)), with);
        }
        used.add(new Used(action, with));
        others.getOrDefault(action.replaceFirst("@.*", ""), nothing -> {}).accept(with);
        return new Ended(true, Map.of());
    }

    private Ended composite(Path action, Map<String, String> with) throws Exception {
        JsonNode yaml = Page.yaml(Files.readString(action.resolve("action.yml")));
        assertThat(yaml.at("/runs/using").asText()).isEqualTo("composite");
        Map<String, String> contexts = new HashMap<>();
        yaml.path("inputs").properties().forEach(input -> {
            String value = with.get(input.getKey());
            if (value == null) {
                assertThat(input.getValue().has("default"))
                        .as("needed: " + input)
                        .isTrue();
                value = edit.apply(input.getValue().path("default").asText());
            }
            contexts.put("inputs." + input.getKey(), value);
        });
        with.keySet().forEach(input -> assertThat(contexts).containsKey("inputs." + input));
        Ended ended = steps(yaml.at("/runs/steps"), contexts, action);
        Map<String, String> outputs = new HashMap<>();
        yaml.path("outputs")
                .properties()
                .forEach(output -> outputs.put(
                        output.getKey(),
                        EXPRESSION
                                .matcher(output.getValue().path("value").textValue())
                                .replaceAll(found ->
                                        Matcher.quoteReplacement(ended.outputs().getOrDefault(found.group(1), "")))));
        return new Ended(ended.succeeds(), outputs);
    }

    private String evaluated(JsonNode text, Map<String, String> contexts) {
        return EXPRESSION.matcher(edit.apply(text.asText())).replaceAll(found -> {
            assertThat(contexts).containsKey(found.group(1));
            return Matcher.quoteReplacement(contexts.get(found.group(1)));
        });
    }

    private Ended run(JsonNode step, Map<String, String> contexts, Path action) throws Exception {
        assertThat(action == null || step.has("shell"))
                .as("a composite action names its shell")
                .isTrue();
        Path script = Files.createTempFile(temporary, "step", ".sh");
        Files.writeString(script, evaluated(step.path("run"), contexts));
        List<String> line = step.path("shell").asText().equals("bash")
                ? List.of("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script.toString())
                : List.of("bash", "-e", script.toString());
        Path variables = Files.createTempFile(temporary, "step", ".env");
        Path results = Files.createTempFile(temporary, "step", ".output");
        Path paths = Files.createTempFile(temporary, "step", ".path");
        Map<String, String> own = new HashMap<>(Map.of(
                "GITHUB_ENV", variables.toString(),
                "GITHUB_OUTPUT", results.toString(),
                "GITHUB_PATH", paths.toString(),
                "GITHUB_STEP_SUMMARY", summary.toString(),
                "RUNNER_TEMP", temporary.toString()));
        if (action != null) {
            own.put("GITHUB_ACTION_PATH", action.toString());
        }
        step.path("env").properties().forEach(each -> own.put(each.getKey(), evaluated(each.getValue(), contexts)));
        int status = execute(line, own);
        environment.putAll(values(variables));
        for (String added : Files.readAllLines(paths)) {
            path = added + ":" + path;
        }
        return new Ended(status == 0, values(results));
    }

    /** Runs a command on this machine, beyond any workflow; gives its exit status. */
    int execute(List<String> line, Map<String, String> variables) throws Exception {
        Path printed = Files.createTempFile(temporary, "step", ".log");
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(workspace.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment().putAll(environment);
        builder.environment().putAll(variables);
        builder.environment().put("PATH", path);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES))
                    .as(Files.readString(printed))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        listen(Files.readString(printed));
        return process.exitValue();
    }

    /** Finds the commands in what was printed, between those that stop and resume them. */
    private void listen(String printed) {
        log.append(printed);
        String resume = null;
        for (String line : printed.split("\r?\n|\r")) {
            Matcher command = COMMAND.matcher(line.strip());
            if (!command.matches()) {
                continue;
            }
            if (resume != null) {
                resume = command.group(1).equals(resume) ? null : resume;
            } else if (command.group(1).equals("stop-commands")) {
                resume = command.group(3);
            } else {
                commands.add(new Command(command.group(1), properties(command.group(2)), unescaped(command.group(3))));
            }
        }
    }

    private static Map<String, String> properties(String text) {
        Map<String, String> properties = new LinkedHashMap<>();
        if (text != null) {
            for (String property : text.split(",")) {
                String[] parts = property.split("=", 2);
                properties.put(parts[0], unescaped(parts[1].replace("%3A", ":").replace("%2C", ",")));
            }
        }
        return properties;
    }

    private static String unescaped(String text) {
        return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    }

    /** The names and values in a file that a step has appended to, as {@code NAME=VALUE} or around lines. */
    private static Map<String, String> values(Path file) throws IOException {
        Map<String, String> values = new HashMap<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            String[] pair = lines.get(i).split("=", 2);
            if (pair.length == 2) {
                values.put(pair[0], pair[1]);
                continue;
            }
            String[] head = lines.get(i).split("<<", 2);
            List<String> value = new ArrayList<>();
            while (!lines.get(++i).equals(head[1])) {
                value.add(lines.get(i));
            }
            values.put(head[0], String.join("\n", value));
        }
        return values;
    }
}
