package io.github.assetpaysim.simulator.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerTest {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator();

    private Receiver receiver = Receiver.good();

    @AfterEach
    void close() {
        receiver.close();
    }

    private void answering(java.util.function.ToIntFunction<Receiver.Got> answer) {
        receiver.close();
        receiver = Receiver.answering(answer);
    }

    private JsonNode merchant(String more) {
        return SIMULATOR.client().merchant("{\"callbackUrl\":\"" + receiver.url() + "\"" + more + "}");
    }

    private static CommandRun run(JsonNode merchant, String... arguments) {
        return CommandRun.at(SIMULATOR.baseUrl(), merchant, arguments);
    }

    @Test
    void a_deposit_is_led_to_its_end_on_a_clock_that_stands_still_and_tells_each_status_and_each_answer() {
        CommandRun run = run(merchant(""), "trigger", "deposit", "--price", "12", "--external-id=order-7");

        assertThat(run.complaints()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.lines())
                .hasSize(12)
                .startsWith(
                        run.lines().get(0),
                        "  INITIATED",
                        "             callback: answered 200 in N ms",
                        "  PENDING",
                        "             callback: answered 200 in N ms")
                .endsWith("             callback: answered 200 in N ms", "trade <id> is COMPLETED")
                .first()
                .asString()
                .matches("deposit <id> of .* at 1[123]\\.\\d\\d USD by 76561198012345678");
        assertThat(receiver.events()).containsExactly("INITIATED", "PENDING", "ACTIVE", "HOLD", "COMPLETED");
        assertThat(receiver.got().get(0).trade().path("externalId").textValue()).isEqualTo("order-7");
    }

    @Test
    void a_callback_that_fails_is_told_with_what_to_type_next() {
        answering(callback -> callback.event().equals("HOLD") ? 500 : 200);
        JsonNode merchant = merchant("");

        CommandRun run = run(merchant, "trigger", "deposit");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.complaint())
                .isEqualTo("the trade came there, but the merchant has not got 1 of 5 callbacks: HOLD");
        assertThat(run.lines())
                .contains("             callback: answered 500 in N ms; tried again after 10 s")
                .last()
                .asString()
                .isEqualTo(
                        "trade <id> is COMPLETED; 1 of 5 callbacks failed; tried again after 10 s of the merchant's time,"
                                + " which stands still. Look: callbacks <id>; again: resend <id>");
        String command = run.out().strip().replaceAll("(?s).*again: ", "");
        CommandRun resent = run(merchant, command.split(" "));
        assertThat(resent.status()).isEqualTo(1);
        assertThat(resent.lines()).containsExactly("callback <id>  HOLD of trade <id>: answered 500 in N ms");
    }

    @Test
    void a_receiver_that_is_not_there_is_named() {
        JsonNode merchant = merchant("");
        receiver.close();

        CommandRun run = run(merchant, "trigger", "deposit", "--to=PENDING");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.lines())
                .anyMatch(line -> line.matches(
                        " +callback: connection refused at 127\\.0\\.0\\.1:PORT.* in N ms; tried again after 10 s"))
                .last()
                .asString()
                .contains("; 2 of 2 callbacks failed; tried ")
                .endsWith(". Look: callbacks <id>; again: resend --failed");
    }

    @Test
    void without_a_callback_URL_it_says_so_and_goes_on() {
        JsonNode merchant = SIMULATOR.client().merchant("{}");

        CommandRun run = run(merchant, "trigger", "deposit");

        assertThat(run.status()).isZero();
        assertThat(run.lines())
                .startsWith("The merchant has no callback URL, so it hears nothing; callback-url URL gives it one.")
                .endsWith("  HOLD", "  COMPLETED", "trade <id> is COMPLETED");
    }

    /** Clocks that move by themselves are treated alike, so each of them leads trades of one kind. */
    static Stream<Arguments> every_status_on_every_clock() {
        return Stream.of("deposit frozen", "withdrawal frozen", "deposit live", "withdrawal paced")
                .map(each -> each.split(" "))
                .flatMap(each -> Names.STATUSES.stream()
                        .filter(status -> each[0].equals("deposit") || !status.equals("PENDING"))
                        .map(status -> Arguments.of(each[0], status, each[1])));
    }

    @ParameterizedTest
    @MethodSource
    void every_status_on_every_clock(String kind, String status, String clock) {
        JsonNode merchant = merchant(",\"clock\":\"" + clock + "\"");

        CommandRun run = run(merchant, "trigger", kind, "--to", status.toLowerCase(java.util.Locale.ROOT));

        assertThat(run.status()).as(run.out() + run.complaints()).isZero();
        assertThat(receiver.events()).contains(status);
    }

    @Test
    void a_trade_that_a_paced_clock_moves_at_the_same_time_comes_to_its_end_all_the_same() {
        JsonNode merchant = merchant(",\"clock\":\"paced\",\"pace\":\"1ms\"");
        for (String kind : List.of("deposit", "withdrawal", "deposit", "withdrawal")) {
            CommandRun run = run(merchant, "trigger", kind);

            assertThat(run.status()).as(run.out() + run.complaints()).isZero();
            assertThat(run.lines()).contains("  HOLD", "  COMPLETED");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--game=252490 | HOLD    | INITIATED, PENDING, ACTIVE, ESCROW, COMPLETED, FAILED, CANCELED, DECLINED",
                "--game=730    | COMPLTED | INITIATED, PENDING, ACTIVE, ESCROW, HOLD, COMPLETED, FAILED, CANCELED, DECLINED, REVERTED",
            })
    void a_status_that_cannot_be_reached_is_refused_with_those_that_can(String game, String status, String known) {
        CommandRun run = run(merchant(""), "trigger", "deposit", game, "--to", status);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.complaint())
                .startsWith("there is no status '" + status + "'; ")
                .endsWith("here are " + known);
        assertThat(receiver.got()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "accepts-at-once,   deposit,    COMPLETED",
        "declines,          deposit,    DECLINED",
        "declines,          withdrawal, DECLINED",
        "never-accepts,     deposit,    CANCELED",
        "reverts,           deposit,    REVERTED",
        "escrow,            deposit,    COMPLETED",
        "offer-fails,       deposit,    FAILED",
        "supplier-fails,    withdrawal, FAILED",
        "76561198012345678, withdrawal, COMPLETED",
    })
    void without_a_goal_it_comes_to_the_end_that_the_user_brings_about(String user, String kind, String end) {
        CommandRun run = run(merchant(""), "trigger", kind, "--user", user);

        assertThat(run.status()).as(run.complaint()).isZero();
        assertThat(run.lines()).last().isEqualTo("trade <id> is " + end);
    }

    @Test
    void a_goal_is_reached_though_the_user_would_do_otherwise() {
        CommandRun run = run(merchant(""), "trigger", "deposit", "--user=declines", "--to=COMPLETED");

        assertThat(run.status()).as(run.complaint()).isZero();
    }

    @Test
    void the_merchant_decides_about_a_withdrawal_and_a_refusal_is_no_success_unless_wanted() {
        answering(callback -> callback.event().equals("INITIATED") ? 402 : 200);
        JsonNode merchant = merchant("");

        CommandRun refused = run(merchant, "trigger", "withdrawal");
        CommandRun wanted = run(merchant, "trigger", "withdrawal", "--to=CANCELED");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.lines())
                .contains("             callback: answered 402 in N ms: rejected")
                .endsWith("trade <id> is CANCELED");
        assertThat(refused.complaint()).isEqualTo("not completed: it is CANCELED (rejected: 402)");
        assertThat(wanted.status()).as(wanted.complaint()).isZero();
    }

    @Test
    void a_withdrawal_about_which_the_merchant_does_not_decide_says_when_it_is_asked_again() {
        answering(callback -> 500);

        CommandRun run = run(merchant(""), "trigger", "withdrawal", "--to=HOLD");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.complaint())
                .isEqualTo(
                        "the trade did not reach HOLD: the merchant has not decided yet, and is asked again in 10 s of"
                                + " its clock, which is frozen: advance next");
    }

    @Test
    void a_gate_that_fails_is_followed_to_its_end_on_a_paced_clock() {
        answering(callback -> 500);

        CommandRun run = run(merchant(",\"clock\":\"paced\",\"pace\":\"20ms\""), "trigger", "withdrawal");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.complaint()).isEqualTo("not completed: it is CANCELED (rejected: no verdict in 3 attempts)");
        assertThat(run.lines()).contains("             callback, attempt 3: answered 500 in N ms");
    }

    @Test
    void a_fault_strikes_this_trade_alone() {
        JsonNode merchant = merchant("");

        CommandRun run = run(
                merchant, "trigger", "deposit", "--fault", "duplicate:copies=2,status=HOLD", "--fault=wrong-secret");

        assertThat(run.status()).as(run.complaint()).isZero();
        assertThat(run.lines())
                .contains("  INITIATED  (wrong-secret)")
                .filteredOn(line -> line.endsWith("copy of the callback (duplicate): answered 200 in N ms"))
                .hasSize(2);
        assertThat(receiver.events())
                .containsExactly("INITIATED", "PENDING", "ACTIVE", "HOLD", "HOLD", "HOLD", "COMPLETED");
        run(merchant, "trigger", "deposit");
        assertThat(receiver.got()).hasSize(12);
    }

    @Test
    void a_callback_that_a_fault_drops_or_forges_is_not_missed() {
        answering(callback -> callback.event().equals("INITIATED") ? 401 : 200);

        CommandRun run = run(merchant(""), "trigger", "deposit", "--fault=wrong-secret", "--fault=drop:status=HOLD");

        assertThat(run.status()).as(run.complaint()).isZero();
        assertThat(run.lines())
                .last()
                .asString()
                .isEqualTo(
                        "If your handler refused the signature: explain <id> --key <the key that your code computes>");
    }

    @Test
    void on_a_clock_that_moves_by_itself_it_says_how_long_a_retry_takes_and_how_the_trade_is_kept_where_it_is() {
        answering(callback -> callback.event().equals("HOLD") ? 500 : 200);
        JsonNode merchant = merchant(",\"clock\":\"paced\",\"pace\":\"9s\"");

        CommandRun run = run(merchant, "trigger", "deposit", "--to=HOLD");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.lines())
                .contains("             callback: answered 500 in N ms; tried again within 9 s")
                .anyMatch(line -> line.contains(" callbacks failed; tried again within 9 s. Look: "))
                .endsWith("the clock is paced and goes on by itself; clock frozen first keeps the trade there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset-before deposit", "html-502 inventory", "cut-answer authenticate-client"})
    void a_request_that_a_planned_fault_ends_names_the_plan(String fault) {
        JsonNode merchant = merchant("");
        String[] words = fault.split(" ");
        assertThat(run(merchant, "fault", words[0], "--on", words[1]).status()).isZero();

        CommandRun run = run(merchant, "trigger", "deposit");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.complaint()).endsWith("; a planned fault may have struck: faults --planned");
    }

    @Test
    void when_the_answer_is_lost_the_trade_is_found() {
        CommandRun run = run(merchant(""), "trigger", "deposit", "--fault=lose-answer");

        assertThat(run.status()).as(run.complaint()).isZero();
        assertThat(run.lines())
                .startsWith("the answer was lost, but the trade was made")
                .endsWith("trade <id> is COMPLETED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--user=inventory-private | GET /client/inventory was refused with ",
                "--user=inventory-empty   | user 76561199000000010 has nothing to deposit in game 730: of 0 items none",
                "--user=cannot-trade      | POST /client/trading/deposit was refused with ",
                "--fault=maintenance      | POST /client/trading/deposit was refused with 503, ",
            })
    void what_AssetPay_refuses_is_told_in_its_words(String option, String message) {
        CommandRun run = run(merchant(""), "trigger", "deposit", option);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.complaint()).startsWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            quoteCharacter = '"',
            value = {
                "trigger depost @ trigger can make a deposit or a withdrawal, not 'depost'",
                "trigger @ trigger needs deposit|withdrawal; trigger --help tells more",
                "trigger deposit now @ 'now' is too much; write: trigger deposit|withdrawal",
                "trigger deposit --user=acepts-at-once @ there is no test user 'acepts-at-once'; did you mean accepts-at-once?",
                "trigger deposit --price=cheap @ --price must be a number of USD",
                "trigger deposit --game=cs2 @ --game must be 730 for CS2 or 252490 for Rust, not 'cs2'",
                "trigger withdrawal --instant=true @ --instant is true or false, and for deposits",
                "trigger deposit --fault=duplicat @ there is no fault 'duplicat'; did you mean duplicate?",
                "trigger deposit --fault=duplicate:copie=2 @ there is no parameter 'copie' of duplicate; did you mean copies?",
                "trigger deposit --fault=duplicate:copies @ copies needs a value: copies=3",
                "trigger deposit --fault=duplicate:3 @ '3' is no parameter of duplicate: write name=value",
                "trigger deposit --fault=duplicate:copies=x @ fault.copies must be a whole number from 1 to 100",
                "trigger deposit --too=HOLD @ unknown option --too; did you mean --to?",
                "trigger deposit --to=HOLD --to=HOLD @ --to is given more than once",
            })
    void a_wrong_command_line_makes_no_trade(String line, String message) {
        JsonNode merchant = merchant("");

        CommandRun run = run(merchant, line.split(" "));

        assertThat(run.status()).as(run.out()).isEqualTo(2);
        assertThat(run.complaint()).contains(message);
        assertThat(run.out()).isEmpty();
        assertThat(receiver.got()).isEmpty();
    }

    @Test
    void in_JSON_it_prints_one_value() {
        CommandRun run = run(merchant(""), "trigger", "deposit", "--to=HOLD", "--json");

        assertThat(run.json().at("/reached").booleanValue()).isTrue();
        assertThat(run.json().at("/trade/status").textValue()).isEqualTo("HOLD");
        assertThat(run.json().at("/callbacks")).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"strict", "first-attempts"})
    void a_callback_that_waits_for_an_earlier_one_is_not_waited_for(String order) {
        answering(callback -> callback.event().equals("INITIATED") ? 500 : 200);
        JsonNode merchant = merchant(",\"assumptions\":{\"callbackOrder\":\"" + order + "\"}");

        CommandRun run = run(merchant, "trigger", "deposit");

        assertThat(run.status()).isEqualTo(1);
        assertThat(receiver.got()).hasSize(order.equals("strict") ? 1 : 5);
    }
}
