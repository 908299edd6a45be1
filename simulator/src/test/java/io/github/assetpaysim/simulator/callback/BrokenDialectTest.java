package io.github.assetpaysim.simulator.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.assetpaysim.simulator.callback.Delivery.State;
import io.github.assetpaysim.simulator.callback.transport.OutcomeCode;
import io.github.assetpaysim.simulator.callback.transport.Reply;
import io.github.assetpaysim.simulator.dialect.CallbackEvent;
import io.github.assetpaysim.simulator.dialect.Secrets;
import io.github.assetpaysim.simulator.dialect.Verdict;
import io.github.assetpaysim.simulator.dialect.second.SecondDialect;
import io.github.assetpaysim.simulator.setting.Values;
import io.github.assetpaysim.simulator.support.Trades;
import io.github.assetpaysim.simulator.trade.Stage;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A bug in a dialect or in the sender fails the attempt that it strikes, is told, and holds nothing up. */
class BrokenDialectTest extends DispatcherHarness {
    private static final Trade ASKED = Trades.in(CREATED, TradeKind.WITHDRAWAL, Stage.CREATED);

    private enum Part {
        BODY,
        HEADERS,
        JUDGE,
        SENDER
    }

    /** What it does not manage, or null. */
    private static volatile Part broken;

    private static final class Breakable extends SecondDialect {
        @Override
        public byte[] body(CallbackEvent callback, Secrets secrets, Values assumptions) {
            breaks(Part.BODY);
            return super.body(callback, secrets, assumptions);
        }

        @Override
        public Map<String, String> headers(
                CallbackEvent callback, byte[] body, int attempt, Instant at, Secrets secrets) {
            breaks(Part.HEADERS);
            return super.headers(callback, body, attempt, at, secrets);
        }

        @Override
        public Verdict judge(CallbackEvent callback, int httpStatus, byte[] answer, Values assumptions) {
            breaks(Part.JUDGE);
            return super.judge(callback, httpStatus, answer, assumptions);
        }
    }

    BrokenDialectTest() {
        super(new Breakable());
        broken = null;
    }

    private static void breaks(Part part) {
        if (broken == part) {
            throw new IllegalStateException("broken " + part);
        }
    }

    private void breaking(Part part) {
        broken = part;
        if (part == Part.SENDER) {
            CompletableFuture<Reply> reply = post.answersLater();
            reply.completeExceptionally(new IllegalStateException("broken " + part));
        }
    }

    private void assertToldOnce(Part part) {
        Throwable bug = bugs.remove();
        assertThat(bug).hasStackTraceContaining("broken " + part);
        assertThat(bugs).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void the_attempt_has_failed_and_is_retried(Part part) throws Exception {
        breaking(part);
        dispatcher.announce(CREATED, null);
        settle();
        assertToldOnce(part);
        assertThat(delivery(1).state()).isEqualTo(State.RETRYING);
        assertThat(delivery(1).lastAttempt().outcome()).isEqualTo(OutcomeCode.NOT_SENT);

        broken = null;
        advance("PT10S");
        assertThat(delivery(1).state()).isEqualTo(State.DELIVERED);
    }

    @ParameterizedTest
    @EnumSource
    void in_strict_order_the_next_status_follows_when_it_was_given_up(Part part) throws Exception {
        strictly();
        retrying("none");
        breaking(part);
        dispatcher.announce(CREATED, null);
        settle();
        assertToldOnce(part);
        broken = null;
        dispatcher.announce(OFFERED, null);
        settle();

        assertThat(delivery(1).state()).isEqualTo(State.EXHAUSTED);
        assertThat(delivery(2).state()).isEqualTo(State.DELIVERED);
    }

    @ParameterizedTest
    @EnumSource
    void who_waits_for_a_decision_is_told_that_none_comes(Part part) throws Exception {
        List<Decision> decisions = new ArrayList<>();
        retrying("none");
        breaking(part);
        dispatcher.announce(ASKED, decisions::add);
        settle();

        assertToldOnce(part);
        assertThat(decisions).extracting(Decision::verdict).containsExactly(Verdict.FAILED);
    }

    @ParameterizedTest
    @EnumSource
    void an_answer_does_not_wait_for_it(Part part) throws Exception {
        faults = owed -> List.of(owed.beforeTheAnswer());
        breaking(part);
        dispatcher.announce(CREATED, null);
        settle();

        assertToldOnce(part);
        assertThat(dispatcher.keepsAnswer(CREATED.id())).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void who_resends_by_hand_is_told_and_the_attempt_is_remembered(Part part) throws Exception {
        post.answers(500);
        dispatcher.announce(CREATED, null);
        settle();
        if (part == Part.BODY) {
            // It was rendered already, so that it cannot break any more.
            return;
        }
        breaking(part);
        CompletableFuture<Attempt> resent =
                dispatcher.resend("delivery-1", null).orElseThrow();

        assertThatThrownBy(resent::join)
                .isInstanceOf(CompletionException.class)
                .hasStackTraceContaining("broken " + part);
        assertThat(delivery(1).attempts())
                .extracting(Attempt::trigger)
                .containsExactly(Attempt.Trigger.SCHEDULED, Attempt.Trigger.MANUAL);
        assertThat(delivery(1).state()).isEqualTo(State.RETRYING);
    }

    @Test
    void of_many_that_go_at_once_each_goes_on() throws Exception {
        faults = owed ->
                List.of(owed.starting(DeliveryPlan.Start.AT_ONCE), owed.copy().starting(DeliveryPlan.Start.AT_ONCE));
        breaking(Part.HEADERS);
        dispatcher.announce(CREATED, null);
        settle();
        assertToldOnce(Part.HEADERS);
        broken = null;
        advance("PT10S");

        assertThat(journal.list(CREATED.id()))
                .extracting(Delivery::state)
                .containsExactly(State.DELIVERED, State.DELIVERED);
    }
}
