package io.github.assetpaysim.simulator.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.callback.transport.CallbackUrl;
import io.github.assetpaysim.simulator.callback.transport.Reply;
import io.github.assetpaysim.simulator.callback.transport.Sender;
import io.github.assetpaysim.simulator.callback.transport.Transmission;
import io.github.assetpaysim.simulator.dialect.SignedRequest;
import io.github.assetpaysim.simulator.dialect.Verdict;
import io.github.assetpaysim.simulator.dialect.second.SecondDialect;
import io.github.assetpaysim.simulator.support.Trades;
import io.github.assetpaysim.simulator.time.AdvanceRunning;
import io.github.assetpaysim.simulator.trade.Stage;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever happens at the same time, every callback comes to its end once, and what was received is what the journal says.
 * {@code -Draces.rounds=10000} makes many more rounds.
 */
class RacesTest extends DispatcherHarness {
    private static final int ROUNDS = Integer.getInteger("races.rounds", 200);
    private static final int SENT_AGAIN = 3;

    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger ids = new AtomicInteger();
    private final Random random = new Random(20_260_304);
    /** What is answered next; any thread takes from it. */
    private volatile int[] statuses = {200};

    private final AtomicInteger answers = new AtomicInteger();

    private final CallbackDispatcher racing = new CallbackDispatcher(
            timeline,
            () -> wall.instant(),
            new AnsweringLater(),
            new SecondDialect(),
            journal,
            trade -> "raced-" + ids.incrementAndGet(),
            plan -> faults.apply(plan),
            () -> settings,
            line -> {});

    RacesTest() {
        super(new SecondDialect());
    }

    /** Answers from one of the scheduler's threads, so that answers race with all else. */
    private final class AnsweringLater implements Sender {
        @Override
        public CompletableFuture<Reply> send(
                CallbackUrl to, SignedRequest request, Transmission transmission, Duration timeout) {
            sent.incrementAndGet();
            int[] now = statuses;
            int status = now[Math.floorMod(answers.getAndIncrement(), now.length)];
            return CompletableFuture.supplyAsync(() -> reply(status), scheduler.workers());
        }
    }

    private static Trade trade(int round) {
        Trade some = Trades.in(CREATED, TradeKind.DEPOSIT, Stage.CREATED);
        return new Trade(
                "trade-" + round,
                some.merchantId(),
                some.kind(),
                some.game(),
                some.client(),
                null,
                some.items(),
                true,
                some.split(),
                some.history());
    }

    private static Trade in(int round, Stage stage) {
        return Trades.in(trade(round), TradeKind.DEPOSIT, stage);
    }

    private void answering(int... some) {
        statuses = IntStream.range(0, 16)
                .map(i -> some[random.nextInt(some.length)])
                .toArray();
        answers.set(0);
    }

    private Callable<Void> announcing(Trade... trades) {
        return () -> {
            for (Trade trade : trades) {
                racing.announce(now(trade), null);
            }
            return null;
        };
    }

    /** Resends whatever there is of the trade, and waits for the attempts. */
    private Callable<Void> resending(int round, CallbackUrl to) {
        return () -> {
            for (int i = 0; i < SENT_AGAIN; i++) {
                for (Delivery each : journal.list("trade-" + round)) {
                    try {
                        racing.resend(each.id(), to).orElseThrow().get(20, TimeUnit.SECONDS);
                    } catch (NoCallbackUrl e) {
                        continue;
                    }
                }
            }
            return null;
        };
    }

    private Callable<Void> advancing() {
        return () -> {
            advance("PT1S");
            return null;
        };
    }

