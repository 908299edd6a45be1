package io.github.assetpaysim.simulator.merchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.assetpaysim.simulator.callback.Attempt;
import io.github.assetpaysim.simulator.callback.Delivery;
import io.github.assetpaysim.simulator.catalog.Item;
import io.github.assetpaysim.simulator.dialect.Verdict;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.trade.IllegalTransition;
import io.github.assetpaysim.simulator.trade.Stage;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeEvent;
import io.github.assetpaysim.simulator.trade.TradeItem;
import io.github.assetpaysim.simulator.trade.Transition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Verdicts that meet with all that can happen to a withdrawal at the same moment: each is followed once or not at all, and no cent and
 * no listing gets lost. {@code -Draces.rounds=10000} makes many more rounds.
 */
class GateRacesTest {
    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    private static final int ROUNDS = Integer.getInteger("races.rounds", 200);
    private static final int GATES = 50;

    /** What is answered next; any thread takes from it. */
    private volatile int[] statuses = {200};

    private final AtomicInteger answers = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    /** Answers come from another thread than the one that sends, so that they race with all else. */
    private final Universe universe = new Universe(payload -> CompletableFuture.supplyAsync(
            () -> Universe.answer(statuses[Math.floorMod(answers.getAndIncrement(), statuses.length)]), threads));

    @AfterEach
    void stop() {
        threads.shutdownNow();
        universe.close();
    }

    private void together(List<Callable<?>> tasks) throws Exception {
        CyclicBarrier start = new CyclicBarrier(tasks.size());
        List<Future<?>> running = new ArrayList<>();
        for (Callable<?> task : tasks) {
            running.add(threads.submit(() -> {
                start.await(20, TimeUnit.SECONDS);
                return task.call();
            }));
        }
        for (Future<?> each : running) {
            each.get(60, TimeUnit.SECONDS);
        }
    }

    private static Opened open(Merchant merchant, int round) {
        List<Item> all = Universe.forSale(merchant);
        return merchant.withdrawals()
                .open(Universe.user(round), Universe.withdrawal(List.of(all.get(round % all.size()))));
    }

    private static Trade now(Merchant merchant, Trade trade) {
        return merchant.trades().find(trade.id()).orElseThrow();
    }

    private static Callable<?> answered(Opened opened) {
        return Executors.callable(opened.answered());
    }

    /** The merchant's money is where its trades say, and so are the listings. */
    private static void assertConserved(Merchant merchant) {
        Usd total = Shop.BEGINNING;
        Usd reserved = Usd.ZERO;
        int taken = 0;
        for (Trade trade : merchant.trades().all()) {
            boolean unsuccessful = trade.stage().unsuccessful();
            total = trade.approved() && !unsuccessful ? total.minus(trade.totalPrice()) : total;
            reserved = trade.awaitsVerdict() ? reserved.plus(trade.totalPrice()) : reserved;
            taken += unsuccessful ? 0 : trade.items().size();
            for (TradeItem line : trade.items()) {
                assertThat(unsuccessful || merchant.market().isTaken(line.item().id()))
                        .isTrue();
            }
        }
        assertThat(merchant.withdrawals().balance()).isEqualTo(new Balance(total, reserved));
        assertThat(merchant.state().taken()).hasSize(taken);
    }

    private static List<TradeEvent> events(Trade trade) {
        return trade.history().stream()
                .map(Transition::event)
                .filter(each -> each == TradeEvent.APPROVE || each == TradeEvent.REJECT)
                .toList();
    }

    @Test
    @Timeout(60)
    void fifty_gates_are_under_way_and_answered_at_once() throws Exception {
        CyclicBarrier meeting = new CyclicBarrier(GATES);
        AtomicInteger apart = new AtomicInteger();
        try (Receiver receiver = Receiver.answering(got -> {
            if (!got.event().equals("INITIATED")) {
                return 200;
            }
            try {
                return meeting.await(30, TimeUnit.SECONDS) % 2 == 0 ? 200 : 402;
            } catch (Exception e) {
                apart.incrementAndGet();
                return 500;
            }
        })) {
            Shop shop = new Shop(RUNNING, receiver.url(), ",\"callbackTimeout\":\"50s\"");
            List<Item> all = Universe.forSale(shop.merchant);
            long began = System.nanoTime();
            List<Callable<?>> opening = new ArrayList<>();
            for (int i = 0; i < GATES; i++) {
                int user = i;
                opening.add(() -> {
                    shop.merchant
                            .withdrawals()
                            .open(Universe.user(user), Universe.withdrawal(List.of(all.get(user))))
                            .answered()
                            .run();
                    return null;
                });
            }
            together(opening);
            shop.advance("0s");
            System.out.println(GATES + " gates answered at once: all decided " + (System.nanoTime() - began) / 1_000_000
                    + " ms after the first was opened");

            assertThat(apart).hasValue(0);
            List<Trade> trades = shop.merchant.trades().all();
            assertThat(trades).filteredOn(Trade::approved).hasSize(GATES / 2);
            assertThat(trades)
                    .filteredOn(each -> each.stage() == Stage.REJECTED)
                    .hasSize(GATES / 2);
            assertConserved(shop.merchant);
            shop.advance("P8D");
            assertThat(shop.merchant.trades().all())
                    .allMatch(each -> each.stage().over());
            assertConserved(shop.merchant);
        }
    }

