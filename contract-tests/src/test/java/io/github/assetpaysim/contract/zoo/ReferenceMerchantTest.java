package io.github.assetpaysim.contract.zoo;

import static io.github.assetpaysim.contract.zoo.Policy.COMPLETED;
import static io.github.assetpaysim.contract.zoo.Policy.INSTANT;
import static io.github.assetpaysim.contract.zoo.SignedCallbacks.SECRET;
import static io.github.assetpaysim.contract.zoo.SignedCallbacks.genuine;
import static io.github.assetpaysim.contract.zoo.SignedCallbacks.letter;
import static io.github.assetpaysim.contract.zoo.SignedCallbacks.trade;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.assetpaysim.simulator.Simulator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The merchant that all others are measured by, against callbacks made by hand. */
class ReferenceMerchantTest {
    private static final Map<Policy, ReferenceMerchant> MERCHANTS = new LinkedHashMap<>();
    private static final BigDecimal ZERO = new BigDecimal("0.00");

    private static int trades;

    private final String id = "trade-" + ++trades;
    private final String user = String.valueOf(76561198000001000L + 10L * trades);

    private static ReferenceMerchant merchant(Policy policy) {
        return MERCHANTS.computeIfAbsent(policy, each -> ReferenceMerchant.start(Config.of(SECRET, each)));
    }

    private static SignedCallbacks callbacks(Policy policy) {
        return new SignedCallbacks(merchant(policy).url());
    }

    @AfterAll
    static void close() {
        MERCHANTS.values().forEach(ReferenceMerchant::close);
    }

