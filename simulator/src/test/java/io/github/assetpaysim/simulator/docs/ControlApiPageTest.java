package io.github.assetpaysim.simulator.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.catalog.Catalogue;
import io.github.assetpaysim.simulator.control.ControlApi;
import io.github.assetpaysim.simulator.dialect.co.CoDialect;
import io.github.assetpaysim.simulator.fault.ApiFaults;
import io.github.assetpaysim.simulator.fault.CallbackFaults;
import io.github.assetpaysim.simulator.fault.FaultKind;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.setting.Values;
import io.javalin.Javalin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about the control API: it has every call, every fault, and examples that run. */
class ControlApiPageTest {
    private static final Path PAGE = Path.of("..", "docs", "control-api.md");
    private static final Pattern CALL = Pattern.compile("(?m)^### `([A-Z]+ /_sim[^`]*)`$");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```sh\n(.*?)```");
    private static final Pattern FAULT = Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\| [^|]* \\| [^|]* \\|$");

    @TempDir
    Path dir;

    private static String page() throws IOException {
        return Files.readString(PAGE);
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }

    @Test
    void it_has_every_call_of_the_code_and_no_other() throws IOException {
        CoDialect co = new CoDialect("test");
        ControlApi api = new ControlApi(null, co, co.explainer(), new Catalogue(), "1", true, "127.0.0.1", null);
        Javalin javalin = Javalin.create(config -> api.addTo(config.routes));
        List<String> calls = javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .map(endpoint -> endpoint.method + " " + endpoint.path)
                .toList();

        assertThat(calls).hasSizeGreaterThan(30);
        assertThat(all(CALL, page())).containsExactlyInAnyOrderElementsOf(calls);
    }

    @Test
    void it_names_the_settings_that_can_be_changed_and_no_other() throws IOException {
        String section = page().split("### `PATCH [^`]*`\\s+")[1];
        List<String> named = all(Pattern.compile("`([a-zA-Z]+)`"), section.substring(0, section.indexOf("; `null`")));
        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                MerchantSettings.ALL.stream()
                                        .filter(Setting::patchable)
                                        .map(setting -> setting.name().split("\\.")[0]),
                                Stream.of("assumptions"))
                        .distinct()
                        .toList());
    }

    @Test
    void it_has_every_kind_of_fault_as_the_code_words_it() throws IOException {
        List<String> rows =
                FAULT.matcher(page()).results().map(match -> match.group()).toList();
        assertThat(rows)
                .containsExactlyElementsOf(
                        Stream.concat(CallbackFaults.ALL.stream(), ApiFaults.of(new CoDialect("test")).stream())
                                .map(ControlApiPageTest::row)
                                .toList());
    }

    private static String row(FaultKind kind) {
        return "| `" + kind.name() + "` | " + kind.does() + " | "
                + kind.parameters().stream().map(ControlApiPageTest::parameter).collect(Collectors.joining(", "))
                + " |";
    }

    private static String parameter(Setting<?> parameter) {
        String standard = Values.NONE.text(parameter);
        return "`" + parameter.name() + "`"
                + (standard != null ? " = " + standard : parameter.required() ? "" : " (optional)");
    }

    @Test
    void each_call_has_an_example_with_curl_and_all_of_them_run_in_order() throws Exception {
        String page = page();
        List<String> sections = List.of(page.split("(?m)^### "));
        for (String section : sections.subList(1, sections.size())) {
            String call = section.substring(1, section.indexOf('`', 1));
            List<String> examples = all(EXAMPLE, section.split("(?m)^## ")[0]);
            assertThat(examples).as(call).hasSize(1);
            String method = call.substring(0, call.indexOf(' '));
            String path = call.substring(call.indexOf('/'))
                    .replace("/{id}", "/shop")
                    .replaceAll("\\{(tradeId|callbackId)}", "\\\\\\$[A-Z]+")
                    .replaceAll("\\{steamId}", "765611980[0-9]+");
            assertThat(examples.get(0)).as(call).containsPattern("curl -sf .*\\$SIM" + path + "($|[ ?)\"])");
            if (!method.equals("GET")) {
                assertThat(examples.get(0)).as(call).contains(method.equals("POST") ? "-d '" : "-X " + method);
            }
        }
        assumeTrue(exists("bash") && exists("curl"), "bash and curl are not installed");
        List<String> script = new ArrayList<>(List.of("set -eu -o pipefail"));
        int number = 0;
        try (Simulator simulator = Simulator.start(Settings.STANDARD)) {
            for (String example : all(EXAMPLE, page)) {
                script.add("echo; echo '--- example " + ++number + "'");
                script.add(example.replace(
                        "http://127.0.0.1:8080", simulator.baseUrl().toString()));
            }
            script.add("echo; echo '--- done'");
            Path file = Files.writeString(dir.resolve("page.sh"), String.join("\n", script));
            Path output = dir.resolve("output");
            Process process = new ProcessBuilder("bash", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            String printed = Files.readString(output, UTF_8);
            assertThat(process.exitValue()).as(printed).isZero();
            assertThat(printed).contains("--- done").contains("\"neverStruck\"").contains("swap-with-next");
        }
    }

    private static boolean exists(String command) throws Exception {
        return new ProcessBuilder("sh", "-c", "command -v " + command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
