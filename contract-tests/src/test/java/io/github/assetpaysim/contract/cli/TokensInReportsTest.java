package io.github.assetpaysim.contract.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever has a token is that user for a day: no report may hold one, or what one can be put together from. */
class TokensInReportsTest {
    private static final String SECRET = "tokens-in-reports";
    /** HMAC-SHA256 in Base64 by itself, and behind a dot also what was cut from one. */
    private static final String SIGNATURE = "(?<![\\w-])[\\w-]{43}(?![\\w-])|\\.(?!eyJ)[\\w-]{22,}";

    private static Simulator simulator;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        simulator = Simulator.start(Settings.SERVE
                .with(Settings.PORT, 0)
                .with("apiKey", "ap_tokens")
                .with("apiSecret", SECRET));
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    /** With another secret the kit finds the host's signatures wrong, and tells of that. */
    @ParameterizedTest
    @ValueSource(strings = {SECRET, "mistyped-" + SECRET})
    void no_report_holds_the_signature_of_a_token(String secret) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, UTF_8);

        new Cli(print, print, false)
                .run(
                        "api",
                        "--target",
                        simulator.toString(),
                        "--no-control",
                        "--api-key",
                        "ap_tokens",
                        "--api-secret",
                        secret,
                        "--steam-id",
                        "76561198012345678",
                        "--trade-url",
                        "https://steamcommunity.com/tradeoffer/new/?partner=52079950&token=SimUser1",
                        "--only",
                        "authenticate,token,forgery",
                        "--verbose",
                        "--report",
                        directory.toString());

        assertThat(out.toString(UTF_8)).doesNotContainPattern(SIGNATURE);
        for (String file : new String[] {"report.html", "report.json", "junit.xml"}) {
            assertThat(directory.resolve(file)).content().contains("FORGE-14").doesNotContainPattern(SIGNATURE);
        }
    }
}