    private ObjectNode trade19(String status) {
        return trade(id, status, "19.99", "8.60").put("clientSteamID", user);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            INITIATED PENDING ACTIVE ESCROW   | 0.00  | 0.00
            HOLD                              | 0.00  | 8.60
            HOLD HOLD                         | 0.00  | 8.60
            HOLD COMPLETED                    | 19.99 | 19.99
            COMPLETED                         | 19.99 | 19.99
            COMPLETED HOLD                    | 19.99 | 19.99
            COMPLETED COMPLETED               | 19.99 | 19.99
            HOLD COMPLETED HOLD COMPLETED     | 19.99 | 19.99
            HOLD COMPLETED PENDING ACTIVE     | 19.99 | 19.99
            DECLINED                          | 0.00  | 0.00
            CANCELED                          | 0.00  | 0.00
            FAILED                            | 0.00  | 0.00
            HOLD FAILED                       | 0.00  | 0.00
            HOLD CANCELED CANCELED            | 0.00  | 0.00
            HOLD DECLINED HOLD                | 0.00  | 0.00
            COMPLETED REVERTED                | 0.00  | 0.00
            COMPLETED FAILED                  | 0.00  | 0.00
            COMPLETED CANCELED                | 0.00  | 0.00
            FAILED HOLD                       | 0.00  | 0.00
            FAILED COMPLETED                  | 0.00  | 0.00
            HOLD REVERTED                     | 0.00  | 0.00
            HOLD REVERTED REVERTED            | 0.00  | 0.00
            HOLD COMPLETED REVERTED           | 0.00  | 0.00
            HOLD COMPLETED REVERTED REVERTED  | 0.00  | 0.00
            REVERTED HOLD                     | 0.00  | 0.00
            REVERTED COMPLETED                | 0.00  | 0.00
            REVERTED HOLD COMPLETED REVERTED  | 0.00  | 0.00
            HOLD REVERTED COMPLETED           | 0.00  | 0.00
            COMPLETED REVERTED HOLD COMPLETED | 0.00  | 0.00
            SOMETHING_NEW                     | 0.00  | 0.00
            HOLD SOMETHING_NEW                | 0.00  | 8.60
            """)
    void statuses_in_any_order_come_to_the_right_balance(String statuses, BigDecimal completed, BigDecimal instant)
            throws Exception {
        for (Policy policy : Policy.values()) {
            for (String status : statuses.split(" ")) {
                assertThat(callbacks(policy).send(trade19(status))).containsExactly(200);
            }
            assertThat(callbacks(policy).balance(user))
                    .as("%s", policy)
                    .isEqualTo(policy == INSTANT ? instant : completed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_unknown_user_has_nothing(Policy policy) throws Exception {
        assertThat(callbacks(policy).balance("76561198999999999")).isEqualTo(ZERO);
    }

    @ParameterizedTest
    @CsvSource({"true, 30.30, 0.00", "true,,", "true, 0.00, 30.30", "false, 0.00, 30.30", "false,,"})
    void a_trade_that_was_never_on_hold_is_credited_in_full(boolean isInstant, String preCredit, String pendingCredit)
            throws Exception {
        for (Policy policy : Policy.values()) {
            ObjectNode rust = trade(id, "COMPLETED", "30.30", preCredit).put("clientSteamID", user);
            rust.put("game", "252490").put("isInstant", isInstant);

            callbacks(policy).send(rust.deepCopy().put("status", "ACTIVE"), rust);

            assertThat(callbacks(policy).balance(user)).isEqualTo(new BigDecimal("30.30"));
        }
    }

    @Test
    void without_instant_credit_the_hold_gives_nothing() throws Exception {
        ObjectNode hold =
                trade(id, "HOLD", "12.50", "0").put("clientSteamID", user).put("isInstant", false);

        callbacks(INSTANT).send(hold);
        assertThat(callbacks(INSTANT).balance(user)).isEqualTo(ZERO);
        callbacks(INSTANT).send(hold.put("status", "COMPLETED"));
        assertThat(callbacks(INSTANT).balance(user)).isEqualTo(new BigDecimal("12.50"));
    }

    @Test
    void a_failure_that_no_longer_tells_the_credit_takes_it_back_all_the_same() throws Exception {
        ObjectNode failed = trade(id, "FAILED", "19.99", null).put("clientSteamID", user);

        callbacks(INSTANT).send(trade19("HOLD"), failed);

        assertThat(callbacks(INSTANT).balance(user)).isEqualTo(ZERO);
    }

    @Test
    void amounts_add_up_to_the_cent() throws Exception {
        for (String price : List.of("0.10", "0.20", "8.6", "4.35", "19.99", "1000000.01", "0")) {
            callbacks(INSTANT)
                    .send(
                            trade(id + "-" + price, "HOLD", price, "0").put("clientSteamID", user),
                            trade(id + "-" + price, "COMPLETED", price, "0").put("clientSteamID", user));
        }

        assertThat(callbacks(INSTANT).balance(user)).isEqualTo(new BigDecimal("1000033.25"));
    }

    @Test
    void the_event_is_not_believed() throws Exception {
        SignedCallbacks callbacks = callbacks(COMPLETED);

        callbacks.post(letter(trade19("ACTIVE"), "COMPLETED", SECRET), "application/json");
        assertThat(callbacks.balance(user)).isEqualTo(ZERO);
        callbacks.post(letter(trade19("COMPLETED"), "PENDING", SECRET), "application/json");
        assertThat(callbacks.balance(user)).isEqualTo(new BigDecimal("19.99"));
    }

    @Test
    void two_trades_of_one_user_are_credited_both() throws Exception {
        ObjectNode[] all = IntStream.range(0, 30)
                .mapToObj(i -> trade(id + "-" + i, "COMPLETED", "0.10", null).put("clientSteamID", user))
                .toArray(ObjectNode[]::new);

        assertThat(callbacks(COMPLETED).sendAtOnce(all)).containsOnly(200);

        assertThat(callbacks(COMPLETED).balance(user)).isEqualTo(new BigDecimal("3.00"));
    }

    @Test
    void a_thousand_items_in_two_hundred_kilobytes_are_taken() throws Exception {
        ObjectNode large = trade19("COMPLETED");
        for (int i = 1; i < 1000; i++) {
            large.withArray("items").add(large.at("/items/0").deepCopy());
        }

        assertThat(callbacks(COMPLETED).send(large)).containsExactly(200);
        assertThat(callbacks(COMPLETED).balance(user)).isEqualTo(new BigDecimal("19.99"));
    }

    @ParameterizedTest
    @CsvSource({"HOLD COMPLETED, 19.99", "HOLD COMPLETED REVERTED, 0.00", "COMPLETED FAILED, 0.00"})
    void a_newer_snapshot_of_the_same_status_moves_nothing(String statuses, BigDecimal balance) throws Exception {
        for (Policy policy : Policy.values()) {
            for (String status : statuses.split(" ")) {
                ObjectNode trade = trade19(status);
                ObjectNode newer = trade.deepCopy()
                        .put("updatedAt", "2031-01-09T00:00:00.000Z")
                        .put("holdEndDate", "2031-01-16T00:00:00.000Z");
                assertThat(callbacks(policy).send(trade, newer, trade)).containsOnly(200);
            }
            assertThat(callbacks(policy).balance(user)).as("%s", policy).isEqualTo(balance);
        }
    }

    @Test
    void trades_without_an_order_of_their_own_are_told_apart_by_their_id() throws Exception {
        for (String each : List.of("-a", "-b")) {
            ObjectNode trade = trade(id + each, "COMPLETED", "8.60", null).put("clientSteamID", user);
            trade.remove("externalId");
            assertThat(callbacks(COMPLETED).send(trade, trade)).containsOnly(200);
        }

        assertThat(callbacks(COMPLETED).balance(user)).isEqualTo(new BigDecimal("17.20"));
    }

    /** As numbers these would be one: they differ beyond what a double holds. */
    @Test
    void users_with_neighbouring_ids_are_two_users() throws Exception {
        for (String last : List.of("0", "1", "2", "3")) {
            callbacks(COMPLETED)
                    .send(trade(id + "-neighbour-" + last, "COMPLETED", last + ".10", null)
                            .put("clientSteamID", "7656119890000777" + last));
        }

        assertThat(callbacks(COMPLETED).balance("76561198900007770")).isEqualTo(new BigDecimal("0.10"));
        assertThat(callbacks(COMPLETED).balance("76561198900007773")).isEqualTo(new BigDecimal("3.10"));
    }

    @Test
    void unknown_members_are_signed_whatever_their_names_sort_like() throws Exception {
        ObjectNode trade = trade19("COMPLETED");
        for (String name : List.of("Zeta", "_x", "\u00e4", "a b", "10", "9", "\u2122", "\ud83d\ude00", "\uff5e")) {
            trade.put(name, "\u2605 " + name);
            ((ObjectNode) trade.at("/items/0")).put(name, 8.5);
        }

        assertThat(callbacks(COMPLETED).send(trade)).containsExactly(200);
        assertThat(callbacks(COMPLETED).balance(user)).isEqualTo(new BigDecimal("19.99"));
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void the_same_trade_in_another_form_is_the_same_trade(Form form) throws Exception {
        byte[] body = genuine(trade19("COMPLETED").put("later", "a member that does not exist yet"));
        String changed = form.change(new String(body, UTF_8));
        assertThat(changed).isNotEqualTo(new String(body, UTF_8));

        for (String each : List.of(changed, new String(body, UTF_8))) {
            assertThat(callbacks(COMPLETED)
                            .post(each.getBytes(UTF_8), "application/json; charset=utf-8")
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(callbacks(COMPLETED).balance(user)).isEqualTo(new BigDecimal("19.99"));
    }

    /** Every callback comes three times at the same instant, in random order; the sum must not depend on which wins. */
    @ParameterizedTest
    @EnumSource
    void callbacks_at_the_same_instant_add_up(Policy policy) throws Exception {
        Random random = new Random(42);
        List<List<String>> scenes = List.of(
                List.of("COMPLETED"),
                List.of("HOLD"),
                List.of("HOLD", "COMPLETED"),
                List.of("COMPLETED", "REVERTED"),
                List.of("HOLD", "REVERTED"),
                List.of("HOLD", "COMPLETED", "REVERTED"),
                List.of("HOLD", "FAILED"));
        for (int round = 0; round < 140; round++) {
            List<String> scene = scenes.get(round % scenes.size());
            String each = id + "-" + round;
            String owner = user + round;
            boolean wasOnHold = round % 2 == 0;
            if (wasOnHold) {
                callbacks(policy).send(trade(each, "HOLD", "19.99", "8.60").put("clientSteamID", owner));
            }
            List<ObjectNode> letters = new ArrayList<>();
            for (int copy = 0; copy < 3; copy++) {
                scene.forEach(status ->
                        letters.add(trade(each, status, "19.99", "8.60").put("clientSteamID", owner)));
            }
            Collections.shuffle(letters, random);

            assertThat(callbacks(policy).sendAtOnce(letters.toArray(ObjectNode[]::new)))
                    .as("round %d, %s", round, scene)
                    .containsOnly(200);
            assertThat(callbacks(policy).balance(owner))
                    .as("round %d, %s", round, scene)
                    .isEqualTo(expected(scene, policy));
        }
    }

    private static BigDecimal expected(List<String> scene, Policy policy) {
        if (scene.contains("REVERTED") || scene.contains("FAILED")) {
            return ZERO;
        }
        if (scene.contains("COMPLETED")) {
            return new BigDecimal("19.99");
        }
        return policy == INSTANT ? new BigDecimal("8.60") : ZERO;
    }

    @ParameterizedTest
    @EnumSource
    void a_deposit_that_it_started_itself_is_credited_at_the_right_time(Policy policy) throws Exception {
        try (Simulator simulator = OwnDeposit.simulator();
                ReferenceMerchant starter = ReferenceMerchant.start(
                        Config.of(SECRET, policy).with(simulator.baseUrl(), OwnDeposit.API_KEY))) {
            OwnDeposit.run(simulator, starter.url(), policy);
        }
    }
}
