package io.github.assetpaysim.contract.zoo;

import static io.github.assetpaysim.contract.zoo.SignedCallbacks.SECRET;
import static io.github.assetpaysim.contract.zoo.SignedCallbacks.letter;
import static io.github.assetpaysim.contract.zoo.SignedCallbacks.trade;
import static io.github.assetpaysim.contract.zoo.SignedCallbacks.withdrawal;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.Simulator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reference merchant answers to withdrawals and what they cost, against callbacks made by hand. */
class ReferenceWithdrawalTest {
    private static ReferenceMerchant merchant;
    private static SignedCallbacks callbacks;
    private static int trades;

    private final String id = "withdrawal-" + ++trades;
    private final String user = String.valueOf(76561198000300000L + 1000L * trades);

    @BeforeAll
    static void start() {
        merchant = ReferenceMerchant.start(Config.of(SECRET, Policy.COMPLETED));
        callbacks = new SignedCallbacks(merchant.url());
    }

    @AfterAll
    static void close() {
        merchant.close();
    }

    private ObjectNode withdrawal19(String status) {
        return withdrawal(id, status, "19.99").put("clientSteamID", user);
    }

    private static void fund(String steamId, String usd) throws Exception {
        assertThat(callbacks.send(trade("fund-" + steamId + "-" + ++trades, "COMPLETED", usd, null)
                        .put("clientSteamID", steamId)))
                .containsExactly(200);
    }

