package io.github.assetpaysim.simulator.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.assetpaysim.simulator.callback.Attempt.Trigger;
import io.github.assetpaysim.simulator.callback.Delivery.State;
import io.github.assetpaysim.simulator.callback.transport.OutcomeCode;
import io.github.assetpaysim.simulator.callback.transport.Reply;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.dialect.Secrets;
import io.github.assetpaysim.simulator.dialect.co.CoDialect;
import io.github.assetpaysim.simulator.fault.CallbackFaults;
import io.github.assetpaysim.simulator.fault.Plan;
import io.github.assetpaysim.simulator.money.CreditSplit;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.setting.Assumptions;
import io.github.assetpaysim.simulator.setting.Values;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallbackDispatcherTest extends DispatcherHarness {
    CallbackDispatcherTest() {
        super(new CoDialect("test"));
    }

    @Test
    void each_retry_is_due_at_the_failed_attempts_own_instant_plus_the_gap_until_none_is_left() throws Exception {
        post.answers(500, 500, 500, 500, 500, 500);
        dispatcher.announce(CREATED, null);

        advance("P1D");

        assertThat(delivery(1).state()).isEqualTo(State.EXHAUSTED);
        assertThat(delivery(1).nextAttempt()).isNull();
        assertThat(delivery(1).attempts())
                .extracting(Attempt::number, attempt -> Duration.between(START, attempt.due()), Attempt::trigger)
                .containsExactly(
                        tuple(1, Duration.ZERO, Trigger.SCHEDULED),
                        tuple(2, Duration.ofSeconds(10), Trigger.SCHEDULED),
                        tuple(3, Duration.ofSeconds(40), Trigger.SCHEDULED),
                        tuple(4, Duration.ofSeconds(160), Trigger.SCHEDULED),
                        tuple(5, Duration.ofSeconds(760), Trigger.SCHEDULED),
                        tuple(6, Duration.ofSeconds(4360), Trigger.SCHEDULED));
        assertThat(timeline.pending()).isZero();
    }

    @Test
    void while_a_retry_is_planned_the_journal_says_when() throws Exception {
        post.answers(503);
        dispatcher.announce(CREATED, null);
        settle();

        assertThat(delivery(1).state()).isEqualTo(State.RETRYING);
        assertThat(delivery(1).nextAttempt()).isEqualTo(START.plusSeconds(10));
        advance("PT9.999S");
        assertThat(post.sent).hasSize(1);
        advance("PT0.001S");
        assertThat(post.sent).hasSize(2);
        assertThat(delivery(1).state()).isEqualTo(State.DELIVERED);
    }

    @Test
    void without_retries_one_failure_exhausts_a_delivery() throws Exception {
        retrying("none");
        post.answers(500);
        dispatcher.announce(CREATED, null);

        advance("P1D");

        assertThat(delivery(1).state()).isEqualTo(State.EXHAUSTED);
        assertThat(post.sent).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "200, true, true", "201, false, true", "202, false, true", "204, false, true", "299, false, true",
        "301, false, false", "302, false, false", "307, false, false", "400, false, false", "401, false, false",
        "404, false, false", "429, false, false", "500, false, false", "503, false, false", "100, false, false"
    })
    void only_200_delivers_unless_every_2xx_is_assumed_to(int status, boolean strictly, boolean generously)
            throws Exception {
        retrying("none");
        post.answers(status, status);
        dispatcher.announce(CREATED, null);
        settle();
        assuming(Assumptions.CALLBACK_SUCCESS, Assumptions.Success.ANY_2XX);
        dispatcher.announce(CREATED, null);
        settle();

        assertThat(delivery(1).state() == State.DELIVERED).isEqualTo(strictly);
        assertThat(delivery(2).state() == State.DELIVERED).isEqualTo(generously);
    }

    @Test
    void no_answer_at_all_fails_an_attempt() throws Exception {
        post.answersLater().complete(Reply.failed(OutcomeCode.CONNECTION_REFUSED, "connection refused"));
        dispatcher.announce(CREATED, null);
        settle();

        assertThat(delivery(1).state()).isEqualTo(State.RETRYING);
        assertThat(delivery(1).attempts().get(0).reply().error()).isEqualTo("connection refused");
    }

    @Test
    void all_attempts_carry_the_same_bytes_also_after_the_secret_and_the_url_changed() throws Exception {
        post.answers(500, 500);
        dispatcher.announce(CREATED, null);
        settle();
        sendingTo(OTHER_URL);
        signingWith(new Secrets("changed", "s"));
        advance("PT10S");
        resend(1, URL);
        dispatcher.announce(CREATED, null);
        settle();

        assertThat(post.sent).extracting(Post.Sent::to).containsExactly(URL, OTHER_URL, URL, OTHER_URL);
        byte[] first = post.sent.get(0).request().body();
        assertThat(post.sent.get(1).request().body()).isEqualTo(first);
        assertThat(post.sent.get(2).request().body()).isEqualTo(first);
        // The first one of another delivery is signed with the new secret.
        assertThat(post.sent.get(3).request().body()).isNotEqualTo(first);
        assertThat(delivery(1).request().body()).isEqualTo(first);
    }

    @Test
    void a_status_waits_for_the_end_of_the_first_attempt_of_the_one_before() throws Exception {
        CompletableFuture<Reply> first = post.answersLater();
        dispatcher.announce(CREATED, null);
        dispatcher.announce(OFFERED, null);
        post.awaitSent(1);
        // Another trade is not held up; and what it gets shows that there was time enough.
        dispatcher.announce(trade("trade-2"), null);
        post.awaitSent(2);
        assertThat(post.events()).containsExactly("INITIATED", "INITIATED");

        first.complete(reply(500));
        settle();

        assertThat(post.events()).containsExactly("INITIATED", "INITIATED", "PENDING");
    }

    private static Trade trade(String id) {
        return Trade.deposit(
                id,
                "merchant-1",
                Game.CS2,
                CREATED.client(),
                null,
                List.of(),
                true,
                CreditSplit.afterwards(new Usd(100)),
                START);
    }

    @Test
    void a_retry_is_overtaken_by_later_statuses() throws Exception {
        post.answers(500);
        dispatcher.announce(CREATED, null);
        dispatcher.announce(OFFERED, null);
        dispatcher.announce(ACCEPTED, null);

        advance("PT10S");

        assertThat(post.events()).containsExactly("INITIATED", "PENDING", "ACTIVE", "INITIATED");
    }

    @Test
    void in_strict_order_a_status_waits_until_the_one_before_is_delivered() throws Exception {
        strictly();
        post.answers(500, 500);
        dispatcher.announce(CREATED, null);
        dispatcher.announce(OFFERED, null);
        dispatcher.announce(ACCEPTED, null);
        settle();
        assertThat(post.events()).containsExactly("INITIATED");

        advance("PT40S");

        assertThat(post.events()).containsExactly("INITIATED", "INITIATED", "INITIATED", "PENDING", "ACTIVE");
        assertThat(delivery(2).attempts().get(0).due()).isEqualTo(START.plusSeconds(40));
    }

    @Test
    void in_strict_order_a_status_also_follows_one_that_was_given_up() throws Exception {
        strictly();
        retrying("10s");
        post.answers(500, 500);
        dispatcher.announce(CREATED, null);
        dispatcher.announce(OFFERED, null);

        advance("PT10S");

        assertThat(post.events()).containsExactly("INITIATED", "INITIATED", "PENDING");
    }

    @Test
    void in_strict_order_a_status_follows_at_once_when_the_one_before_was_resent_by_hand() throws Exception {
        strictly();
        post.answers(500);
        dispatcher.announce(CREATED, null);
        dispatcher.announce(OFFERED, null);
        settle();

        resend(1, null);
        settle();

        assertThat(post.events()).containsExactly("INITIATED", "INITIATED", "PENDING");
        assertThat(timeline.pending()).isZero();
    }

    @Test
    void when_strict_order_begins_between_two_statuses_an_older_one_lets_nothing_pass() throws Exception {
        post.answers(500, 500);
        dispatcher.announce(CREATED, null);
        settle();
        strictly();
        retrying("30s");
        dispatcher.announce(OFFERED, null);
        dispatcher.announce(ACCEPTED, null);
        settle();
        // INITIATED is delivered by its retry; ACTIVE must still wait for PENDING.
        advance("PT10S");
        assertThat(post.events()).containsExactly("INITIATED", "PENDING", "INITIATED");

        advance("PT1M");
        assertThat(post.events()).containsExactly("INITIATED", "PENDING", "INITIATED", "PENDING", "ACTIVE");
    }

    @Test
    void without_a_url_a_delivery_is_undeliverable_until_there_is_one_and_it_is_resent() throws Exception {
        sendingTo(null);
        dispatcher.announce(CREATED, null);
        advance("P1D");
        assertThat(delivery(1).state()).isEqualTo(State.UNDELIVERABLE);
        assertThat(post.sent).isEmpty();
        assertThatThrownBy(() -> dispatcher.resend("delivery-1", null))
                .isInstanceOf(NoCallbackUrl.class)
                .hasMessageContaining("no callback URL");

        sendingTo(URL);
        Attempt attempt = resend(1, null);

        assertThat(attempt.delivered()).isTrue();
        assertThat(delivery(1).state()).isEqualTo(State.DELIVERED);
        assertThat(delivery(1).attempts()).containsExactly(attempt);
    }

    @Test
    void a_retry_that_finds_the_url_gone_makes_the_delivery_undeliverable() throws Exception {
        post.answers(500);
        dispatcher.announce(CREATED, null);
        settle();
        sendingTo(null);

        advance("P1D");

        assertThat(delivery(1).state()).isEqualTo(State.UNDELIVERABLE);
        assertThat(delivery(1).attempts()).hasSize(1);
        assertThat(timeline.pending()).isZero();
    }

    @Test
    void after_a_successful_resend_the_planned_retry_is_not_sent() throws Exception {
        post.answers(500);
        dispatcher.announce(CREATED, null);
        settle();

        assertThat(resend(1, null).trigger()).isEqualTo(Trigger.MANUAL);

        assertThat(delivery(1).state()).isEqualTo(State.DELIVERED);
        assertThat(timeline.advanceBy(Duration.ofDays(1)).ran()).isEmpty();
        assertThat(post.sent).hasSize(2);
    }

    @Test
    void a_resend_that_fails_plans_nothing_and_leaves_what_was_planned() throws Exception {
        post.answers(500, 500);
        dispatcher.announce(CREATED, null);
        settle();

        assertThat(resend(1, null).delivered()).isFalse();

        assertThat(delivery(1).state()).isEqualTo(State.RETRYING);
        assertThat(delivery(1).nextAttempt()).isEqualTo(START.plusSeconds(10));
        assertThat(timeline.pending()).isEqualTo(1);
    }

    @Test
    void a_failing_resend_of_an_exhausted_delivery_leaves_it_exhausted() throws Exception {
        retrying("none");
        post.answers(500, 500);
        dispatcher.announce(CREATED, null);
        settle();

        resend(1, null);

        assertThat(delivery(1).state()).isEqualTo(State.EXHAUSTED);
        assertThat(timeline.pending()).isZero();
    }

    @Test
    void what_is_resent_to_another_url_says_nothing_about_the_merchants_own() throws Exception {
        post.answers(500);
        dispatcher.announce(CREATED, null);
        settle();

        assertThat(resend(1, OTHER_URL).delivered()).isTrue();

        assertThat(delivery(1).state()).isEqualTo(State.RETRYING);
        assertThat(delivery(1).attempts()).extracting(Attempt::url).containsExactly(URL, OTHER_URL);
        assertThat(timeline.pending()).isEqualTo(1);
    }

    @Test
    void a_scheduled_attempt_that_fails_after_a_resend_succeeded_revives_nothing() throws Exception {
        CompletableFuture<Reply> scheduled = post.answersLater();
        dispatcher.announce(CREATED, null);
        post.awaitSent(1);
        resend(1, null);

        scheduled.complete(reply(500));
        settle();

        assertThat(delivery(1).state()).isEqualTo(State.DELIVERED);
        assertThat(delivery(1).nextAttempt()).isNull();
        assertThat(timeline.pending()).isZero();
        assertThat(delivery(1).attempts()).extracting(Attempt::number).containsExactly(1, 2);
    }

    @Test
    void the_last_attempts_failure_after_a_resend_succeeded_is_not_called_the_end() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        log = lines::add;
        retrying("none");
        CompletableFuture<Reply> scheduled = post.answersLater();
        dispatcher.announce(CREATED, null);
        post.awaitSent(1);
        resend(1, null);

        scheduled.complete(reply(500));
        settle();

        assertThat(delivery(1).state()).isEqualTo(State.DELIVERED);
        assertThat(lines.get(1)).endsWith("attempt 2 -> " + URL + ": 500, no retry, it was resent by hand");
    }

    @Test
    void a_resend_that_succeeds_just_before_the_retry_is_planned_takes_it_back_too() throws Exception {
        strictly();
        // The line about the failure comes between the journal's change and the plan.
        log = line -> {
            if (line.contains("retry in ")) {
                dispatcher.resend("delivery-1", null);
            }
        };
        post.answers(500);
        dispatcher.announce(CREATED, null);
        dispatcher.announce(OFFERED, null);
        settle();

        assertThat(delivery(1).state()).isEqualTo(State.DELIVERED);
        assertThat(post.events()).containsExactly("INITIATED", "INITIATED", "PENDING");
        assertThat(timeline.pending()).isZero();
    }

    @Test
    void a_retry_that_finds_the_url_gone_while_a_resend_succeeds_leaves_the_delivery_delivered() throws Exception {
        for (int round = 1; round <= 3_000; round++) {
            sendingTo(URL);
            post.answers(500);
            dispatcher.announce(now(CREATED), null);
            settle();
            CompletableFuture<Reply> answer = post.answersLater();
            dispatcher.resend("delivery-" + round, null);
            sendingTo(null);
            Instant retry = delivery(round).nextAttempt();
            Samples.together(List.of(() -> timeline.advanceTo(retry), () -> answer.complete(reply(200))));

            assertThat(delivery(round).state()).as("round " + round).isEqualTo(State.DELIVERED);
        }
    }

    @Test
    void attempts_that_end_at_the_same_time_get_different_numbers() throws Exception {
        dispatcher.announce(CREATED, null);
        settle();
        for (int round = 0; round < 200; round++) {
            ArrayDeque<CompletableFuture<Reply>> answers =
                    new ArrayDeque<>(List.of(post.answersLater(), post.answersLater()));
            CompletableFuture<Attempt> one =
                    dispatcher.resend("delivery-1", null).orElseThrow();
            CompletableFuture<Attempt> two =
                    dispatcher.resend("delivery-1", null).orElseThrow();
            answers.forEach(answer -> scheduler.workers().execute(() -> answer.complete(reply(500))));
            assertThat(List.of(
                            one.get(10, TimeUnit.SECONDS).number(),
                            two.get(10, TimeUnit.SECONDS).number()))
                    .containsExactlyInAnyOrder(2 * round + 2, 2 * round + 3);
        }
        assertThat(delivery(1).attempts())
                .extracting(Attempt::number)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void a_delivery_nobody_knows_cannot_be_resent() {
        assertThat(dispatcher.resend("delivery-9", null)).isEmpty();
    }

    private static Plan swapping() {
        return new Plan(List.of(new Plan.Planned(
                new io.github.assetpaysim.simulator.fault.Trigger(null, null, null, null, null, 1, Integer.MAX_VALUE),
                CallbackFaults.of(new CoDialect("test")).stream()
                        .filter(kind -> kind.name().equals("swap-with-next"))
                        .findFirst()
                        .orElseThrow()
                        .with(Values.NONE))));
    }

    @Test
    void while_faults_that_keep_back_are_replaced_each_callback_is_sent_once_and_none_is_kept_for_ever()
            throws Exception {
        int all = 2_000;
        faults = swapping()::onCallback;
        AtomicBoolean announced = new AtomicBoolean();
        Samples.together(List.of(
                () -> {
                    for (int i = 0; i < all; i++) {
                        dispatcher.announce(CREATED, null);
                    }
                    announced.set(true);
                    return null;
                },
                () -> {
                    while (!announced.get()) {
                        dispatcher.replaceFaults(() -> faults = swapping()::onCallback);
                    }
                    return null;
                }));
        dispatcher.replaceFaults(() -> faults = List::of);
        settle();
        assertThat(post.events()).hasSize(all);
    }

    @Test
    void what_faults_keep_back_is_sent_when_they_are_replaced() throws InterruptedException {
        faults = swapping()::onCallback;
        dispatcher.announce(CREATED, null);
        advance("PT1H");
        assertThat(post.events()).isEmpty();
        dispatcher.replaceFaults(() -> faults = List::of);
        advance("PT0S");
        assertThat(post.events()).containsExactly("INITIATED");
    }

    @Test
    void what_is_resent_by_hand_while_it_is_kept_back_is_not_sent_again_afterwards() throws Exception {
        faults = swapping()::onCallback;
        dispatcher.announce(CREATED, null);
        resend(1, null);
        dispatcher.replaceFaults(() -> faults = List::of);
        settle();
        assertThat(post.events()).containsExactly("INITIATED");
        assertThat(delivery(1).state()).isEqualTo(State.DELIVERED);
    }

    @Test
    void an_answer_that_waits_for_a_delayed_callback_goes_out_when_that_is_resent_by_hand() throws Exception {
        faults = owed -> List.of(owed.later(Duration.ofMinutes(1)).beforeTheAnswer());
        dispatcher.announce(CREATED, null);
        assertThat(dispatcher.keepsAnswer(CREATED.id())).isTrue();

        resend(1, null);

        assertThat(dispatcher.keepsAnswer(CREATED.id())).isFalse();
    }

    @Test
    void in_strict_order_what_a_fault_delays_is_not_sent_before_it_is_due_though_its_turn_has_come() throws Exception {
        strictly();
        post.answers(500);
        dispatcher.announce(CREATED, null);
        faults = owed -> List.of(owed.later(Duration.ofMinutes(1)));
        dispatcher.announce(OFFERED, null);
        advance("PT59S");
        assertThat(post.events()).containsExactly("INITIATED", "INITIATED");
        advance("PT1S");
        assertThat(post.events()).containsExactly("INITIATED", "INITIATED", "PENDING");
    }

    private static List<DeliveryPlan> atOnce(DeliveryPlan owed, String delay) {
        DeliveryPlan one = owed.later(Duration.parse(delay)).starting(DeliveryPlan.Start.AT_ONCE);
        return List.of(one, one.copy());
    }

    @Test
    void in_strict_order_nothing_waits_for_what_was_to_be_sent_at_once_when_the_url_is_gone() throws Exception {
        strictly();
        faults = owed -> atOnce(owed, "PT1H");
        dispatcher.announce(CREATED, null);
        faults = List::of;
        dispatcher.announce(OFFERED, null);
        sendingTo(null);
        advance("PT1H");
        assertThat(journal.list(null)).extracting(Delivery::state).containsOnly(State.UNDELIVERABLE);

        sendingTo(URL);
        dispatcher.announce(ACCEPTED, null);
        settle();

        assertThat(post.events()).containsExactly("ACTIVE");
    }

    /** Whatever comes first, the failure, the retry's plan or the resend, the next one begins once. */
    @Test
    void in_strict_order_a_resend_that_succeeds_as_an_attempt_fails_lets_the_next_begin_once() throws Exception {
        strictly();
        for (int round = 0; round < 500; round++) {
            int before = post.sent.size();
            CompletableFuture<Reply> attempt = post.answersLater();
            dispatcher.announce(now(trade("trade-" + round)), null);
            post.awaitSent(before + 1);
            dispatcher.announce(now(trade("trade-" + round)).after(TradeEvent.SEND_OFFER, START, null), null);
            CompletableFuture<Reply> byHand = post.answersLater();
            CompletableFuture<Attempt> resent =
                    dispatcher.resend("delivery-" + (2 * round + 1), null).orElseThrow();
            Samples.together(List.of(() -> attempt.complete(reply(500)), () -> byHand.complete(reply(200))));
            resent.get(10, TimeUnit.SECONDS);
            settle();

            assertThat(post.sent.subList(before, post.sent.size()))
                    .as("round " + round)
                    .extracting(Post.Sent::event)
                    .containsExactly("INITIATED", "INITIATED", "PENDING");
            assertThat(timeline.pending()).as("round " + round).isZero();
        }
    }

    @Test
    void in_strict_order_a_status_follows_at_once_when_the_one_before_was_to_be_sent_at_once_and_was_resent_by_hand()
            throws Exception {
        strictly();
        faults = owed -> atOnce(owed, "PT1H");
        dispatcher.announce(CREATED, null);
        faults = List::of;
        dispatcher.announce(OFFERED, null);
        dispatcher.announce(ACCEPTED, null);
        settle();

        resend(1, null);
        settle();

        assertThat(post.events()).containsExactly("INITIATED", "PENDING", "ACTIVE");
        advance("PT1H");
        assertThat(post.events()).containsExactly("INITIATED", "PENDING", "ACTIVE", "INITIATED");
        assertThat(timeline.pending()).isZero();
    }
}
