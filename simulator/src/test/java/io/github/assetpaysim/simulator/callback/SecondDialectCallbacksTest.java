package io.github.assetpaysim.simulator.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.assetpaysim.simulator.callback.Delivery.State;
import io.github.assetpaysim.simulator.callback.transport.Reply;
import io.github.assetpaysim.simulator.dialect.Secrets;
import io.github.assetpaysim.simulator.dialect.Verdict;
import io.github.assetpaysim.simulator.dialect.second.SecondDialect;
import io.github.assetpaysim.simulator.fault.CallbackFaults;
import io.github.assetpaysim.simulator.fault.FaultKind;
import io.github.assetpaysim.simulator.fault.Plan;
import io.github.assetpaysim.simulator.fault.Trigger;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.setting.Values;
import io.github.assetpaysim.simulator.support.Trades;
import io.github.assetpaysim.simulator.trade.Stage;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeKind;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dispatcher of a dialect that signs each attempt in a header and lets an answer's body decide. */
class SecondDialectCallbacksTest extends DispatcherHarness {
    private static final Trade ASKED = Trades.in(CREATED, TradeKind.WITHDRAWAL, Stage.CREATED);
    private static final String REJECT = "{\"action\":\"reject\",\"reason\":\"limit\"}";

    private final Queue<Decision> decisions = new ConcurrentLinkedQueue<>();

    SecondDialectCallbacksTest() {
        super(new SecondDialect());
    }

    private void ask() {
        dispatcher.announce(ASKED, decisions::add);
    }

    /** The parts of the signature that the request with this number bears, the first is 0. */
    private Map<String, String> signature(int request) {
        return parts(post.sent.get(request).request().headers());
    }

    private static Map<String, String> parts(Map<String, String> headers) {
        return Arrays.stream(headers.get("X-AssetPay-Signature").split(","))
                .map(part -> part.split("=", 2))
                .collect(Collectors.toMap(part -> part[0], part -> part[1]));
    }

    private String text(int request) {
        return new String(post.sent.get(request).request().body(), StandardCharsets.UTF_8);
    }

    /** As a merchant computes it. */
    private static String hmac(Map<String, String> parts, String body, String secret) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signed = parts.get("id") + "." + parts.get("t") + "." + body;
        return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    private void fault(String name, String... parameters) {
        FaultKind kind = CallbackFaults.of(new SecondDialect()).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        Values values = Values.NONE;
        for (int i = 0; i < parameters.length; i += 2) {
            String parameter = parameters[i];
            Setting<?> setting = kind.parameters().stream()
                    .filter(each -> each.name().equals(parameter))
                    .findFirst()
                    .orElseThrow();
            values = values.withText(setting, parameters[i + 1]);
        }
        Trigger every = new Trigger(null, null, null, null, null, 1, Trigger.ALWAYS);
        faults = new Plan(List.of(new Plan.Planned(every, kind.with(values))))::onCallback;
    }

    @Test
    void a_retry_is_signed_afresh_and_carries_the_same_body() throws Exception {
        post.answers(500);
        dispatcher.announce(CREATED, null);
        settle();
        wall = () -> START.plus(Duration.ofDays(2));
        signingWith(new Secrets("other", "s"));
        advance("PT10S");

        assertThat(text(0)).isEqualTo("{\"trade\":{\"id\":\"trade-1\",\"type\":\"deposit\",\"status\":\"initiated\"}}");
        assertThat(text(1)).isEqualTo(text(0));
        assertThat(signature(0)).containsOnlyKeys("t", "id", "s").containsEntry("t", "2031-03-05T10:00:00.000Z");
        assertThat(signature(1)).containsOnlyKeys("t", "id", "s", "s1").containsEntry("t", "2031-03-06T10:00:00.000Z");
        assertThat(signature(1).get("id")).isEqualTo(signature(0).get("id"));
        assertThat(signature(0).get("s")).isEqualTo(hmac(signature(0), text(0), "s"));
        assertThat(signature(1).get("s")).isEqualTo(hmac(signature(1), text(1), "other"));
        assertThat(signature(1).get("s1")).isEqualTo(hmac(signature(1), text(1), "s"));
        assertThat(delivery(1).attempts())
                .extracting(attempt -> parts(attempt.headers()))
                .containsExactly(signature(0), signature(1));
    }

