package io.github.assetpaysim.simulator.callback;

import io.github.assetpaysim.simulator.callback.transport.CallbackUrl;
import io.github.assetpaysim.simulator.callback.transport.OutcomeCode;
import io.github.assetpaysim.simulator.callback.transport.Reply;
import io.github.assetpaysim.simulator.callback.transport.Transmission;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.dialect.CallbackEvent;
import io.github.assetpaysim.simulator.dialect.Secrets;
import io.github.assetpaysim.simulator.dialect.Verdict;
import io.github.assetpaysim.simulator.money.CreditSplit;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.setting.Values;
import io.github.assetpaysim.simulator.trade.EndUser;
import io.github.assetpaysim.simulator.trade.Trade;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** What the tests of this package's parts are made of. */
final class Samples {
    static final Instant START = Instant.parse("2031-03-04T10:00:00Z");
    static final CallbackUrl URL = CallbackUrl.parse("http://merchant.test/callback");

    private Samples() {}

    static Trade trade(String id) {
        return Trade.deposit(
                id,
                "merchant-1",
                Game.CS2,
                new EndUser("user-1", "76561198012345678", "", null),
                null,
                List.of(),
                true,
                CreditSplit.afterwards(new Usd(100)),
                START);
    }

    static CallbackEvent event(String id, String trade) {
        return new CallbackEvent(id, trade(trade), "INITIATED", START, List.of());
    }

    static Delivery delivery(String id, String trade) {
        return delivery(DeliveryPlan.ordinary(event(id, trade)));
    }

    static Delivery delivery(DeliveryPlan plan) {
        return Delivery.of(plan, null, START);
    }

    /** Starts in its turn, on top of what is owed. */
    static DeliveryPlan onTop(String id, String trade, boolean retried) {
        DeliveryPlan owed = DeliveryPlan.ordinary(event(id, trade));
        return owed.as(retried ? DeliveryPlan.Role.COPY : DeliveryPlan.Role.BESIDES);
    }

    static Attempt attempt(int number, boolean delivered) {
        Reply reply = Reply.answer(delivered ? 200 : 500, Map.of(), new byte[0], false);
        return new Attempt(
                number,
                Attempt.Trigger.SCHEDULED,
                URL,
                START,
                START,
                START,
                Transmission.ORDINARY,
                Map.of(),
                reply,
                delivered ? OutcomeCode.DELIVERED : OutcomeCode.REFUSED_STATUS,
                delivered ? Verdict.DELIVERED : Verdict.FAILED);
    }

    static DeliverySettings settings(String secret) {
        return new DeliverySettings(
                URL, new Secrets(secret, null), RetrySchedule.STANDARD, Duration.ofSeconds(15), Values.NONE);
    }

    /** Lets all begin at the same moment, each on a thread of its own, and gives what they return in their order. */
    static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            CyclicBarrier barrier = new CyclicBarrier(tasks.size());
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> task : tasks) {
                running.add(threads.submit(() -> {
                    barrier.await();
                    return task.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : running) {
                results.add(each.get(60, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