    @Test
    void approvals_and_rejections_against_cancellations() throws Exception {
        Merchant merchant = universe.merchant();
        Map<Stage, Integer> outcomes = new EnumMap<>(Stage.class);
        int approved = 0;
        for (int round = 0; round < ROUNDS; round++) {
            statuses = new int[] {round % 2 == 0 ? 200 : 402};
            Opened opened = open(merchant, round);
            Trade trade = opened.trade();
            together(List.of(answered(opened), () -> {
                try {
                    merchant.trades().trigger(trade.id(), ControlEvent.CANCEL);
                } catch (IllegalTransition e) {
                    assertThat(e.trade().stage()).isEqualTo(Stage.REJECTED);
                }
                return null;
            }));
            Universe.advance(merchant, Duration.ZERO);

            Trade now = now(merchant, trade);
            assertThat(now.stage()).isIn(Stage.CANCELED, Stage.REJECTED);
            assertThat(events(now)).hasSizeLessThan(2);
            outcomes.merge(now.stage(), 1, Integer::sum);
            approved += now.approved() ? 1 : 0;
            assertThat(universe.sent(trade.id())).startsWith("INITIATED").endsWith("CANCELED");
            assertConserved(merchant);
        }
        System.out.println(
                ROUNDS + " cancellations against verdicts: " + outcomes + ", " + approved + " approved before");
        assertThat(merchant.withdrawals().balance()).isEqualTo(new Balance(Shop.BEGINNING, Usd.ZERO));
    }

    @Test
    void approvals_against_the_deletion_of_their_merchant() throws Exception {
        int approved = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try (Merchant merchant = universe.merchant()) {
                Opened opened = open(merchant, round);
                together(List.of(answered(opened), Executors.callable(merchant::close)));
                approved += now(merchant, opened.trade()).approved() ? 1 : 0;
                // An answer that was on its way may be read between the trades and the balance.
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .untilAsserted(() -> assertConserved(merchant));
            }
        }
        System.out.println(ROUNDS + " deletions against approvals: " + approved + " approved before");
    }

    @Test
    void verdicts_against_resends_by_hand() throws Exception {
        Merchant merchant = universe.merchant();
        int[][] all = {{200, 402}, {402, 200, 500}, {500, 200, 402, 500}, {500}, {500, 500, 200}};
        int approved = 0;
        for (int round = 0; round < ROUNDS; round++) {
            answers.set(0);
            statuses = all[round % all.length];
            Opened opened = open(merchant, round);
            Trade trade = opened.trade();
            String gate = merchant.journal().list(trade.id()).get(0).id();
            Callable<Attempt> resend =
                    () -> merchant.dispatcher().resend(gate, null).orElseThrow().get(20, TimeUnit.SECONDS);
            together(List.of(answered(opened), resend, resend, () -> {
                Universe.advance(merchant, Duration.ofSeconds(10));
                return null;
            }));
            Universe.advance(merchant, Duration.ofMinutes(1));

            Trade now = now(merchant, trade);
            assertThat(events(now)).as("round " + round).hasSize(1);
            Delivery asked = merchant.journal().find(gate).orElseThrow();
            assertThat(asked.state().over()).isTrue();
            Verdict first = asked.attempts().stream()
                    .limit(3)
                    .map(Attempt::verdict)
                    .filter(verdict -> verdict != Verdict.FAILED)
                    .findFirst()
                    .orElse(Verdict.FAILED);
            assertThat(now.approved()).as("round " + round).isEqualTo(first == Verdict.APPROVED);
            approved += now.approved() ? 1 : 0;
            assertConserved(merchant);
            if (now.approved()) {
                merchant.trades().trigger(trade.id(), ControlEvent.CANCEL);
                // Its callback must be answered before the test ends.
                Universe.advance(merchant, Duration.ZERO);
            }
        }
        System.out.println(ROUNDS + " verdicts against resends by hand: " + approved + " approved");
        assertThat(merchant.withdrawals().balance()).isEqualTo(new Balance(Shop.BEGINNING, Usd.ZERO));
    }
}
