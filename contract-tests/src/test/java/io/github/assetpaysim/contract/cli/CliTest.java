package io.github.assetpaysim.contract.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.contract.Json;
import io.github.assetpaysim.contract.plan.Requirement;
import io.github.assetpaysim.contract.plan.Requirements;
import io.github.assetpaysim.contract.zoo.BrokenMerchant;
import io.github.assetpaysim.contract.zoo.Config;
import io.github.assetpaysim.contract.zoo.Flaw;
import io.github.assetpaysim.contract.zoo.Policy;
import io.github.assetpaysim.contract.zoo.ReferenceMerchant;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CliTest {
    private static final String SECRET = "cli-s3cret";
    private static Simulator simulator;
    private static ReferenceMerchant reference;
    /** Tells a forger the right key, and does everything else right. */
    private static BrokenMerchant broken;

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void start() {
        simulator = Simulator.start(Settings.STANDARD);
        reference = ReferenceMerchant.start(Config.of(SECRET, Policy.INSTANT));
        broken = BrokenMerchant.start(Flaw.ECHOES_EXPECTED_KEY, Config.of(SECRET, Policy.COMPLETED));
    }

    @AfterAll
    static void stop() {
        simulator.close();
        reference.close();
        broken.close();
    }

    private int run(String... arguments) {
        return new Cli(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false).run(arguments);
    }

    private int judge(ReferenceMerchant merchant, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "merchant",
                "--target",
                simulator.toString(),
                "--callback-url",
                merchant.callbackUrl().toString(),
                "--api-secret",
                SECRET,
                "--probe",
                merchant.url() + "/users/{steamId}",
                "--settle",
                "200ms"));
        arguments.addAll(Arrays.asList(more));
        return run(arguments.toArray(String[]::new));
    }

    private String told() {
        return out.toString(UTF_8);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    @Test
    void help_shows_every_option() {
        assertThat(run("--help")).isZero();
        assertThat(Option.ALL).allSatisfy(option -> assertThat(told()).contains("  --" + option.name() + "\n"));
        assertThat(told()).contains("Exit status");
    }

    @Test
    void version_shows_which_build_this_is_and_the_JDK() {
        assertThat(run("--version")).isZero();
        assertThat(told())
                .matches("assetpay-contract-tests \\d+\\.\\d+\\.\\d+(-SNAPSHOT)? \\(commit \\S+, JDK \\d\\S*\\)\\R");
    }

    @Test
    void list_shows_every_requirement() {
        assertThat(run("list")).isZero();
        assertThat(Requirements.MERCHANT)
                .extracting(Requirement::sentence)
                .allSatisfy(sentence -> assertThat(told()).contains(sentence));
        assertThat(told().lines().filter(line -> line.contains("  GATE-01 ")))
                .singleElement()
                .asString()
                .endsWith(", with withdrawals)");
        assertThat(told().lines().filter(line -> line.contains("  GATE-20 ")))
                .singleElement()
                .asString()
                .endsWith(", without withdrawals)");
        assertThat(told().lines().filter(line -> line.contains("  CB-01 ")))
                .singleElement()
                .asString()
                .doesNotContain("withdrawals)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    --tagret                                                     | did you mean --target?
                    judge                                                        | there are merchant, api, record, diff or list
                    merchant list                                                | 'list' is neither an option nor a command
                    merchant                                                     | missing is --target
                    merchant --target localhost:8080                             | the target 'localhost:8080' is no URL
                    merchant --target https://api.assetpay.co                    | production
                    merchant --target https://API.assetpay.gg./v1                | production
                    merchant --target http://a --callback-url nowhere            | the callback URL 'nowhere' is no URL
                    merchant --target http://a --api-secret s<CR>                 | the API secret ends with U+000D (CARRIAGE RETURN (CR))
                    merchant --target http://a --api-secret \uFEFFs               | the API secret begins with U+FEFF (BYTE ORDER MARK)
                    merchant --target http://a --api-key k\u00A0                  | the API key ends with U+00A0 (NO-BREAK SPACE)
                    merchant --target http://a --control-token \u200Bt            | the control token begins with U+200B (ZERO WIDTH SPACE)
                    merchant --target http://a --settle soon                     | --settle must be a duration
                    merchant --target http://a --settle 0s                       | longer than nothing
                    merchant --target http://a?b=c                               | without ? and #
                    merchant --target http://a --parallel 129                    | --parallel must be a number from 1 to 128
                    merchant --target http://a --credit-policy never             | completed, instant or auto, not 'never'
                    merchant --target http://a --only SIG-77                     | did you mean SIG-07
                    merchant --target http://a --skip nonce                      | did you mean once?
                    merchant --target http://a --probe http://m/balance          | put {steamId} there
                    merchant --target http://a --probe http://m/{steamId} --probe-pointer x | begins with a slash
                    merchant --target http://a --start-deposit http://m          | write a method and a URL
                    merchant --target http://a --start-deposit-body {}           | without --start-deposit
                    merchant --target http://a --start-deposit-body nofile --start-deposit x | there is no file nofile
                    merchant --target http://a --api-secret s --api-secret-file f | either --api-secret or
                    merchant --target http://a --api-secret-file nofile          | there is no file nofile
                    merchant --target http://a --steam-id 7                      | belong together
                    merchant --target http://a --allow everything                | there is no effect 'everything'; there are creates-trade,
                    merchant --target http://a --allow moves-money               | can only be creates-trade here
                    merchant --target http://a --no-control                      | --no-control is an option of api, not of merchant
                    api --target http://a --probe http://b/{steamId}             | --probe is an option of merchant, not of api
                    api --target https://api.assetpay.co                         | production
                    api --target http://a --receiver-port x                      | must be a number from 0 to 65535, not 'x'
                    api --target http://a --steam-id 1                           | --steam-id and --trade-url belong together
                    api --target http://a --only SIG-01                          | there is no requirement and no group 'SIG-01'
                    list everything                                              | those of merchant and api
                    merchant --target http://a --expected-failures nofile        | there is no file nofile
                    merchant --target http://a --report /dev/null/x              | nothing can be written
                    """)
    void a_wrong_command_line_is_status_2_and_one_line(String line, String reason) {
        assertThat(run(line.replace("<CR>", "\r").split(" "))).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .startsWith("assetpay-contract-tests: ")
                .contains(reason)
                .hasLineCount(1);
    }

    @Test
    void what_only_a_simulator_needs_is_asked_for_when_there_is_one() {
        assertThat(run("merchant", "--target", simulator.toString())).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("give it as --callback-url");
        assertThat(judge(reference, "--start-deposit", "POST " + reference.url() + "/deposits"))
                .isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("give it as --api-key");
    }

    @Test
    void a_target_out_of_reach_is_status_3() {
        assertThat(run("merchant", "--target", "http://127.0.0.1:1")).isEqualTo(3);
        assertThat(err.toString(UTF_8))
                .contains("cannot be reached", "--target")
                .hasLineCount(1);
    }

    @Test
    void a_right_merchant_is_status_0_with_progress_on_one_side_and_the_sum_on_the_other() {
        assertThat(judge(reference, "--only", "answers,SIG-07")).isZero();
        assertThat(err.toString(UTF_8)).startsWith("judging ").hasLineCount(1);
        assertThat(told())
                .startsWith("The merchant credits preCredit at HOLD")
                .endsWith(" PASS; everything that must hold does\n")
                .hasLineCount(2);
    }

    @Test
    void who_wants_it_sees_every_requirement() {
        assertThat(judge(reference, "--only", "CB-01", "--verbose")).isZero();
        assertThat(told()).startsWith("PASS          CB-01 ");
    }

    @Test
    void a_wrong_merchant_is_status_1_and_a_report_is_left() throws IOException {
        assertThat(judge(broken, "--only", "SIG-07,SIG-08", "--report", directory.toString()))
                .isEqualTo(1);
        assertThat(told())
                .contains("FAIL SIG-07", "expected: ", "curl -i -X POST")
                .contains("--data-binary @'" + directory.resolve("SIG-07.body") + "'");
        JsonNode report = Json.read(Files.readAllBytes(directory.resolve("report.json")));
        assertThat(report.at("/summary/fail").intValue()).isEqualTo(1);
        assertThat(directory.resolve("junit.xml")).content().contains("<failure message=\"FAIL: ");
    }

    @Test
    void without_a_report_the_callback_stands_in_the_text() {
        assertThat(judge(broken, "--only", "SIG-07")).isEqualTo(1);
        assertThat(told()).contains("head -c ", "<<'BODY' | curl");
    }

    @Test
    void an_expected_failure_does_not_fail_the_run_and_one_that_holds_does() throws IOException {
        String known = file("known.txt", "# what we know\nSIG-07 # told to mend\n\n");
        String more = file("more.txt", "SIG-07\nsig-08");

        assertThat(judge(broken, "--only", "SIG-07,SIG-08", "--expected-failures", known))
                .isZero();
        assertThat(judge(broken, "--only", "SIG-07,SIG-08", "--expected-failures", more))
                .isEqualTo(1);
        assertThat(told())
                .contains("SIG-08 was expected to fail, and holds", "; something holds that was expected to fail\n");
        assertThat(err.toString(UTF_8)).doesNotContain("not asked");
        judge(broken, "--only", "SIG-08", "--expected-failures", known);
        assertThat(err.toString(UTF_8)).contains("--expected-failures: not asked in this run: SIG-07");
        assertThat(judge(broken, "--expected-failures", file("wrong.txt", "SIG-99")))
                .isEqualTo(2);
        assertThat(judge(broken, "--expected-failures", file("group.txt", "signature")))
                .isEqualTo(2);
    }

    @Test
    void a_run_that_cannot_begin_leaves_no_report_of_an_earlier_one() throws IOException {
        for (String file : List.of("report.html", "report.json", "junit.xml", "CB-01.body", "notes.txt")) {
            Files.writeString(directory.resolve(file), "old");
        }

        assertThat(judge(reference, "--report", directory.toString(), "--probe-pointer", "/elsewhere"))
                .isEqualTo(3);

        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.map(file -> file.getFileName().toString())).containsExactly("notes.txt");
        }
    }

    @Test
    void a_selection_of_nothing_is_status_3_and_says_so_at_once() {
        assertThat(judge(reference, "--only", "CB-01", "--skip", "answers")).isEqualTo(3);

        assertThat(err.toString(UTF_8)).contains("Nothing is left to judge", "--skip");
    }

    @Test
    void a_run_that_judged_nothing_is_status_3() {
        assertThat(run(
                        "merchant",
                        "--target",
                        simulator.toString(),
                        "--callback-url",
                        reference.callbackUrl().toString(),
                        "--api-secret",
                        SECRET,
                        "--only",
                        "SIG-01"))
                .isEqualTo(3);
        assertThat(told()).contains("INCONCLUSIVE", "--probe", "nothing was checked");
    }

    @Test
    void a_run_that_leaves_open_what_must_hold_is_status_3_too() {
        assertThat(run(
                        "merchant",
                        "--target",
                        simulator.toString(),
                        "--callback-url",
                        reference.callbackUrl().toString(),
                        "--api-secret",
                        SECRET,
                        "--only",
                        "CB-01,SIG-01"))
                .isEqualTo(3);
        assertThat(told()).contains("1 PASS").endsWith("1 requirement that must hold could not be judged\n");
    }

    @Test
    void a_configuration_that_says_something_twice_is_refused() throws IOException {
        assertThat(run("merchant", "--config", file("twice.json", "{\"target\":\"http://a\",\"target\":\"http://b\"}")))
                .isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("twice.json", "Duplicate").hasLineCount(1);
    }

    @Test
    void everything_can_come_from_files() throws IOException {
        String config = file(
                "kit.json",
                Json.text(Json.object()
                        .put("target", simulator.toString())
                        .put("callback-url", reference.callbackUrl().toString())
                        .put("api-secret-file", file("secret", "\uFEFF" + SECRET + "\r\n"))
                        .put("probe", reference.url() + "/users/{steamId}")
                        .put("settle", "200ms")
                        .put("only", "SIG-01")));

        assertThat(run("merchant", "--config", config)).isZero();
        assertThat(err.toString(UTF_8))
                .contains(
                        "--api-secret-file: the file ends with U+000A (LINE FEED (LF)), which is no part of the secret: dropped");
    }
}
