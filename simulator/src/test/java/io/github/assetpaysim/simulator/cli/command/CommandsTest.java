package io.github.assetpaysim.simulator.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    private static final String USER = "76561198012345678";

    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator();

    private static final AtomicInteger STATUS = new AtomicInteger(200);
    private static Receiver receiver;
    /** Has a deposit on hold, order-1, a canceled withdrawal, and the deposit order-2 whose callback failed. */
    private static JsonNode shop;

    private static List<String> trades;

    @BeforeAll
    static void start() {
        receiver = Receiver.answering(callback -> callback.event().equals("CANCELED") ? 200 : STATUS.get());
        shop = merchant();
        String token = SIMULATOR.client().token(shop, USER);
        JsonNode hold = SIMULATOR.client().trade(token, 0, ",\"externalId\":\"order-1\"");
        SIMULATOR.client().advance(shop, "1d");
        STATUS.set(402);
        JsonNode canceled = SIMULATOR.client().withdrawal(shop, USER);
        SIMULATOR.client().advance(shop, "0s");
        STATUS.set(500);
        JsonNode failed = SIMULATOR.client().trade(token, 1, ",\"externalId\":\"order-2\"");
        SIMULATOR.client().advance(shop, "0s");
        STATUS.set(200);
        trades = List.of(
                hold.path("id").textValue(),
                canceled.path("id").textValue(),
                failed.path("id").textValue());
    }

    @AfterAll
    static void stop() {
        receiver.close();
    }

    private static JsonNode merchant() {
        return SIMULATOR.client().merchant("{\"callbackUrl\":\"" + receiver.url() + "\"}");
    }

    private static CommandRun run(JsonNode merchant, String... arguments) {
        return CommandRun.at(SIMULATOR.baseUrl(), merchant, arguments);
    }

    private static String word(String trade) {
        return trade.replace("HOLDING", trades.get(0))
                .replace("BEGINNING", trades.get(1).substring(0, 13))
                .replace(
                        "WRONG",
                        (trades.get(1).startsWith("a") ? "b" : "a")
                                + trades.get(1).substring(1, 8));
    }

    @Test
    void trades_are_a_table_with_the_newest_last() {
        CommandRun run = run(shop, "trades");

        assertThat(run.status()).isZero();
        assertThat(run.lines().get(0))
                .matches(
                        "TRADE     KIND        STATUS     USER               ITEMS      PRICE  UPDATED         EXTERNAL ID");
        assertThat(run.lines().subList(1, 4))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches("<id>  DEPOSIT     HOLD +" + USER + "  1 +\\d+\\.\\d\\d  .*  order-1"),
                        line -> assertThat(line)
                                .matches("<id>  WITHDRAWAL  CANCELED +" + USER + "  1 +\\d+\\.\\d\\d  .{14}"),
                        line -> assertThat(line)
                                .matches("<id>  DEPOSIT     INITIATED +" + USER + "  1 +\\d+\\.\\d\\d  .*  order-2"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--open            | order-1, order-2",
                "--status=hold     | order-1",
                "--limit=1         | order-2",
                "--open --limit=1  | order-2",
                "--status=ESCROW   | ",
            })
    void some_trades_can_be_picked(String options, String externalIds) {
        CommandRun run = run(shop, ("trades --json " + options).split(" "));

        assertThat(run.json().path("trades").findValuesAsText("externalId"))
                .containsExactly(externalIds == null ? new String[0] : externalIds.split(", "));
    }

    @ParameterizedTest
    @CsvSource({"HOLDING, HOLD", "BEGINNING, CANCELED", "order-1, HOLD", "last, INITIATED"})
    void a_trade_is_named_by_its_id_a_beginning_its_external_id_or_last(String word, String status) {
        CommandRun run = run(shop, "trades", word(word));

        assertThat(run.lines()).first().asString().contains(" <id> is " + status);
        assertThat(run.lines()).anyMatch(line -> line.startsWith("  possible  "));
    }

    @Test
    void one_trade_is_shown_with_its_history_and_what_comes() {
        assertThat(run(shop, "trades", "order-1").lines())
                .anyMatch(line -> line.matches("  \\d{4}-.*  SETTLE -> PROTECTED"))
                .anyMatch(line -> line.matches("  next      END_HOLD, \\d{4}-.*"))
                .contains("  possible  fail, cancel, end-hold, revert, complete");
        assertThat(run(shop, "trades", trades.get(1)).lines())
                .anyMatch(line -> line.endsWith("  REJECT -> REJECTED, rejected: 402"))
                .contains("  next      nothing happens by itself", "  possible  nothing any more");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "accept WRONG     | there is no trade '%s'; did you mean <id>\\? there are <id> \\(DEPOSIT HOLD\\), .*",
                "accept ordre-1   | there is no trade 'ordre-1'; did you mean order-1\\? there are .*",
                "accept abc       | 'abc' is too short for a trade: give at least 4 characters of its id, or last",
                "accept           | accept needs TRADE; accept --help tells more",
                "trades --status=HODL | there is no status 'HODL'; did you mean HOLD\\? There are INITIATED, .*",
                "trades --limit=0 | --limit must be a whole number from 1 on, not '0'",
                "tail now         | 'now' is too much; write: tail \\[options\\]",
                "advance soon     | .*by must be a duration.*",
                "resend           | give either a callback or --failed; .*",
                "resend zzzzzzzz  | there is no callback 'zzzzzzzz'; of \\d+ the newest are <id> \\([A-Z]+\\), .*",
                "fault            | fault needs the name of a fault; faults lists them",
                "fault dropp      | there is no fault 'dropp'; did you mean drop\\? There are drop, .*",
                "fault drop x=1   | there is no parameter 'x' of drop; there are none",
                "fault delay      | .*the fault delay needs by, a duration.*",
                "fault drop --on=nowhere | .*on must be one of callback, .*",
                "faults dely      | there is no fault 'dely'; did you mean delay\\? .*",
                "fault latency by=1ms | latency is a fault of requests: say which by --on with one of authenticate-client, inventory, .*, any-operation",
                "clock froze      | there is no mode of a clock 'froze'; did you mean frozen\\? There are frozen, paced, live",
                "callback-url x   | .*callbackUrl.*",
                "trades --status=DONE | there is no status 'DONE'; there are INITIATED, .*",
                "trades --url=ftp://127.0.0.1:8080 | --url must be an http or https URL such as http://127.0.0.1:PORT, not 'ftp://127.0.0.1:PORT'",
            })
    void a_wrong_command_line_says_what_would_be_right(String line, String message) {
        String given = word(line);

        CommandRun run = given.contains("--url") ? CommandRun.of(given.split(" ")) : run(shop, given.split(" "));

        assertThat(run.status()).as(run.complaint()).isEqualTo(2);
        assertThat(run.complaint()).matches(message.replace("%s", "<id>"));
        assertThat(run.out()).isEmpty();
    }

    @Test
    void a_beginning_of_several_ids_names_them() {
        JsonNode many = merchant();
        String token = SIMULATOR.client().token(many, USER);
        // What is short enough to begin several ids is nobody's whole id: callbacks of a fault begin with the genuine
        // one's.
        SIMULATOR.client().put(TestClient.path(many) + "/faults", """
                {"faults":[{"trigger":{"on":"callback"},"fault":{"name":"duplicate","copies":2}}]}""");
        SIMULATOR.client().trade(token, 0, "");
        SIMULATOR.client().advance(many, "0s");
        String id =
                run(many, "callbacks", "--json").json().at("/callbacks/0/id").textValue();

        CommandRun run = run(many, "callbacks", id.substring(0, 10));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.complaints().get(0))
                .startsWith("'" + id.substring(0, 10) + "' is the beginning of 3 ids: " + id + " (INITIATED), " + id
                        + "-2");
    }

    @Test
    void callbacks_are_a_table_and_those_that_failed_can_be_picked() {
        assertThat(run(shop, "callbacks").lines())
                .hasSize(8)
                .startsWith("CALLBACK  TRADE     EVENT      STATE      TRIES  GENERATED       LAST RESULT");
        assertThat(run(shop, "callbacks", "--trade=order-1").lines()).hasSize(5);
        assertThat(run(shop, "callbacks", "--failed").lines())
                .hasSize(2)
                .last()
                .asString()
                .matches("<id>  <id>  INITIATED  RETRYING  1      .{14}  500");
    }

    @Test
    void one_callback_is_shown_with_its_bytes_and_every_attempt() {
        CommandRun run = run(shop, "callbacks", "last");

        assertThat(run.lines())
                .startsWith("callback <id> is RETRYING")
                .contains("  Content-Type: application/json")
                .anyMatch(line -> line.startsWith("  {\"payload\":{\"trade\":{\"id\":\"<id>\""))
                .anyMatch(
                        line -> line.matches(
                                "attempt 1 to http://127.0.0.1:PORT/callback, due .*, sent .{19} real time: answered 500 in N ms"))
                .anyMatch(line -> line.startsWith("next attempt "))
                .endsWith("is its signature in doubt? explain <id> --key <the key that your code computes>");
    }

    @Test
    void the_body_of_a_callback_is_printed_byte_for_byte() {
        JsonNode callback = run(shop, "callbacks", "last", "--json").json();

        CommandRun run = run(shop, "callbacks", "last", "--body");

        assertThat(run.out()).isEqualTo(callback.required("body").textValue()).startsWith("{\"payload\"");
        assertThat(run(shop, "callbacks", "--body").complaint()).startsWith("--body prints the body of one callback");
    }

    @Test
    void the_simulator_explains_a_signature_without_being_told_the_secret() {
        CommandRun own = run(shop, "explain", "last");
        CommandRun wrong = run(shop, "explain", "last", "--key=0000");

        assertThat(own.complaints()).isEmpty();
        assertThat(own.status()).isZero();
        assertThat(own.lines())
                .startsWith("The signature verifies.", "")
                .contains("The canonical text, which is signed:")
                .last()
                .asString()
                .startsWith("{\"");
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.lines())
                .startsWith("The signature does not verify.")
                .contains("  given key      0000")
                .anyMatch(line -> line.startsWith("  note           A key has 64 hex digits;"));
        assertThat(run(shop, "explain", "last", "--json")
                        .json()
                        .required("verifies")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void time_passes_and_events_happen_when_told_and_what_cannot_is_status_1() {
        JsonNode merchant = merchant();
        SIMULATOR.client().trade(merchant, USER);

        assertThat(run(merchant, "send-offer", "last").lines())
                .containsExactly("DEPOSIT <id> was INITIATED, is PENDING");
        assertThat(run(merchant, "advance", "next").lines())
                .anyMatch(line -> line.matches("\\d{4}-.*  trade <id> ACCEPT"))
                .last()
                .asString()
                .matches("now .*; \\d+ ran; next due .*");
        CommandRun late = run(merchant, "decline", "last");
        assertThat(late.status()).isEqualTo(1);
        assertThat(late.complaint())
                .matches(
                        "'decline' cannot happen to a trade that is PROTECTED; possible are fail, cancel, end-hold, revert, complete. "
                                + "Its history: CREATED \\d\\d-\\d\\d .{8}, .*, PROTECTED \\d\\d-\\d\\d .{8}");
        assertThat(run(merchant, "advance", "8d").status()).isZero();
        assertThat(run(merchant, "trades", "--open").lines()).containsExactly("no such trades");
        CommandRun nothing = run(merchant, "advance", "next");
        assertThat(nothing.status()).isEqualTo(1);
        assertThat(nothing.complaint()).isEqualTo("nothing is scheduled, so there is no next");
    }

    static List<String> every_event_is_a_command() {
        return List.of(
                "send-offer",
                "accept",
                "decline",
                "expire",
                "fail",
                "cancel",
                "escrow",
                "end-hold",
                "revert",
                "complete");
    }

    @ParameterizedTest
    @MethodSource
    void every_event_is_a_command(String event) {
        JsonNode merchant = merchant();
        SIMULATOR.client().trade(merchant, USER);
        if (List.of("accept", "decline", "expire", "escrow", "end-hold", "revert")
                .contains(event)) {
            run(merchant, "send-offer", "last");
        }
        if (List.of("end-hold", "revert").contains(event)) {
            run(merchant, "accept", "last");
            SIMULATOR.client().advance(merchant, "0s");
        }

        CommandRun run = run(merchant, event, "last");

        assertThat(run.status()).as(run.complaint()).isZero();
    }

    @Test
    void what_failed_is_sent_again_until_it_arrives() {
        JsonNode merchant = merchant();
        STATUS.set(500);
        try {
            SIMULATOR.client().trade(merchant, USER);
            SIMULATOR.client().advance(merchant, "0s");

            assertThat(run(merchant, "resend", "--failed").status()).isEqualTo(1);
        } finally {
            STATUS.set(200);
        }
        CommandRun again = run(merchant, "resend", "--failed");
        assertThat(again.status()).isZero();
        assertThat(again.lines()).containsExactly("callback <id>  INITIATED of trade <id>: answered 200 in N ms");
        assertThat(run(merchant, "resend", "last", "--to=http://127.0.0.1:1/x").complaints())
                .isEmpty();
        for (String command : List.of("resend", "callbacks")) {
            assertThat(run(merchant, command, "--failed").lines())
                    .containsExactly("none fails now; 1 was delivered on a later attempt: <id>");
        }
    }

    @Test
    void what_failed_at_another_URL_is_no_failure_of_the_callback() {
        JsonNode merchant = merchant();
        SIMULATOR.client().trade(merchant, USER);
        SIMULATOR.client().advance(merchant, "0s");

        assertThat(run(merchant, "resend", "last", "--to=http://127.0.0.1:1/x").status())
                .isEqualTo(1);

        for (String command : List.of("resend", "callbacks")) {
            assertThat(run(merchant, command, "--failed").lines()).containsExactly("no callback has failed");
        }
    }

    @ParameterizedTest
    @CsvSource({"http://HOST/_sim", "http://HOST/_sim/", "HOST", "HOST/", "http://HOST//"})
    void a_URL_is_taken_for_what_is_meant(String url) {
        String host = SIMULATOR.baseUrl().getAuthority();

        assertThat(CommandRun.of("clock", "--url=" + url.replace("HOST", host)).complaints())
                .isEmpty();
    }

    @Test
    void the_clock_is_shown_and_changed() {
        JsonNode merchant = merchant();
        String clock = "the clock is %s, now \\d{4}-\\d\\d-\\d\\d .{8}; nothing is scheduled";

        assertThat(run(merchant, "clock").lines()).singleElement().asString().matches(clock.formatted("frozen"));
        assertThat(run(merchant, "clock", "Live").lines())
                .singleElement()
                .asString()
                .matches(clock.formatted("live"));
        SIMULATOR.client().trade(merchant, USER);
        assertThat(run(merchant, "clock", "frozen").lines())
                .singleElement()
                .asString()
                .contains("; next due ");
    }

    @Test
    void the_callback_URL_is_shown_and_changed() {
        JsonNode merchant = merchant();

        assertThat(run(merchant, "callback-url").out().strip()).isEqualTo("callbacks go to " + receiver.url());
        assertThat(run(merchant, "callback-url", "none").lines())
                .containsExactly("there is no callback URL, so the merchant hears nothing");
        assertThat(run(merchant, "callback-url", "--json").out().strip()).isEqualTo("{\"callbackUrl\":null}");
        assertThat(run(merchant, "callback-url", "http://127.0.0.1:1/x").lines())
                .containsExactly("callbacks go to http://127.0.0.1:PORT/x");
    }

    @Test
    void faults_are_planned_counted_and_cleared() {
        JsonNode merchant = merchant();

        assertThat(run(merchant, "faults", "--planned").lines()).containsExactly("no fault is planned");
        assertThat(run(merchant, "fault", "duplicate", "copies=3", "--status", "hold", "--times=always")
                        .lines())
                .containsExactly("planned: duplicate copies=3 gap=PT0S, on callback status=HOLD times=always");
        run(merchant, "fault", "tampered-trade", "member=price", "value=100", "besides=true", "--steam-id=declines");
        assertThat(run(merchant, "fault", "drop", "--external-id=1", "--nth=1").lines())
                .containsExactly("planned: drop, on callback externalId=1");
        assertThat(run(merchant, "fault", "latency", "by=1ms", "--on=any-operation")
                        .complaints())
                .isEmpty();
        run(merchant, "trigger", "deposit", "--to=HOLD");

        assertThat(run(merchant, "faults", "--planned").lines())
                .containsExactly(
                        "STRUCK  MATCHED  ON                                  PLANNED",
                        "once    1        callback status=HOLD times=always   duplicate copies=3 gap=PT0S",
                        "never   0        callback steamId=76561199000000002  tampered-trade member=price value=100 besides=…",
                        "never   0        callback externalId=1               drop",
                        "once    3        any-operation                       latency by=PT0.001S");
        assertThat(run(merchant, "faults", "--clear").lines()).containsExactly("the plan is empty");
        assertThat(run(merchant, "faults").lines()).hasSizeGreaterThan(50).endsWith("no fault is planned");
        assertThat(run(merchant, "faults", "slow-sending").lines())
                .startsWith("slow-sending strikes callbacks. It is sent a few bytes at a time.")
                .contains("  over=…", "  attempts=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trades",
                "trades last",
                "callbacks",
                "callbacks last",
                "advance 0s",
                "faults",
                "faults drop",
                "faults --planned",
                "resend last",
                "resend --failed"
            })
    void with_json_there_is_one_JSON_value_and_nothing_else(String line) {
        JsonNode merchant = merchant();
        SIMULATOR.client().trade(merchant, USER);
        SIMULATOR.client().advance(merchant, "0s");

        CommandRun run = run(merchant, (line + " --json").split(" "));

        assertThat(run.status()).as(run.complaint()).isZero();
        assertThat(run.out().lines()).hasSize(1);
        assertThat(run.json().isObject()).isTrue();
    }

    @Test
    void a_simulator_that_is_not_there_is_status_3_and_says_what_to_do() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }

        CommandRun run = CommandRun.in(Map.of("ASSETPAY_SIM_URL", "http://127.0.0.1:" + port), "trades");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.complaint())
                .isEqualTo("no simulator at http://127.0.0.1:PORT (connection refused); start it with"
                        + " java -jar assetpay-simulator.jar, or say with --url where it is");
    }

    @Test
    void another_server_is_no_simulator() throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            byte[] page = "<h1>Hello</h1>".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        other.start();
        try (Simulator off = Simulator.start(Settings.STANDARD.withoutControl())) {
            for (String url : List.of(
                    "http://127.0.0.1:" + other.getAddress().getPort(),
                    off.baseUrl().toString())) {
                CommandRun run = CommandRun.of("trades", "--url", url);

                assertThat(run.status()).isEqualTo(3);
                assertThat(run.complaint()).startsWith("http://127.0.0.1:PORT answers, but it is no simulator, or was");
            }
        } finally {
            other.stop(0);
        }
    }

    @Test
    void a_token_that_is_missing_or_wrong_is_status_3() {
        try (Simulator guarded = Simulator.start(Settings.STANDARD.with("controlToken", "let-me-in"))) {
            String url = "--url=" + guarded.baseUrl();

            CommandRun missing = CommandRun.of("trades", url);
            CommandRun wrong = CommandRun.of("trades", url, "--control-token=x");

            assertThat(missing.status()).isEqualTo(3);
            assertThat(missing.complaint())
                    .isEqualTo("the simulator at http://127.0.0.1:PORT wants a token; give --control-token what it was"
                            + " started with");
            assertThat(wrong.status()).isEqualTo(3);
            assertThat(wrong.complaint()).startsWith("http://127.0.0.1:PORT refuses this token; ");
            assertThat(CommandRun.in(Map.of("ASSETPAY_SIM_CONTROL_TOKEN", "let-me-in"), "trades", url)
                            .lines())
                    .containsExactly("no trades yet; trigger deposit makes one");
        }
    }

    @Test
    void a_merchant_that_does_not_exist_is_status_2() {
        String url = "--url=" + SIMULATOR.baseUrl();

        CommandRun run = CommandRun.in(Map.of("ASSETPAY_SIM_MERCHANT", "defautl"), "trades", url);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.complaint()).startsWith("there is no merchant 'defautl'; did you mean default? There are ");
    }

    @ParameterizedTest
    @MethodSource("io.github.assetpaysim.simulator.cli.command.Commands#names")
    void every_command_has_a_help_that_needs_no_simulator(String name) {
        CommandRun run = CommandRun.of(name, "--help");

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .startsWith(name + ": ")
                .contains(
                        "java -jar assetpay-simulator.jar " + name,
                        "  --url\n",
                        "  --control-token\n",
                        "\n  3  nobody");
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
        assertThat(Commands.overview()).contains("  " + name);
    }

    @Test
    void as_a_process_it_prints_UTF_8_and_ends_with_its_status() throws Exception {
        String merchant = "--merchant=" + merchant().path("id").textValue();
        String url = "--url=" + SIMULATOR.baseUrl();
        List<Process> processes = List.of(
                process("trigger", "deposit", "--to=INITIATED", url, merchant),
                process("accept", "nothing", url, merchant),
                process("trade", url));

        assertThat(output(processes.get(0))).contains("★");
        assertThat(output(processes.get(1))).startsWith("assetpay-simulator: there is no trade");
        assertThat(output(processes.get(2)))
                .startsWith(
                        "assetpay-simulator: unknown command 'trade'; did you mean trades? There are serve, demo, ");
        for (Process process : processes) {
            assertThat(process.waitFor(60, java.util.concurrent.TimeUnit.SECONDS))
                    .isTrue();
        }
        assertThat(processes).extracting(Process::exitValue).containsExactly(0, 2, 2);
    }

    private static Process process(String... arguments) throws IOException {
        ProcessBuilder builder =
                io.github.assetpaysim.simulator.support.Command.with(arguments).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("ASSETPAY_SIM_") || name.startsWith("JAVA_TOOL"));
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void what_others_have_named_cannot_move_the_cursor() {
        JsonNode merchant = merchant();
        String token = SIMULATOR.client().token(merchant, USER);
        SIMULATOR.client().trade(token, 0, ",\"externalId\":\"\\u001b[2J<b>\\u202e\"");

        assertThat(run(merchant, "trades").lines()).last().asString().endsWith("  ?[2J<b>?");
    }
}