    /** The user has 50.00; the answers are those to INITIATED, all others are 200. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            INITIATED                                      | 200         | 30.01
            INITIATED INITIATED INITIATED                  | 200 200 200 | 30.01
            INITIATED PENDING ACTIVE ESCROW HOLD COMPLETED | 200         | 30.01
            INITIATED ACTIVE COMPLETED                     | 200         | 30.01
            INITIATED COMPLETED COMPLETED INITIATED        | 200 200     | 30.01
            INITIATED HOLD SOMETHING_NEW                   | 200         | 30.01
            INITIATED FAILED                               | 200         | 50.00
            INITIATED CANCELED                             | 200         | 50.00
            INITIATED DECLINED                             | 200         | 50.00
            INITIATED REVERTED                             | 200         | 50.00
            INITIATED FAILED FAILED CANCELED               | 200         | 50.00
            INITIATED ACTIVE FAILED                        | 200         | 50.00
            INITIATED ACTIVE DECLINED DECLINED             | 200         | 50.00
            INITIATED ACTIVE ESCROW FAILED                 | 200         | 50.00
            INITIATED ACTIVE ESCROW CANCELED               | 200         | 50.00
            INITIATED ACTIVE HOLD FAILED                   | 200         | 50.00
            INITIATED ACTIVE HOLD CANCELED                 | 200         | 50.00
            INITIATED ACTIVE HOLD REVERTED                 | 200         | 50.00
            INITIATED HOLD COMPLETED REVERTED              | 200         | 50.00
            INITIATED HOLD COMPLETED REVERTED REVERTED     | 200         | 50.00
            INITIATED REVERTED ACTIVE HOLD COMPLETED       | 200         | 50.00
            INITIATED INITIATED CANCELED INITIATED         | 200 200 200 | 50.00
            FAILED                                         |             | 50.00
            CANCELED INITIATED                             | 402         | 50.00
            FAILED INITIATED INITIATED FAILED              | 402 402     | 50.00
            DECLINED INITIATED                             | 402         | 50.00
            REVERTED INITIATED COMPLETED                   | 402         | 50.00
            PENDING ACTIVE ESCROW HOLD COMPLETED           |             | 50.00
            ACTIVE INITIATED                               | 200         | 30.01
            """)
    void statuses_in_any_order_cost_the_price_once_or_nothing(String statuses, String verdicts, BigDecimal balance)
            throws Exception {
        fund(user, "50.00");
        List<Integer> answers = new ArrayList<>();
        for (String status : statuses.split(" ")) {
            int answer = callbacks.send(withdrawal19(status)).get(0);
            if (status.equals("INITIATED")) {
                answers.add(answer);
            } else {
                assertThat(answer).as(status).isEqualTo(200);
            }
        }

        assertThat(answers)
                .isEqualTo(Stream.of(verdicts == null ? new String[0] : verdicts.split(" "))
                        .map(Integer::valueOf)
                        .toList());
        assertThat(callbacks.balance(user)).isEqualTo(balance);
    }

    @ParameterizedTest
    @CsvSource({"19.99, 200, 0.00", "19.98, 402, 19.98", "20.00, 200, 0.01", "0.01, 402, 0.01"})
    void the_balance_must_cover_the_price_to_the_cent(String usd, int verdict, BigDecimal left) throws Exception {
        fund(user, usd);

        assertThat(callbacks.send(withdrawal19("INITIATED"))).containsExactly(verdict);
        assertThat(callbacks.balance(user)).isEqualTo(left);
    }

    @Test
    void a_user_nobody_knows_can_pay_nothing() throws Exception {
        assertThat(callbacks.send(withdrawal19("INITIATED"), withdrawal19("CANCELED")))
                .containsExactly(402, 200);
        assertThat(callbacks.balance(user)).isEqualTo(new BigDecimal("0.00"));
    }

    @Test
    void a_refusal_stands_even_when_the_money_comes_later() throws Exception {
        fund(user, "1.00");
        assertThat(callbacks.send(withdrawal19("INITIATED"))).containsExactly(402);
        fund(user, "49.00");

        assertThat(callbacks.send(withdrawal19("INITIATED"), withdrawal19("CANCELED"), withdrawal19("INITIATED")))
                .containsExactly(402, 200, 402);
        assertThat(callbacks.balance(user)).isEqualTo(new BigDecimal("50.00"));
    }

    @Test
    void several_withdrawals_cost_their_sum_to_the_cent() throws Exception {
        fund(user, "37.70");
        for (String price : List.of("0.1", "0.2", "8.6", "4.35", "19.99", "4.46")) {
            assertThat(callbacks.send(withdrawal(id + price, "INITIATED", price).put("clientSteamID", user)))
                    .containsExactly(200);
        }

        assertThat(callbacks.balance(user)).isEqualTo(new BigDecimal("0.00"));
    }

    @Test
    void the_event_decides_nothing() throws Exception {
        fund(user, "50.00");

        assertThat(post(letter(withdrawal19("ACTIVE"), "INITIATED", SECRET))).isEqualTo(200);
        assertThat(callbacks.balance(user)).isEqualTo(new BigDecimal("50.00"));
        assertThat(post(letter(withdrawal19("INITIATED"), "FAILED", SECRET))).isEqualTo(200);
        assertThat(callbacks.balance(user)).isEqualTo(new BigDecimal("30.01"));
        assertThat(post(letter(withdrawal19("HOLD"), "REVERTED", SECRET))).isEqualTo(200);
        assertThat(callbacks.balance(user)).isEqualTo(new BigDecimal("30.01"));
    }

    @Test
    void a_forged_gate_is_refused_and_costs_nothing() throws Exception {
        fund(user, "50.00");

        assertThat(post(letter(withdrawal19("INITIATED"), "INITIATED", "wrong")))
                .isEqualTo(401);
        assertThat(callbacks.balance(user)).isEqualTo(new BigDecimal("50.00"));
        assertThat(callbacks.send(withdrawal19("INITIATED").put("type", "WITHDRAWAL")))
                .containsExactly(403);
        assertThat(callbacks.balance(user)).isEqualTo(new BigDecimal("50.00"));
    }

    private static int post(byte[] body) throws IOException, InterruptedException {
        return callbacks.post(body, "application/json").statusCode();
    }

    @Test
    void a_deposit_that_begins_is_no_gate() throws Exception {
        fund(user, "50.00");

        assertThat(callbacks.send(trade(id, "INITIATED", "19.99", "8.60").put("clientSteamID", user)))
                .containsExactly(200);
        assertThat(callbacks.balance(user)).isEqualTo(new BigDecimal("50.00"));
    }

    @Test
    void gates_at_the_same_instant_share_the_balance() throws Exception {
        for (int round = 0; round < 40; round++) {
            String owner = user + round;
            String each = id + "-" + round + "-";
            fund(owner, round % 2 == 0 ? "19.99" : "50.00");
            ObjectNode[] gates = IntStream.range(0, 6)
                    .mapToObj(
                            i -> withdrawal(each + i / 2, "INITIATED", "19.99").put("clientSteamID", owner))
                    .toArray(ObjectNode[]::new);

            List<Integer> verdicts = callbacks.sendAtOnce(gates);

            assertThat(verdicts).as("round %d", round).containsOnly(200, 402);
            assertThat(verdicts.stream().filter(verdict -> verdict == 200))
                    .as("round %d", round)
                    .hasSize(round % 2 == 0 ? 2 : 4);
            assertThat(callbacks.balance(owner)).isEqualTo(new BigDecimal(round % 2 == 0 ? "0.00" : "10.02"));
            assertThat(callbacks.sendAtOnce(gates)).as("asked again").isEqualTo(verdicts);
        }
    }

    /** Every callback comes three times, in random order; whichever wins, there is one verdict and the trade costs nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "CANCELED", "DECLINED", "REVERTED"})
    void a_gate_and_an_ending_at_the_same_instant_add_up_to_nothing(String ending) throws Exception {
        Random random = new Random(42);
        for (int round = 0; round < 20; round++) {
            String owner = user + round;
            fund(owner, "19.99");
            List<ObjectNode> letters = new ArrayList<>();
            for (String status : List.of("INITIATED", ending, "INITIATED", ending, "INITIATED", "ACTIVE", ending)) {
                letters.add(withdrawal(id + "-" + round, status, "19.99").put("clientSteamID", owner));
            }
            Collections.shuffle(letters, random);

            List<Integer> answers = callbacks.sendAtOnce(letters.toArray(ObjectNode[]::new));

            assertThat(IntStream.range(0, answers.size())
                            .filter(i ->
                                    letters.get(i).get("status").textValue().equals("INITIATED"))
                            .map(answers::get)
                            .distinct())
                    .as("round %d", round)
                    .hasSize(1)
                    .isSubsetOf(200, 402);
            assertThat(callbacks.balance(owner)).as("round %d", round).isEqualTo(new BigDecimal("19.99"));
        }
    }

    /** A deposit is taken back while what it gave is being spent: whoever is first, all of it is taken back. */
    @Test
    void a_gate_and_the_end_of_a_deposit_at_the_same_instant_both_count() throws Exception {
        for (int round = 0; round < 20; round++) {
            String owner = user + round;
            ObjectNode deposit =
                    trade(id + "-deposit-" + round, "COMPLETED", "19.99", null).put("clientSteamID", owner);
            callbacks.send(deposit);
            List<Integer> answers = callbacks.sendAtOnce(
                    withdrawal(id + "-" + round, "INITIATED", "19.99").put("clientSteamID", owner),
                    deposit.deepCopy().put("status", "REVERTED"));

            assertThat(answers.get(1)).isEqualTo(200);
            assertThat(callbacks.balance(owner))
                    .as("round %d", round)
                    .isEqualTo(new BigDecimal(answers.get(0) == 200 ? "-19.99" : "0.00"));
        }
    }