    /** All is over, the journal tells what was sent, and nothing more comes. */
    private void assertSettled(int round, int sentBefore) throws Exception {
        advance("PT1H");
        List<Delivery> all = journal.list("trade-" + round);
        assertThat(all).allMatch(each -> each.state().over(), "over in round " + round);
        int attempts = all.stream().mapToInt(each -> each.attempts().size()).sum();
        assertThat(sent.get() - sentBefore).as("round " + round).isEqualTo(attempts);
        assertThat(all)
                .allSatisfy(each -> assertThat(each.attempts())
                        .extracting(Attempt::number)
                        .containsExactlyElementsOf(
                                IntStream.rangeClosed(1, each.attempts().size())
                                        .boxed()
                                        .toList()));
        assertThat(timeline.pending()).as("round " + round).isZero();
        assertThat(bugs).as("round " + round).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void resends_by_hand_against_retries(boolean strict) throws Exception {
        retrying("0s,1s,0s");
        if (strict) {
            strictly();
        }
        for (int round = 0; round < ROUNDS; round++) {
            int before = sent.get();
            answering(200, 500, 500);
            racing.announce(now(in(round, Stage.CREATED)), null);
            Samples.together(List.of(
                    announcing(in(round, Stage.OFFERED), in(round, Stage.PROTECTED)),
                    resending(round, null),
                    resending(round, round % 2 == 0 ? null : OTHER_URL),
                    advancing()));
            racing.announce(now(in(round, Stage.COMPLETED)), null);
            assertSettled(round, before);
            for (Delivery each : journal.list("trade-" + round)) {
                boolean delivered = each.attempts().stream()
                        .anyMatch(
                                attempt -> attempt.delivered() && attempt.url().equals(URL));
                assertThat(each.state())
                        .as("round " + round)
                        .isEqualTo(delivered ? Delivery.State.DELIVERED : Delivery.State.EXHAUSTED);
            }
        }
    }

    private static List<DeliveryPlan> changed(DeliveryPlan owed, UnaryOperator<DeliveryPlan> change, int copies) {
        List<DeliveryPlan> all = new ArrayList<>(List.of(change.apply(owed)));
        for (int i = 0; i < copies; i++) {
            all.add(change.apply(owed.copy()));
        }
        return all;
    }

    private Function<DeliveryPlan, List<DeliveryPlan>> someFault() {
        int copies = random.nextInt(3);
        DeliveryPlan.Start start = DeliveryPlan.Start.values()[random.nextInt(DeliveryPlan.Start.values().length)];
        Duration later = Duration.ofSeconds(random.nextInt(3));
        return owed -> changed(owed, each -> each.later(later).starting(start), copies);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void faults_replaced_while_callbacks_are_kept_back(boolean strict) throws Exception {
        retrying("0s,1s");
        if (strict) {
            strictly();
        }
        for (int round = 0; round < ROUNDS; round++) {
            int before = sent.get();
            boolean undisturbed = round % 2 == 0;
            answering(undisturbed ? new int[] {200} : new int[] {200, 500});
            faults = someFault();
            List<Function<DeliveryPlan, List<DeliveryPlan>>> next =
                    List.of(someFault(), someFault(), someFault(), someFault());
            Samples.together(List.of(
                    announcing(
                            in(round, Stage.CREATED),
                            in(round, Stage.OFFERED),
                            in(round, Stage.PROTECTED),
                            in(round, Stage.COMPLETED)),
                    () -> {
                        next.forEach(each -> racing.replaceFaults(() -> faults = each));
                        return null;
                    },
                    undisturbed ? advancingUnlessRunning() : resending(round, null),
                    advancingUnlessRunning()));
            racing.replaceFaults(() -> faults = List::of);
            assertSettled(round, before);
            if (undisturbed) {
                assertThat(journal.list("trade-" + round))
                        .as("round " + round)
                        .allMatch(each -> each.attempts().size() == (each.state() == Delivery.State.DROPPED ? 0 : 1));
            }
        }
    }

    private Callable<Void> advancingUnlessRunning() {
        return () -> {
            try {
                advance("PT1S");
            } catch (AdvanceRunning e) {
                return null;
            }
            return null;
        };
    }

    private static Optional<Attempt> firstConclusive(Delivery asking) {
        return asking.attempts().stream()
                .filter(each -> each.delivered() && each.url().equals(URL))
                .findFirst();
    }

    @Test
    void decisions_with_copies_and_resends_by_hand() throws Exception {
        retrying("0s,1s,0s,0s");
        for (int round = 0; round < ROUNDS; round++) {
            int before = sent.get();
            boolean urlGoes = round % 4 == 0;
            answering(round % 3 == 0 ? new int[] {500} : new int[] {200, 402, 500, 500, 500});
            faults = someFault();
            Queue<Decision> decisions = new ConcurrentLinkedQueue<>();
            Trade asked = Trades.in(trade(round), TradeKind.WITHDRAWAL, Stage.CREATED);
            racing.announce(now(asked), decisions::add);
            String genuine = "raced-" + ids.get();
            Samples.together(List.of(
                    resending(round, null), resending(round, round % 2 == 0 ? null : OTHER_URL), advancing(), () -> {
                        if (urlGoes) {
                            sendingTo(null);
                            sendingTo(URL);
                        }
                        racing.replaceFaults(() -> faults = List::of);
                        return null;
                    }));
            assertSettled(round, before);

            assertThat(decisions).as("round " + round).hasSize(1);
            Decision decision = decisions.element();
            Delivery asking = journal.find(genuine).orElseThrow();
            if (decision.verdict() != Verdict.FAILED) {
                assertThat(firstConclusive(asking).orElseThrow()).isEqualTo(decision.attempt());
            } else if (!urlGoes && asking.plan().start() != DeliveryPlan.Start.NEVER) {
                assertThat(decision.attempts()).isEqualTo(3);
                assertThat(asking.attempts().stream()
                                .filter(each -> each.url().equals(URL))
                                .limit(3))
                        .noneMatch(Attempt::delivered);
            }
        }
    }
}