    @Test
    void a_resend_by_hand_is_signed_afresh_too_and_a_copy_says_that_it_is_the_same_delivery() throws Exception {
        fault("repeat-later", "after", "1h");
        dispatcher.announce(CREATED, null);
        settle();
        wall = () -> START;
        resend(1, null);
        advance("PT1H");

        assertThat(List.of(signature(0), signature(1), signature(2)))
                .extracting(parts -> parts.get("id"), parts -> parts.get("t"))
                .containsExactly(
                        tuple("delivery-1", "2031-03-05T10:00:00.000Z"),
                        tuple("delivery-1", "2031-03-04T10:00:00.000Z"),
                        tuple("delivery-1", "2031-03-04T10:00:00.000Z"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "200,, APPROVED",
                "204,, APPROVED",
                "200, {'action':'approve'}, APPROVED",
                "200, {'action':'reject'}, REJECTED",
                "200, no JSON, APPROVED",
                "402,, REJECTED",
                "404, {'action':'approve'}, REJECTED"
            })
    void the_first_answer_that_says_so_decides(int status, String body, Verdict verdict) throws Exception {
        post.answers(status, body == null ? "" : body.replace('\'', '"'));
        ask();
        settle();

        assertThat(decisions)
                .extracting(Decision::verdict, Decision::attempts, Decision::at)
                .containsExactly(tuple(verdict, 1, START));
        assertThat(decisions.element().attempt().reply().status()).isEqualTo(status);
        assertThat(delivery(1).state()).isEqualTo(State.DELIVERED);
        assertThat(timeline.pending()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"408", "429", "500", "301"})
    void an_answer_that_decides_nothing_is_followed_by_a_retry_that_may(int status) throws Exception {
        post.answers(status);
        post.answers(200, REJECT);
        ask();
        settle();
        assertThat(decisions).isEmpty();
        advance("PT10S");

        assertThat(decisions)
                .extracting(Decision::verdict, Decision::attempts, Decision::at)
                .containsExactly(tuple(Verdict.REJECTED, 2, START.plusSeconds(10)));
        assertThat(signature(1).get("id"))
                .as("each attempt has its own")
                .isNotEqualTo(signature(0).get("id"));
    }

    @Test
    void after_the_third_failed_attempt_there_is_no_verdict_and_no_further_attempt() throws Exception {
        post.answers(500, 503, 500, 200);
        ask();
        advance("PT39S");
        assertThat(decisions).isEmpty();
        advance("P1D");

        assertThat(decisions)
                .extracting(Decision::verdict, Decision::attempts, Decision::at)
                .containsExactly(tuple(Verdict.FAILED, 3, START.plusSeconds(40)));
        assertThat(post.sent).hasSize(3);
        assertThat(delivery(1).state()).isEqualTo(State.EXHAUSTED);
        resend(1, null);
        assertThat(decisions).as("what comes after decides nothing").hasSize(1);
        assertThat(delivery(1).state()).isEqualTo(State.DELIVERED);
    }

    @Test
    void without_retries_the_first_failure_is_the_last() throws Exception {
        retrying("none");
        post.answers(500);
        ask();
        settle();

        assertThat(decisions)
                .extracting(Decision::verdict, Decision::attempts)
                .containsExactly(tuple(Verdict.FAILED, 1));
    }

    @Test
    void what_nobody_waits_for_is_retried_as_long_as_the_schedule_says() throws Exception {
        post.answers(500, 500, 500, 500);
        dispatcher.announce(ASKED, null);
        advance("P1D");

        assertThat(post.sent).hasSize(5);
    }

    @Test
    void a_forged_callback_before_and_copies_after_decide_nothing() throws Exception {
        post.answers(200, REJECT);
        fault("wrapped-twice", "besides", "true");
        ask();
        settle();
        assertThat(text(0)).startsWith("{\"trade\":{\"trade\":{");
        assertThat(text(1)).startsWith("{\"trade\":{\"id\":");
        assertThat(decisions).extracting(Decision::verdict).containsExactly(Verdict.APPROVED);

        post.answers(200);
        post.answers(402);
        fault("duplicate");
        ask();
        settle();
        assertThat(decisions).extracting(Decision::verdict).containsExactly(Verdict.APPROVED, Verdict.APPROVED);
    }

    @Test
    void an_answer_that_a_fault_throws_away_decides_nothing() throws Exception {
        post.answers(200, REJECT);
        fault("lost-acknowledgement");
        ask();
        advance("PT10S");

        assertThat(decisions)
                .extracting(Decision::verdict, Decision::attempts)
                .containsExactly(tuple(Verdict.APPROVED, 2));
    }

    @Test
    void a_resend_by_hand_while_undecided_counts_and_can_decide() throws Exception {
        post.answers(500);
        post.answers(200, REJECT);
        ask();
        settle();
        resend(1, null);

        assertThat(decisions)
                .extracting(Decision::verdict, Decision::attempts)
                .containsExactly(tuple(Verdict.REJECTED, 2));
        assertThat(timeline.pending()).as("the retry is not sent any more").isZero();
    }

    @Test
    void a_resend_by_hand_that_fails_as_the_third_attempt_ends_the_waiting() throws Exception {
        post.answers(500, 500, 500);
        ask();
        settle();
        resend(1, null);
        assertThat(decisions).isEmpty();
        resend(1, null);

        assertThat(decisions)
                .extracting(Decision::verdict, Decision::attempts)
                .containsExactly(tuple(Verdict.FAILED, 3));
        assertThat(delivery(1).state()).isEqualTo(State.EXHAUSTED);
        advance("P1D");
        assertThat(post.sent).hasSize(3);
    }

    @Test
    void after_a_resend_by_hand_one_retry_less_is_made() throws Exception {
        post.answers(500, 500, 500);
        ask();
        settle();
        resend(1, null);
        advance("P1D");

        assertThat(decisions)
                .extracting(Decision::attempts, Decision::at)
                .containsExactly(tuple(3, START.plusSeconds(10)));
        assertThat(post.sent).hasSize(3);
    }

    @Test
    void what_another_url_answers_neither_counts_nor_decides() throws Exception {
        post.answers(500);
        post.answers(200, REJECT);
        ask();
        settle();
        resend(1, OTHER_URL);
        assertThat(decisions).isEmpty();
        advance("PT10S");

        assertThat(decisions)
                .extracting(Decision::verdict, Decision::attempts)
                .containsExactly(tuple(Verdict.APPROVED, 2));
    }

    @Test
    void without_a_url_there_is_no_verdict_and_that_is_known_at_once() throws Exception {
        sendingTo(null);
        Runnable answered = timeline.hold(ASKED.id());
        ask();
        assertThat(decisions).as("the trade's lane is held").isEmpty();
        answered.run();
        settle();

        assertThat(decisions).containsExactly(new Decision(Verdict.FAILED, null, 0, START));
        assertThat(delivery(1).state()).isEqualTo(State.UNDELIVERABLE);
    }

    @Test
    void when_the_url_is_gone_before_a_retry_there_is_no_verdict() throws Exception {
        post.answers(500);
        ask();
        settle();
        sendingTo(null);
        advance("PT10S");

        assertThat(decisions).containsExactly(new Decision(Verdict.FAILED, null, 1, START.plusSeconds(10)));
    }

    @Test
    void what_a_fault_drops_gets_no_verdict() throws Exception {
        fault("drop");
        ask();
        settle();

        assertThat(decisions)
                .extracting(Decision::verdict, Decision::attempts)
                .containsExactly(tuple(Verdict.FAILED, 0));
    }

    @Test
    void who_is_told_may_announce_what_follows() throws Exception {
        Trade rejected = Trades.in(ASKED, TradeKind.WITHDRAWAL, Stage.REJECTED);
        post.answers(402);
        dispatcher.announce(ASKED, decision -> dispatcher.announce(rejected, null));
        settle();

        assertThat(post.sent).hasSize(2);
        assertThat(text(1)).contains("\"status\":\"rejected\"");
    }

    @Test
    void of_two_answers_at_the_same_time_one_decides() throws Exception {
        for (int round = 1; round <= 300; round++) {
            decisions.clear();
            int before = post.sent.size();
            CompletableFuture<Reply> attempt = post.answersLater();
            dispatcher.announce(now(ASKED), decisions::add);
            post.awaitSent(before + 1);
            CompletableFuture<Reply> byHand = post.answersLater();
            CompletableFuture<Attempt> resent =
                    dispatcher.resend("delivery-" + round, null).orElseThrow();
            Samples.together(List.of(() -> attempt.complete(reply(200)), () -> byHand.complete(reply(402))));
            resent.join();
            settle();

            assertThat(decisions).as("round " + round).hasSize(1);
        }
    }

    @Test
    void its_mutations_are_the_faults_of_its_merchants_and_those_of_others_are_not() throws Exception {
        assertThat(CallbackFaults.of(new SecondDialect()))
                .extracting(FaultKind::name)
                .contains("drop", "wrapped-twice", "stale", "cut-body")
                .doesNotContain("wrong-secret", "tampered-trade");

        fault("stale", "by", "10min");
        dispatcher.announce(CREATED, null);
        settle();

        assertThat(signature(0)).containsEntry("t", "2031-03-05T09:50:00.000Z");
        assertThat(signature(0).get("s")).isEqualTo(hmac(signature(0), text(0), "s"));
    }
}
