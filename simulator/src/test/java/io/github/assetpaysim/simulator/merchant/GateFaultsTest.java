package io.github.assetpaysim.simulator.merchant;

import static io.github.assetpaysim.simulator.merchant.Shop.atGate;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.assetpaysim.simulator.callback.Attempt;
import io.github.assetpaysim.simulator.callback.Delivery;
import io.github.assetpaysim.simulator.callback.transport.CallbackUrl;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.Signature;
import io.github.assetpaysim.simulator.trade.Stage;
import io.github.assetpaysim.simulator.trade.Trade;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that strike the callback that asks for an approval: what the merchant gets, what decides, and what that costs. */
@Timeout(60)
class GateFaultsTest {
    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    /** Answers gates so, one after another, and the last so ever after; all else with 200. */
    private static Receiver answering(int... answers) {
        AtomicInteger asked = new AtomicInteger();
        return Receiver.answering(
                got -> isGate(got) ? answers[Math.min(asked.getAndIncrement(), answers.length - 1)] : 200);
    }

    /** By the bytes, for a fault may have made other than JSON of them. */
    private static boolean isGate(Receiver.Got got) {
        String body = new String(got.body(), UTF_8);
        return body.isEmpty() || body.contains("\"event\":\"INITIATED\"");
    }

    private static Shop shop(Receiver receiver, String... faults) {
        Shop shop = new Shop(RUNNING, receiver.url(), ",\"apiSecret\":\"s\"");
        shop.plan(faults);
        return shop;
    }

    private static List<byte[]> gates(Receiver receiver) {
        return receiver.got().stream()
                .filter(GateFaultsTest::isGate)
                .map(Receiver.Got::body)
                .toList();
    }

