package io.github.assetpaysim.simulator.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.fixtures.Fixtures;
import io.github.assetpaysim.simulator.support.Page;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the recipes of the page about verifying callbacks against the vectors. */
class RecipesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path dir;

    @Test
    void the_javascript_recipe_accepts_the_vectors_and_refuses_the_others() throws Exception {
        Expected expected = writeVectors(true);
        Files.writeString(dir.resolve("recipe.mjs"), recipe("js") + """

                import { readFileSync } from 'node:fs';
                const { vectors, mustFail } = JSON.parse(readFileSync('vectors.json', 'utf8'));
                function check(entries, wanted) {
                  for (const { id, json, key, secret } of entries) {
                    let got;
                    try { got = verify(JSON.parse(json), key, secret); } catch (e) { got = String(e); }
                    if (got !== wanted) console.log(`${id}: ${got}`);
                  }
                  console.log(`${entries.length} ${wanted ? 'accepted' : 'refused'}`);
                }
                check(vectors, true);
                check(mustFail, false);
                """);

        assertThat(run("node", "recipe.mjs")).isEqualTo(expected.report());
    }

    @Test
    void the_python_recipe_accepts_the_vectors_and_refuses_the_others() throws Exception {
        Expected expected = writeVectors(false);
        Files.writeString(dir.resolve("recipe.py"), recipe("python") + """

                def check(entries, wanted):
                    for e in entries:
                        try:
                            got = verify(json.loads(e["json"]), e["key"], e["secret"])
                        except Exception as problem:
                            got = repr(problem)
                        if got is not wanted:
                            print(f"{e['id']}: {got}")
                    print(len(entries), "accepted" if wanted else "refused")

                with open("vectors.json", encoding="utf-8") as file:
                    everything = json.load(file)
                check(everything["vectors"], True)
                check(everything["mustFail"], False)
                """);

        assertThat(run("python3", "recipe.py")).isEqualTo(expected.report());
    }

    @Test
    void the_php_recipe_accepts_the_vectors_and_refuses_the_others() throws Exception {
        Expected expected = writeVectors(false);
        Files.writeString(dir.resolve("recipe.php"), "<?php\n" + recipe("php") + """

                function check(array $entries, bool $wanted): void {
                    foreach ($entries as $e) {
                        try {
                            $got = verify(json_decode($e->json), $e->key, $e->secret);
                        } catch (Throwable $problem) {
                            $got = $problem->getMessage();
                        }
                        if ($got !== $wanted) echo $e->id, ': ', json_encode($got), "\\n";
                    }
                    echo count($entries), $wanted ? ' accepted' : ' refused', "\\n";
                }

                $everything = json_decode(file_get_contents('vectors.json'));
                check($everything->vectors, true);
                check($everything->mustFail, false);
                """);

        assertThat(run("php", "recipe.php")).isEqualTo(expected.report());
    }

    @Test
    void the_java_recipe_accepts_the_vectors_and_refuses_the_others() throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assumeTrue(compiler != null, "this Java runtime has no compiler");
        Path source = Files.writeString(dir.resolve("CallbackSignature.java"), recipe("java"));
        int status = compiler.run(
                null,
                null,
                null,
                "-proc:none",
                "-classpath",
                System.getProperty("java.class.path"),
                "-d",
                dir.toString(),
                source.toString());
        assertThat(status).as("javac's exit status").isZero();

        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {dir.toUri().toURL()}, getClass().getClassLoader())) {
            Method verify = loader.loadClass("CallbackSignature")
                    .getMethod("verify", JsonNode.class, String.class, String.class);
            List<String> wrong = new ArrayList<>();
            for (JsonNode entry : list("vectors", false)) {
                if (!accepts(verify, entry)) {
                    wrong.add(entry.get("id").textValue());
                }
            }
            for (JsonNode entry : list("mustFail", false)) {
                if (accepts(verify, entry)) {
                    wrong.add(entry.get("id").textValue());
                }
            }
            assertThat(wrong).isEmpty();
        }
    }

    @Test
    void the_java_recipe_is_what_the_demo_runs() throws IOException {
        String source = Files.readString(
                Path.of("src/main/java/io/github/assetpaysim/simulator/cli/demo/CallbackSignature.java"));

        assertThat(recipe("java"))
                .isEqualTo(source.substring(source.indexOf("import ")).replaceFirst("/\\*\\*.*?\\*/\n", ""));
    }

    private static boolean accepts(Method verify, JsonNode entry) throws Exception {
        JsonNode trade = JSON.readTree(entry.get("json").textValue());
        return (boolean) verify.invoke(
                null, trade, entry.get("key").textValue(), entry.get("secret").textValue());
    }

    /** What a driver prints when every entry did as it should. */
    private record Expected(int accepted, int refused) {
        String report() {
            return accepted + " accepted\n" + refused + " refused\n";
        }
    }

    private Expected writeVectors(boolean exotic) throws IOException {
        ObjectNode file = JSON.createObjectNode();
        ArrayNode vectors = list("vectors", exotic);
        ArrayNode mustFail = list("mustFail", exotic);
        file.set("vectors", vectors);
        file.set("mustFail", mustFail);
        Files.write(dir.resolve("vectors.json"), JSON.writeValueAsBytes(file));
        return new Expected(vectors.size(), mustFail.size());
    }

    private static ArrayNode list(String name, boolean exotic) throws IOException {
        ArrayNode entries = JSON.createArrayNode();
        for (JsonNode entry :
                JSON.readTree(Fixtures.bytes("vectors/canonical-json.json")).get(name)) {
            boolean isExotic = false;
            for (JsonNode tag : entry.get("tags")) {
                isExotic |= tag.textValue().equals("exotic");
            }
            if (exotic || !isExotic) {
                entries.add(entry);
            }
        }
        assertThat(entries).as(name).hasSizeGreaterThan(20);
        if (name.equals("mustFail")) {
            addWrongForms(entries);
        }
        return entries;
    }

    /** The right key of a trade in forms in which careless comparison takes it. */
    private static void addWrongForms(ArrayNode entries) throws IOException {
        JsonNode right = JSON.readTree(Fixtures.bytes("vectors/canonical-json.json"))
                .get("vectors")
                .get(0);
        String key = right.get("key").textValue();
        for (String form : List.of(
                "[\"KEY\"]",
                "[[\"KEY\"]]",
                "{\"key\":\"KEY\"}",
                "[]",
                "{}",
                "true",
                "0",
                "1",
                "null",
                "\"\"",
                "\" KEY \"",
                "\"KEY\\n\"",
                "\"KEYzz\"",
                "\"KEYKEY\"",
                "\"0xKEY\"",
                "\"sha256=KEY\"",
                "\"" + key.substring(0, 32) + "\"",
                "\"" + key.substring(0, 62) + "zz\"",
                "\"" + key.substring(0, 63) + "é\"")) {
            ObjectNode entry = right.deepCopy();
            entries.add(entry.put("id", "key " + form).set("key", JSON.readTree(form.replace("KEY", key))));
        }
    }

    private static String recipe(String language) {
        List<String> recipes = Page.of("docs/verifying-callbacks.md").blocks(language);
        assertThat(recipes).as("recipes in %s", language).hasSize(1);
        return recipes.get(0);
    }

    private String run(String... command) throws Exception {
        Path output = dir.resolve("output.txt");
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(dir.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            assumeTrue(false, command[0] + " is not on the PATH");
            throw e;
        }
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("%s ends within a minute", command[0])
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output, UTF_8);
    }
}
