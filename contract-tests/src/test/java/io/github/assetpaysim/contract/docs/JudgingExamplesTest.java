package io.github.assetpaysim.contract.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.assetpaysim.contract.merchant.probe.HttpProbe;
import io.javalin.Javalin;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The snippets of the page about judging a merchant. */
class JudgingExamplesTest {
    private static final Page PAGE = Page.of("docs/judging-a-merchant.md");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"HandlesAssetPayTest", "JudgingExamplesTest"})
    void every_example_in_Java_stands_in_a_test_that_runs(String test) throws IOException {
        String source = withoutIndentation(
                Files.readString(Path.of("src/test/java/io/github/assetpaysim/contract/docs", test + ".java")));
        assertThat(PAGE.blocks("java"))
                .hasSize(2)
                .filteredOn(block -> source.contains(withoutIndentation(block)))
                .hasSize(1);
    }

    private static String withoutIndentation(String text) {
        return text.replaceAll("(?m)^ +", "");
    }

    private record Ledger(BigDecimal usd) {
        BigDecimal balance(String steamId) {
            assertThat(steamId).isEqualTo("76561198000000001");
            return usd;
        }
    }

    @Test
    void the_probe_in_Java_tells_the_balance() throws Exception {
        Ledger ledger = new Ledger(new BigDecimal("151.43"));
        Javalin javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            // What follows stands on the page, word for word.
            // Javalin 7
            config.routes.get(
                    "/users/{steamId}", ctx -> ctx.json(Map.of("balance", ledger.balance(ctx.pathParam("steamId")))));
        });
        javalin.start("127.0.0.1", 0);
        try {
            HttpProbe probe = new HttpProbe("http://127.0.0.1:" + javalin.port() + "/users/{steamId}", "/balance");
            assertThat(probe.balance("76561198000000001")).isEqualByComparingTo("151.43");
        } finally {
            javalin.stop();
        }
    }

    @Test
    void the_probe_in_JavaScript_tells_the_balance() throws Exception {
        assertThat(run("node", "probe.mjs", """
                const ledger = { balance: async (steamId) => (steamId === '76561198000000001' ? 151.43 : 0) };
                const response = { json: (body) => console.log(JSON.stringify(body)) };
                const app = { get: (path, handler) => handler({ params: { steamId: '76561198000000001' } }, response) };
                """ + PAGE.blocks("js").get(0))).isEqualTo("{\"balance\":151.43}\n");
    }

    @Test
    void the_probe_in_Python_tells_the_balance() throws Exception {
        assertThat(run("python3", "probe.py", """
                import decimal, json
                class ledger:
                    def balance(steam_id):
                        return decimal.Decimal("151.43" if steam_id == "76561198000000001" else 0)
                class app:
                    def get(path):
                        return lambda handler: print(json.dumps(handler("76561198000000001")))
                """ + PAGE.blocks("python").get(0)))
                .isEqualTo("{\"balance\": 151.43}\n");
    }

    private String run(String language, String file, String program) throws Exception {
        Files.writeString(directory.resolve(file), program);
        Process process;
        try {
            process = new ProcessBuilder(language, file)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, language + " is not on the PATH");
            throw e;
        }
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }
}