    private static boolean verifies(Receiver.Got got) {
        try {
            return got.payload().path("key").asText().equals(Signature.of(got.trade(), "s"));
        } catch (RuntimeException e) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "name":"wrong-secret"
            "name":"missing-key"
            "name":"malformed-key"
            "name":"tampered-trade","member":"price"
            "name":"tampered-trade","member":"steamId"
            "name":"malformed-json"
            "name":"empty-body"
            """)
    void what_is_forged_and_comes_besides_decides_nothing(String fault) {
        for (int genuine : new int[] {200, 402}) {
            try (Receiver receiver = answering(genuine == 200 ? 402 : 200, genuine)) {
                Shop shop = shop(receiver, atGate(fault + ",\"besides\":true"));
                Trade trade = shop.withdraw();
                shop.advance("0s");

                assertThat(gates(receiver)).hasSize(2);
                assertThat(verifies(receiver.got().get(0))).isFalse();
                assertThat(verifies(receiver.got().get(1))).isTrue();
                assertThat(shop.now(trade).stage()).isEqualTo(genuine == 200 ? Stage.PREPARING : Stage.REJECTED);
                assertThat(genuine == 200 ? shop.isBought(trade) : shop.isGivenBack(trade))
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "name":"wrong-secret"
            "name":"missing-key"
            "name":"malformed-key"
            "name":"tampered-trade","member":"price"
            "name":"malformed-json"
            "name":"empty-body"
            """)
    void what_is_altered_in_place_of_the_genuine_one_is_the_question_and_its_answer_decides(String fault) {
        for (int answer : new int[] {200, 401}) {
            try (Receiver receiver = answering(answer)) {
                Shop shop = shop(receiver, atGate(fault));
                Trade trade = shop.withdraw();
                shop.advance("0s");

                assertThat(gates(receiver)).hasSize(1);
                assertThat(verifies(receiver.got().get(0))).isFalse();
                assertThat(shop.why(trade)).isEqualTo(answer == 200 ? "" : "rejected: 401");
                assertThat(answer == 200 ? shop.isBought(trade) : shop.isGivenBack(trade))
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "name":"duplicate","copies":2             | 0s
            "name":"duplicate","copies":2,"gap":"1min" | 2min
            "name":"repeat-later","after":"1h"        | 1h
            """)
    void copies_decide_nothing(String fault, String until) {
        for (int genuine : new int[] {200, 402}) {
            try (Receiver receiver = answering(genuine, genuine == 200 ? 402 : 200)) {
                Shop shop = shop(receiver, atGate(fault));
                Trade trade = shop.withdraw();
                shop.advance(until);

                List<byte[]> gates = gates(receiver);
                assertThat(gates).hasSizeGreaterThan(1).allMatch(each -> Arrays.equals(each, gates.get(0)));
                assertThat(shop.now(trade).approved()).isEqualTo(genuine == 200);
                assertThat(genuine == 200 ? shop.isBought(trade) : shop.isGivenBack(trade))
                        .isTrue();
            }
        }
    }

    @Test
    void copies_at_the_same_instant_are_all_under_way_before_the_genuine_one_decides() {
        CyclicBarrier meeting = new CyclicBarrier(4);
        try (Receiver receiver = Receiver.answering(got -> {
            if (!isGate(got)) {
                return 200;
            }
            return met(meeting) == 0 ? 402 : 200;
        })) {
            Shop shop = shop(receiver);
            for (int round = 0; round < 10; round++) {
                shop.plan(atGate("\"name\":\"duplicate-at-once\",\"copies\":3"));
                Trade trade = shop.withdraw();
                shop.advance("0s");

                List<Delivery> gates = shop.callbacks(trade).stream()
                        .filter(each -> each.event().trade().awaitsVerdict())
                        .toList();
                assertThat(gates).hasSize(4).allMatch(each -> each.attempts().size() == 1);
                assertThat(gates).extracting(GateFaultsTest::answer).containsOnlyOnce(402);
                int genuine = answer(shop.gate(trade));
                assertThat(shop.now(trade).approved()).isEqualTo(genuine == 200);
            }
            assertThat(gates(receiver)).hasSize(40);
            Set<String> different = gates(receiver).stream()
                    .map(each -> new String(each, UTF_8))
                    .collect(Collectors.toSet());
            assertThat(different).hasSize(10);
        }
    }

    private static int answer(Delivery delivery) {
        return delivery.attempts().get(0).reply().status();
    }

    /** The place among those that meet; 500 when they do not. */
    private static int met(CyclicBarrier meeting) {
        try {
            return meeting.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            return 500;
        }
    }

    @Test
    void the_merchant_can_be_asked_and_approve_before_the_withdrawal_was_answered() {
        CompletableFuture<JsonNode> answered = new CompletableFuture<>();
        AtomicBoolean early = new AtomicBoolean();
        try (Receiver receiver = Receiver.answering(got -> {
            if (isGate(got)) {
                early.set(!isDoneWithin(Duration.ofMillis(200), answered));
            }
            return 200;
        })) {
            Shop shop = shop(receiver, atGate("\"name\":\"before-answer\""));
            JsonNode answer = shop.client.withdrawal(shop.json, Shop.ALICE);
            answered.complete(answer);

            assertThat(early).isTrue();
            assertThat(answer.required("status").textValue()).isEqualTo("INITIATED");
            assertThat(receiver.got().get(0).trade()).isEqualTo(answer);
            Trade trade = shop.trade(answer);
            shop.advance("P8D");
            assertThat(receiver.events()).containsExactly("INITIATED", "ACTIVE", "HOLD", "COMPLETED");
            assertThat(shop.isBought(trade)).isTrue();
        }
    }

    private static boolean isDoneWithin(Duration time, CompletableFuture<?> future) {
        return future.thenApply(done -> true)
                .completeOnTimeout(false, time.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    @Test
    void an_approval_that_gets_lost_is_asked_for_again_and_costs_once() {
        try (Receiver receiver = answering(200)) {
            Shop shop = shop(receiver, atGate("\"name\":\"lost-acknowledgement\",\"attempts\":2"));
            Trade trade = shop.withdraw();
            shop.advance("39s");
            assertThat(shop.isReserved(trade)).isTrue();
            shop.advance("1min");

            List<byte[]> gates = gates(receiver);
            assertThat(gates).hasSize(3).allMatch(each -> Arrays.equals(each, gates.get(0)));
            assertThat(shop.gate(trade).attempts())
                    .extracting(Attempt::answerLost)
                    .containsExactly(true, true, false);
            assertThat(shop.story(trade)).isEqualTo("INITIATED PT0S, ACTIVE PT40S, HOLD PT1M15S");
            assertThat(shop.isBought(trade)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "name":"lost-acknowledgement","attempts":3
            "name":"reset-after-sending","attempts":3
            "name":"cut-body","attempts":3
            """)
    void a_merchant_whose_answers_never_arrive_hears_of_the_cancellation(String fault) {
        try (Receiver receiver = answering(200)) {
            Shop shop = shop(receiver, atGate(fault));
            Trade trade = shop.withdraw();
            shop.advance("P30D");

            assertThat(shop.story(trade)).isEqualTo("INITIATED PT0S, CANCELED PT40S");
            assertThat(shop.why(trade)).isEqualTo("rejected: no verdict in 3 attempts");
            assertThat(receiver.events()).endsWith("CANCELED");
            assertThat(shop.isGivenBack(trade)).isTrue();
        }
    }

    @Test
    void a_merchant_that_is_asked_again_after_a_reset_has_the_same_bytes_twice_and_pays_once() {
        try (Receiver receiver = answering(200)) {
            Shop shop = shop(receiver, atGate("\"name\":\"reset-after-sending\""));
            Trade trade = shop.withdraw();
            shop.advance("10s");

            await().until(() -> gates(receiver).size() == 2);
            assertThat(gates(receiver).get(1)).isEqualTo(gates(receiver).get(0));
            assertThat(shop.isBought(trade)).isTrue();
        }
    }

    @Test
    void a_gate_that_is_sent_slowly_arrives_whole_and_is_waited_for() {
        try (Receiver receiver = answering(200)) {
            Shop shop = shop(receiver, atGate("\"name\":\"slow-sending\",\"over\":\"500ms\""));
            Trade trade = shop.withdraw();
            assertThat(shop.isReserved(trade)).isTrue();
            shop.advance("0s");

            assertThat(verifies(receiver.got().get(0))).isTrue();
            Attempt attempt = shop.gate(trade).attempts().get(0);
            assertThat(Duration.between(attempt.sent(), attempt.ended())).isGreaterThan(Duration.ofMillis(400));
            assertThat(shop.isBought(trade)).isTrue();
        }
    }

    @Test
    void a_gate_that_comes_late_is_decided_late() {
        try (Receiver receiver = answering(200)) {
            Shop shop = shop(receiver, atGate("\"name\":\"delay\",\"by\":\"1h\""));
            Trade trade = shop.withdraw();
            shop.advance("PT59M");
            assertThat(shop.isReserved(trade)).isTrue();
            shop.advance("PT1M");

            assertThat(shop.story(trade)).isEqualTo("INITIATED PT0S, ACTIVE PT1H");
            assertThat(shop.isBought(trade)).isTrue();
        }
    }

    @Test
    void what_a_fault_drops_is_rejected_at_once_and_a_resend_afterwards_decides_nothing() throws Exception {
        try (Receiver receiver = answering(200)) {
            Shop shop = shop(receiver, atGate("\"name\":\"drop\""));
            Trade trade = shop.withdraw();
            shop.advance("0s");
            assertThat(receiver.events()).containsExactly("CANCELED");
            assertThat(shop.why(trade)).isEqualTo("rejected: no callback was sent");

            assertThat(resend(shop, trade, null).delivered()).isTrue();

            assertThat(shop.now(trade).stage()).isEqualTo(Stage.REJECTED);
            assertThat(shop.isGivenBack(trade)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"swap-with-next", "at-once-with-next"})
    void what_would_wait_for_the_next_callback_does_not_strike_the_one_that_all_others_wait_for(String fault) {
        try (Receiver receiver = answering(200)) {
            Shop shop = shop(receiver, "{\"trigger\":{\"on\":\"callback\"},\"fault\":{\"name\":\"" + fault + "\"}}");
            Trade trade = shop.withdraw();
            shop.advance("P8D");

            assertThat(shop.gate(trade).plan().struck()).isEmpty();
            assertThat(receiver.events()).startsWith("INITIATED").containsOnlyOnce("INITIATED");
            assertThat(shop.callbacks(trade).get(1).plan().struck()).containsExactly(fault);
            assertThat(shop.isBought(trade)).isTrue();
        }
    }

    private static Attempt resend(Shop shop, Trade trade, CallbackUrl to) throws Exception {
        return shop.merchant
                .dispatcher()
                .resend(shop.gate(trade).id(), to)
                .orElseThrow()
                .get(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({"200, ACTIVE", "402, CANCELED"})
    void a_resend_by_hand_while_nothing_is_decided_decides(int answer, String status) throws Exception {
        try (Receiver receiver = answering(500, answer)) {
            Shop shop = shop(receiver);
            Trade trade = shop.withdraw();
            shop.advance("3s");
            resend(shop, trade, null);

            assertThat(shop.handle.status(trade.id())).isEqualTo(status);
            shop.advance("0s");
            assertThat(shop.story(trade)).isEqualTo("INITIATED PT0S, " + status + " PT3S");
            shop.advance("P8D");
            assertThat(gates(receiver)).hasSize(2);
            assertThat(shop.gate(trade).state()).isEqualTo(Delivery.State.DELIVERED);
            assertThat(answer == 200 ? shop.isBought(trade) : shop.isGivenBack(trade))
                    .isTrue();
        }
    }

    @Test
    void a_resend_by_hand_that_fails_is_one_of_the_three_attempts() throws Exception {
        try (Receiver receiver = answering(500)) {
            Shop shop = shop(receiver);
            Trade trade = shop.withdraw();
            shop.advance("3s");
            resend(shop, trade, null);
            assertThat(shop.isReserved(trade)).isTrue();
            resend(shop, trade, null);

            assertThat(shop.why(trade)).isEqualTo("rejected: no verdict in 3 attempts");
            shop.advance("P8D");
            assertThat(shop.story(trade)).isEqualTo("INITIATED PT0S, CANCELED PT3S");
            assertThat(gates(receiver)).hasSize(3);
        }
    }

    @Test
    void what_another_url_answers_neither_counts_nor_decides() throws Exception {
        try (Receiver receiver = answering(500, 500, 402);
                Receiver other = answering(200)) {
            Shop shop = shop(receiver);
            Trade trade = shop.withdraw();
            shop.advance("3s");
            for (int i = 0; i < 3; i++) {
                resend(shop, trade, CallbackUrl.parse(other.url().toString()));
            }
            assertThat(other.got()).hasSize(3);
            assertThat(shop.isReserved(trade)).isTrue();

            shop.advance("P1D");
            assertThat(shop.why(trade)).isEqualTo("rejected: 402");
            assertThat(gates(receiver)).hasSize(3);
        }
    }

    @ParameterizedTest
    @CsvSource({"200, 402", "402, 200"})
    void after_the_decision_a_repeat_by_hand_decides_nothing(int answer, int later) throws Exception {
        try (Receiver receiver = answering(answer, later)) {
            Shop shop = shop(receiver);
            Trade trade = shop.withdraw();
            shop.advance("0s");
            Trade decided = shop.now(trade);
            Balance balance = shop.balance();

            assertThat(resend(shop, trade, null).reply().status()).isEqualTo(later);

            assertThat(shop.now(trade)).isEqualTo(decided);
            assertThat(shop.balance()).isEqualTo(balance);
            assertThat(gates(receiver)).hasSize(2);
        }
    }

    @Test
    void an_approval_after_the_trade_was_canceled_buys_nothing() {
        try (Receiver receiver = answering(500, 200)) {
            Shop shop = shop(receiver);
            Trade trade = shop.withdraw();
            shop.advance("3s");
            shop.handle.happen(trade.id(), ControlEvent.CANCEL);
            shop.advance("P8D");

            assertThat(receiver.events()).containsExactly("INITIATED", "CANCELED", "INITIATED");
            assertThat(shop.now(trade).stage()).isEqualTo(Stage.CANCELED);
            assertThat(shop.isGivenBack(trade)).isTrue();
        }
    }
}
