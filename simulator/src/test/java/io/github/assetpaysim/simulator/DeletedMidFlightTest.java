package io.github.assetpaysim.simulator;

import static io.github.assetpaysim.simulator.PlannedFault.fault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.assetpaysim.simulator.callback.Delivery;
import io.github.assetpaysim.simulator.callback.NoCallbackUrl;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.merchant.ControlEvent;
import io.github.assetpaysim.simulator.merchant.EndUserClaims;
import io.github.assetpaysim.simulator.merchant.ItemQuery;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.support.KeptLog;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.TestClient;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A merchant that is deleted while deposits are made in it, its callbacks are under way and its time is moved leaves nobody waiting.
 * {@code -Draces.rounds=10000} makes many more rounds.
 */
class DeletedMidFlightTest {
    private static final int ROUNDS = Integer.getInteger("races.rounds", 100);
    private static final int STILL_UNDER_WAY = 50;
    private static final String USER = "76561198000000001";

    private final KeptLog log = new KeptLog();
    private final Simulator simulator = Simulator.start(Settings.STANDARD, log);
    private final TestClient client = new TestClient(simulator);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger deposits = new AtomicInteger();

    /** By the path of the merchant's URL. */
    private final Map<String, Integer> received = new ConcurrentHashMap<>();

    private record Deleted(String path, SimulatedMerchant merchant) {}

    @AfterEach
    void stop() {
        threads.shutdownNow();
        simulator.close();
    }

    private static String item(SimulatedMerchant merchant) {
        return merchant
                .merchant
                .users()
                .inventory(
                        new EndUserClaims(USER, TestClient.tradeUrl(), null, null),
                        new ItemQuery(Game.RUST, false, null, null, null, null, 1, ItemQuery.ALL))
                .items()
                .stream()
                .filter(each -> each.accepted() && each.tradable())
                .findFirst()
                .orElseThrow()
                .id();
    }

    private void deposit(String token, String item) {
        int status = client.post(
                        "/client/trading/deposit",
                        "{\"game\":\"252490\",\"items\":[{\"itemId\":\"" + item + "\"}]}",
                        "Authorization",
                        token)
                .status();
        assertThat(status).isIn(200, 401);
        deposits.addAndGet(status == 200 ? 1 : 0);
    }

    private static void resendAndStep(SimulatedMerchant merchant) throws Exception {
        for (var trade : merchant.trades()) {
            try {
                merchant.happen(trade.id(), ControlEvent.COMPLETE);
            } catch (IllegalStateException | IllegalArgumentException e) {
                // It was completed by the advance, or has been forgotten with its merchant.
            }
        }
        for (Delivery each : merchant.callbacks()) {
            try {
                merchant.merchant
                        .dispatcher()
                        .resend(each.id(), null)
                        .orElseThrow()
                        .get(20, TimeUnit.SECONDS);
            } catch (NoCallbackUrl e) {
                throw new AssertionError(e);
            }
        }
    }

    private static PlannedFault someFault(int round) {
        return switch (round % 3) {
            case 0 -> fault("before-answer").onCallback("INITIATED");
            case 1 -> fault("duplicate-at-once").onCallback("INITIATED");
            default -> fault("swap-with-next").onCallback("INITIATED");
        };
    }

    private void together(List<Callable<Void>> tasks) throws Exception {
        List<Future<Void>> running = new ArrayList<>();
        tasks.forEach(task -> running.add(threads.submit(task)));
        for (Future<Void> each : running) {
            each.get(60, TimeUnit.SECONDS);
        }
    }

    /** What was under way when it was deleted may still arrive. */
    private void awaitToldWhatCame(Deleted deleted) {
        await(deleted.path)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> received.getOrDefault(deleted.path, 0)
                        == deleted.merchant.callbacks().stream()
                                .mapToInt(each -> each.attempts().size())
                                .sum());
    }

    @Test
    void nobody_waits_for_ever_and_the_journal_says_what_was_received() throws Exception {
        Random random = new Random(20_260_304);
        AtomicInteger answered = new AtomicInteger();
        Queue<Deleted> deleted = new ArrayDeque<>();
        try (Receiver receiver = Receiver.answering(callback -> {
            received.merge(callback.path(), 1, Integer::sum);
            return answered.incrementAndGet() % 3 == 0 ? 500 : 200;
        })) {
            for (int round = 0; round < ROUNDS; round++) {
                SimulatedMerchant merchant = round % 4 == 0
                        ? simulator.merchant("default")
                        : simulator.createMerchant(MerchantSettings.STANDARD.with("retry", "0s,1s"));
                String path = "/round/" + round;
                merchant.sendCallbacksTo(URI.create(receiver.url().resolve(path).toString()));
                merchant.plan(someFault(round));
                String token = merchant.clientToken(USER);
                String item = item(merchant);
                int micros = random.nextInt(6_000);
                together(List.of(
                        () -> {
                            deposit(token, item);
                            return null;
                        },
                        () -> {
                            merchant.advance(Duration.ofMinutes(1));
                            return null;
                        },
                        () -> {
                            resendAndStep(merchant);
                            return null;
                        },
                        () -> {
                            long until = System.nanoTime() + micros * 1_000L;
                            while (System.nanoTime() < until) {
                                Thread.onSpinWait();
                            }
                            merchant.close();
                            return null;
                        }));
                deleted.add(new Deleted(path, merchant));
                if (deleted.size() > STILL_UNDER_WAY) {
                    awaitToldWhatCame(deleted.remove());
                }
                receiver.clear();
                log.clearLines();
                assertThat(log.takeBugs()).as("round " + round).isEmpty();
            }
            deleted.forEach(this::awaitToldWhatCame);
        }
        assertThat(deposits.get()).isPositive();
    }
}
