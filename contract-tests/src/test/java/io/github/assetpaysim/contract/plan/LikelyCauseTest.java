package io.github.assetpaysim.contract.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LikelyCauseTest {
    private static final Pattern CALLBACK =
            Pattern.compile("((?<trade>\\d)/)?(?<status>\\w+)((?<kind>[@!])(?<fault>[\\w-]+))?:(?<answers>[\\d,]+)");
    private static final BigDecimal TOTAL = new BigDecimal("12.25");
    private static final BigDecimal PRE_CREDIT = new BigDecimal("5");

    /**
     * One status after another, with what was answered to each time that it came: {@code HOLD:200,409}. A number before it tells the
     * trade, what follows {@code @} the fault, and what follows {@code !} one that makes it no genuine callback.
     */
    private static List<SentCallback> callbacks(String told) {
        List<SentCallback> callbacks = new ArrayList<>();
        for (String each : told.split(" ")) {
            Matcher read = CALLBACK.matcher(each);
            assertThat(read.matches()).as(each).isTrue();
            String trade = read.group("trade") == null ? "1" : read.group("trade");
            callbacks.add(callback(
                    "t-" + trade,
                    read.group("status"),
                    read.group("fault"),
                    !"!".equals(read.group("kind")),
                    0,
                    read.group("answers")));
        }
        return callbacks;
    }

    private static SentCallback callback(
            String trade, String event, String fault, boolean genuine, int length, String statuses) {
        List<SentCallback.Answer> answers = Arrays.stream(statuses.split(","))
                .map(status -> new SentCallback.Answer("", Map.of(), Integer.valueOf(status), null, 1, ""))
                .toList();
        return new SentCallback(
                event, trade, event, fault, genuine, URI.create("http://m/"), Map.of(), new byte[length], answers);
    }

    private static List<BigDecimal> amounts(String told) {
        return Arrays.stream(told.split(" ")).map(BigDecimal::new).toList();
    }

    /** A deposit of 12.25, of which 5 may be credited at HOLD. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "nothing", textBlock = """
            12.25 | 0 12.250000000000002 | HOLD:200 COMPLETED:200     | 12.250000000000002: binary floating point; count in cents
            12.25 | 12.2999999999        | HOLD:200 COMPLETED:200     | nothing
            12.25 | 1225                 | HOLD:200 COMPLETED:200     | a hundred times as much: cents are taken for dollars, or the probe tells cents
            12.25 | 0.1225               | HOLD:200 COMPLETED:200     | a hundredth: dollars are taken for cents
            12.25 | 24.5                 | HOLD:200 COMPLETED:200,200 | credited at the second copy: no unique key, or looked up before it was written
            12.25 | 36.75                | COMPLETED:200,200,200,200  | credited at 2 copies: no unique key, or looked up before it was written
            12.25 | 17.25                | HOLD:200,200 COMPLETED:200 | credited at the second copy: no unique key, or looked up before it was written
            12.25 | 24.5                 | HOLD:200 COMPLETED:200     | credited in full at two statuses, though none came twice
            12.25 | 36.75                | HOLD:200 COMPLETED:200,200 | nothing
            12.25 | 17.25                | HOLD:200 COMPLETED:200     | preCredit is credited again at COMPLETED, where only pendingCredit is left
            5     | 10                   | HOLD:200                   | nothing
            12.25 | 0 7.25               | HOLD:200 COMPLETED:200     | only pendingCredit is credited: who credits nothing at HOLD owes the total at COMPLETED
            12.25 | 5                    | HOLD:200 COMPLETED:200     | only preCredit is credited: pendingCredit is missing, which is due at COMPLETED
            0     | -12.25               | DECLINED:200               | took back what it had not credited, or more than that
            0     | -3                   | DECLINED:200               | below zero: took back what it never gave, or more than it gave
            12.25 | -3                   | COMPLETED:200              | below zero: took back what it never gave, or more than it gave
            0     | -12.25               | REVERTED:200,200           | took back at more than one copy of the ending: no unique key, or looked up before it was written
            0     | 12.25                | COMPLETED:200 REVERTED:200 | the whole deposit is still credited: not taken back, or credited by what came after the ending
            0     | 5                    | HOLD:200 FAILED:200        | preCredit is still credited: not taken back, or credited by what came after the ending
            0     | 7.25                 | COMPLETED:200 REVERTED:200 | pendingCredit is still credited: only preCredit was taken back
            0     | 12.25                | PENDING:200                | nothing
            0     | 12.25                | HOLD:200 COMPLETED:200     | nothing
            0     | 12.25                | COMPLETED:200,200          | nothing
            12.25 | 12                   | COMPLETED:200              | rounded to whole dollars
            12.25 | 13                   | COMPLETED:200              | rounded to whole dollars
            12.25 | 12.24                | COMPLETED:200              | a cent was cut off: round after multiplying by 100, for in binary floating point 4.35 * 100 is less than 435
            12.25 | 12.26                | COMPLETED:200              | a cent was rounded up
            12.25 | 0                    | HOLD:200 COMPLETED:200     | COMPLETED was answered 200, and nothing was booked as long as --settle waits
            5     | 0                    | HOLD:200                   | HOLD was answered 200, and nothing was booked as long as --settle waits
            12.25 | 4                    | COMPLETED:200              | only the price of the first item was credited
            12.25 | 17.25 | HOLD@at-once-with-next:200 COMPLETED:200      | HOLD and what follows it came at the same instant: one overwrote the other, or decided before the other had booked
            12.25 | 5     | HOLD@at-once-with-next:200 COMPLETED:200      | HOLD and what follows it came at the same instant: one overwrote the other, or decided before the other had booked
            0     | 7.25  | COMPLETED@at-once-with-next:200 REVERTED:200  | COMPLETED and what follows it came at the same instant: one overwrote the other, or decided before the other had booked
            12.25 | 0     | HOLD@at-once-with-next:415 COMPLETED:415      | its parser of bodies does not take the content type that AssetPay sends
            12.25 | 0     | COMPLETED:500 COMPLETED!wrong-content-type:415 | nothing
            12.25 | 3 0                  | COMPLETED:200              | nothing
            12.25 | 0                    | HOLD:200 COMPLETED:415,415 | its parser of bodies does not take the content type that AssetPay sends
            12.25 | 0                    | COMPLETED:500              | nothing
            12.25 | 11.11                | COMPLETED:200              | nothing
            """)
    void a_wrong_balance_has_the_cause_that_its_numbers_show(
            String expected, String passed, String callbacks, String cause) {
        LikelyCause.Trade trade = new LikelyCause.Trade("t-1", TOTAL, PRE_CREDIT, new BigDecimal("4"));

        assertThat(LikelyCause.of(new LikelyCause.Balance(
                        new BigDecimal(expected), amounts(passed), List.of(trade), List.of(), callbacks(callbacks))))
                .isEqualTo(cause);
    }

    /** Two deposits of 12.25, of which 5 may be credited at HOLD. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "nothing", textBlock = """
            24.5  | 17.25 | 1/HOLD:200 2/HOLD:200 1/COMPLETED:200 2/COMPLETED:200 | one of several credits got lost: overwritten by another, or told apart by the user alone
            24.5  | 12.25 | 1/COMPLETED:200 2/COMPLETED:200                       | one of several credits got lost: overwritten by another, or told apart by the user alone
            24.5  | 12.25 | 1/COMPLETED:200 2/COMPLETED:415                       | its parser of bodies does not take the content type that AssetPay sends
            24.5  | 12.25 | 1/COMPLETED:200 2/COMPLETED:500                       | nothing
            12.25 | 5     | 1/COMPLETED:200 2/INITIATED:200                       | nothing
            24.5  | 10    | 1/COMPLETED:200 2/COMPLETED:200                       | nothing
            24.5  | 29.5  | 1/HOLD:200 2/HOLD:200 1/COMPLETED:200 2/COMPLETED:200 | nothing
            24.5  | 24.48 | 1/COMPLETED:200 2/COMPLETED:200                       | a cent was cut off: round after multiplying by 100, for in binary floating point 4.35 * 100 is less than 435
            24.5  | 24.47 | 1/COMPLETED:200 2/COMPLETED:200                       | nothing
            12.25 | 24.5  | 1/COMPLETED:200 2/COMPLETED:200 2/REVERTED:200        | the whole deposit is still credited: not taken back, or credited by what came after the ending
            """)
    void of_several_trades_one_may_be_the_cause(String expected, String passed, String callbacks, String cause) {
        List<LikelyCause.Trade> trades = List.of(
                new LikelyCause.Trade("t-1", TOTAL, PRE_CREDIT, TOTAL),
                new LikelyCause.Trade("t-2", TOTAL, PRE_CREDIT, TOTAL));

        assertThat(LikelyCause.of(new LikelyCause.Balance(
                        new BigDecimal(expected), amounts(passed), trades, List.of(), callbacks(callbacks))))
                .isEqualTo(cause);
    }

    /** Withdrawals of 4 and 3 by a user who has 12.25 before them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "nothing", textBlock = """
            8.25 | 4.25  | 1/INITIATED:200 2/INITIATED:402                  | debited twice, though the gate came once
            8.25 | 5.25  | 1/INITIATED:200 2/INITIATED:402 2/CANCELED:200   | debited and not approved
            8.25 | 11.25 | 1/INITIATED:200 2/INITIATED:402 2/CANCELED:200   | gave back what was never debited
            5.25 | 5.27  | 1/INITIATED:200 2/INITIATED:200                  | a cent was cut off: round after multiplying by 100, for in binary floating point 4.35 * 100 is less than 435
            5.25 | 5.22  | 1/INITIATED:200 2/INITIATED:200                  | nothing
            5.25 | 17.25 | 1/INITIATED:200 2/INITIATED:200                  | nothing
            """)
    void of_several_withdrawals_one_may_be_the_cause(String expected, String passed, String callbacks, String cause) {
        List<LikelyCause.Withdrawn> withdrawals = List.of(withdrawn("t-1", "4"), withdrawn("t-2", "3"));

        assertThat(LikelyCause.of(new LikelyCause.Balance(
                        new BigDecimal(expected), amounts(passed), List.of(), withdrawals, callbacks(callbacks))))
                .isEqualTo(cause);
    }

    @Test
    void where_two_withdrawals_explain_it_differently_neither_does() {
        assertThat(LikelyCause.of(new LikelyCause.Balance(
                        new BigDecimal("8.25"),
                        amounts("4.25"),
                        List.of(),
                        List.of(withdrawn("t-1", "4"), withdrawn("t-2", "4")),
                        callbacks("1/INITIATED:200 2/INITIATED:402"))))
                .isNull();
    }

    private static LikelyCause.Withdrawn withdrawn(String id, String price) {
        return new LikelyCause.Withdrawn(id, new BigDecimal(price), new BigDecimal(price));
    }

    /** A withdrawal of 4, of which the first item costs 3, by a user who has 12.25 before it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "nothing", textBlock = """
            12.25 | 8.25  | INITIATED:200 FAILED:200         | the refund is missing
            12.25 | 8.25  | INITIATED:200 FAILED:200 HOLD@swap-with-next:200 | the refund is missing, or what came after the ending debited again
            12.25 | 8.25  | INITIATED:200 ACTIVE:200,200 CANCELED:200        | the refund is missing, or what came after the ending debited again
            12.25 | 8.25  | INITIATED:200,200 FAILED:200     | the refund is missing, or what came after the ending debited again
            12.25 | 8.25  | INITIATED@duplicate-at-once:200,409 CANCELED:200 | debited at one copy of the gate and refused at another
            12.25 | 4.25  | INITIATED:200 FAILED:200         | nothing
            12.25 | 16.25 | INITIATED:200 FAILED:200         | gave back more than was debited, or what was never debited
            12.25 | 16.25 | INITIATED:200 FAILED:200,200     | gave back at more than one copy of the ending, or more than was debited
            12.25 | 20.25 | INITIATED:200 FAILED:200,200,200 | gave back at more than one copy of the ending, or more than was debited
            12.25 | 16.25 | INITIATED:402 CANCELED:200,200   | gave back what was never debited
            12.25 | 16.25 | CANCELED:200                     | gave back what was never debited
            12.25 | 8.25  | CANCELED:200                     | debited without a gate
            12.25 | 8.25  | INITIATED:402                    | debited and not approved
            12.25 | 8.25  | INITIATED:402 CANCELED:200       | debited and not approved
            12.25 | 8.25  | INITIATED:500                    | debited and not approved
            12.25 | 8.25  | INITIATED!wrong-secret:401 CANCELED:200  | debited at a gate that was forged or broken, or that came with the ending or after it
            12.25 | 8.25  | INITIATED!wrong-secret:200 CANCELED:200  | debited at a gate that was forged or broken, or that came with the ending or after it
            12.25 | 8.25  | INITIATED!cut-body:400,200 CANCELED:200  | debited at a gate that was forged or broken, or that came with the ending or after it
            12.25 | 16.25 | INITIATED!wrong-secret:401       | a withdrawal is credited
            12.25 | 16.25 | INITIATED:402                    | a withdrawal is credited
            8.25  | 12.25 | INITIATED:200                    | approved and not debited
            8.25  | 12.25 | INITIATED:200 COMPLETED:200      | approved and not debited, or credited by a later status
            8.25  | 12.25 | 8/COMPLETED:200 9/COMPLETED:200 INITIATED:200 | approved and not debited, or a credit overwrote the debit
            8.25  | 12.25 | 9/COMPLETED:200 INITIATED:200    | approved and not debited
            8.25  | 16.25 | INITIATED:200                    | nothing
            8.25  | 9.25  | INITIATED:200                    | only the price of the first item was debited
            8.25  | 4.25  | INITIATED:200,200                | debited at the second copy of the gate: no unique key, or looked up before it was written
            8.25  | 0.25  | INITIATED:200,200,200            | debited at 2 copies of the gate: no unique key, or looked up before it was written
            8.25  | 4.25  | INITIATED:200 COMPLETED:200      | debited twice, though the gate came once
            8.25  | 8.26  | INITIATED:200                    | a cent was cut off: round after multiplying by 100, for in binary floating point 4.35 * 100 is less than 435
            8.25  | 8.24  | INITIATED:200                    | a cent was rounded up
            12.25 | 12.24 | INITIATED:200 FAILED:200         | nothing
            8.25  | -3    | INITIATED:200                    | below zero: debited what the user did not have
            8.25  | 8.249999999999 | INITIATED:200           | 8.249999999999: binary floating point; count in cents
            12.25 | 0     | INITIATED:200 COMPLETED:200      | nothing
            12.25 | 7     | INITIATED:403                    | nothing
            """)
    void a_withdrawal_has_the_cause_that_its_numbers_show(
            String expected, String passed, String callbacks, String cause) {
        LikelyCause.Trade deposit = new LikelyCause.Trade("t-0", TOTAL, PRE_CREDIT, TOTAL);
        LikelyCause.Withdrawn withdrawal = new LikelyCause.Withdrawn("t-1", new BigDecimal("4"), new BigDecimal("3"));

        assertThat(LikelyCause.of(new LikelyCause.Balance(
                        new BigDecimal(expected),
                        amounts(passed),
                        List.of(deposit),
                        List.of(withdrawal),
                        callbacks(callbacks))))
                .isEqualTo(cause);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "nothing", textBlock = """
            413     |         | 160000 | the body has 160 kB, and many web frameworks refuse bodies over 100 kB by default
            500     | many    | 160000 | the body has 160 kB: a limit on bodies or a column too short for so many items, perhaps
            400     | many    | 160000 | the body has 160 kB: a limit on bodies or a column too short for so many items, perhaps
            415     |         | 900    | its parser of bodies does not take the content type that AssetPay sends
            200,409 | double  | 900    | the retry came because it answered 409: a duplicate is answered 200 like the first one
            200,500 | double  | 900    | the retry came because it answered 500: a duplicate is answered 200 like the first one
            204,200 | double  | 900    | the retry came because it answered 204: a duplicate is answered 200 like the first one
            302,200 | double  | 900    | the retry came because it answered 302: a duplicate is answered 200 like the first one
            401,401 |         | 900    | a genuine key was refused: was the merchant started with the secret given as --api-secret?
            403     |         | 900    | a genuine key was refused: was the merchant started with the secret given as --api-secret?
            401     | unknown-members | 900 | a genuine key was refused: names that are not known belong to the trade too, sorted by code unit, whatever the locale
            401     | reserialized    | 900 | a genuine key was refused: it is computed over the trade as canonical JSON, not over the bytes that came
            404     |         | 900    | nothing is at this path: is it the one given as --callback-url?
            405     |         | 900    | its route takes another method: callbacks are sent with POST
            409,409 | double  | 900    | it comes again because it was answered 409: what is booked already is answered 200
            204     |         | 900    | only 200 acknowledges, not 204
            307     |         | 900    | redirects are never followed: give the address that they lead to
            500     |         | 900    | nothing
            200     |         | 900    | nothing
            """)
    void an_answer_has_the_cause_that_its_status_shows(String statuses, String fault, int length, String cause) {
        assertThat(LikelyCause.ofAnswers(callback("t-1", "HOLD", fault, true, length, statuses)))
                .isEqualTo(cause);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 409, 413, 415, 500})
    void a_refusal_of_what_is_not_genuine_has_no_cause(int status) {
        assertThat(LikelyCause.ofAnswers(
                        callback("t-1", "COMPLETED", "wrong-content-type", false, 900, String.valueOf(status))))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "nothing", textBlock = """
            500     | 500 is no verdict: 200 approves, and 4xx but 408 and 429 rejects
            204     | 204 is no verdict: 200 approves, and 4xx but 408 and 429 rejects
            200,302 | 302 is no verdict: 200 approves, and 4xx but 408 and 429 rejects
            429     | 429 is no verdict: 200 approves, and 4xx but 408 and 429 rejects
            200,409 | a gate that comes again is no conflict: it is answered as it was the first time
            409     | nothing
            402,409 | nothing
            402     | nothing
            200     | nothing
            """)
    void an_answer_at_the_gate_has_the_cause_that_its_status_shows(String statuses, String cause) {
        assertThat(LikelyCause.ofGate(callback("t-1", "INITIATED", null, true, 900, statuses)))
                .isEqualTo(cause);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            12.25 | 0     | COMPLETED:200              | true
            12.25 | 24.5  | COMPLETED:200,200          | false
            0     | 12.25 | PENDING:200                | false
            0     | 12.25 | COMPLETED:200 REVERTED:200 | true
            0     | 5     | HOLD:200 REVERTED:200      | true
            0     | 24.5  | COMPLETED:200 REVERTED:200 | false
            """)
    void what_is_missing_may_come_yet_and_what_was_credited_before_an_ending_may_go(
            String expected, String came, String callbacks, boolean mayChangeYet) {
        LikelyCause.Trade trade = new LikelyCause.Trade("t-1", TOTAL, PRE_CREDIT, new BigDecimal("4"));

        assertThat(new LikelyCause.Balance(
                                new BigDecimal(expected),
                                amounts(came),
                                List.of(trade),
                                List.of(),
                                callbacks(callbacks))
                        .mayChangeYet())
                .isEqualTo(mayChangeYet);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            8.25  | 12.25 | INITIATED:200                    | true
            8.25  | 4.25  | INITIATED:200                    | true
            8.25  | 16.25 | INITIATED:200                    | false
            8.25  | 9.25  | INITIATED:200                    | false
            12.25 | 16.25 | INITIATED:200 FAILED:200         | false
            12.25 | 16.25 | INITIATED!wrong-secret:401       | false
            """)
    void the_price_of_an_approved_withdrawal_may_be_debited_yet(
            String expected, String came, String callbacks, boolean mayChangeYet) {
        assertThat(new LikelyCause.Balance(
                                new BigDecimal(expected),
                                amounts(came),
                                List.of(),
                                List.of(withdrawn("t-1", "4")),
                                callbacks(callbacks))
                        .mayChangeYet())
                .isEqualTo(mayChangeYet);
    }
}