    @Test
    void users_at_once_each_pay_their_own() throws Exception {
        ObjectNode[] gates = IntStream.range(0, 20)
                .mapToObj(i ->
                        withdrawal(id + "-" + i, "INITIATED", "0." + (10 + i)).put("clientSteamID", user + i))
                .toArray(ObjectNode[]::new);
        for (ObjectNode gate : gates) {
            fund(gate.get("clientSteamID").textValue(), "1.00");
        }

        assertThat(callbacks.sendAtOnce(gates)).containsOnly(200);

        for (ObjectNode gate : gates) {
            assertThat(callbacks.balance(gate.get("clientSteamID").textValue()))
                    .isEqualTo(BigDecimal.ONE
                            .subtract(gate.get("totalPrice").decimalValue())
                            .setScale(2));
        }
    }

    @Test
    void without_withdrawals_every_gate_is_refused_and_what_follows_moves_nothing() throws Exception {
        try (ReferenceMerchant depositsOnly =
                ReferenceMerchant.start(Config.of(SECRET, Policy.INSTANT).withoutWithdrawals())) {
            SignedCallbacks calls = new SignedCallbacks(depositsOnly.url());
            calls.send(trade("fund", "COMPLETED", "50.00", null).put("clientSteamID", user));

            assertThat(calls.send(Stream.of("INITIATED", "INITIATED", "CANCELED", "INITIATED", "COMPLETED")
                            .map(this::withdrawal19)
                            .toArray(ObjectNode[]::new)))
                    .containsExactly(403, 403, 200, 403, 200);
            assertThat(calls.balance(user)).isEqualTo(new BigDecimal("50.00"));
        }
    }

    @Test
    void a_withdrawal_that_it_started_itself_costs_its_price() throws Exception {
        try (Simulator simulator = OwnDeposit.simulator();
                ReferenceMerchant starter = ReferenceMerchant.start(
                        Config.of(SECRET, Policy.COMPLETED).with(simulator.baseUrl(), OwnDeposit.API_KEY))) {
            OwnWithdrawal.run(simulator, starter.url());
        }
    }
}
