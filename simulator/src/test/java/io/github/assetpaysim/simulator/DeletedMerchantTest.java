package io.github.assetpaysim.simulator;

import static io.github.assetpaysim.simulator.PlannedFault.fault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.TestClient;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deleting a merchant ends what it does and gives back what it needed. */
class DeletedMerchantTest {
    private Simulator simulator;
    private TestClient client;

    @BeforeEach
    void start() {
        simulator = Simulator.start(Settings.STANDARD);
        client = new TestClient(simulator);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private String deposit(SimulatedMerchant merchant, String steamId) {
        return client.trade(merchant.clientToken(steamId), 0, "").required("id").textValue();
    }

    /** Leaves timers, retries and callbacks that are kept back. */
    private WeakReference<Merchant> useAndDelete(Receiver receiver, String clock, String steamId) {
        try (SimulatedMerchant merchant = simulator.createMerchant(
                MerchantSettings.STANDARD.with("clock", clock).with("pace", "1h"))) {
            merchant.sendCallbacksTo(receiver.url());
            merchant.plan(
                    fault("swap-with-next").onCallback("HOLD"),
                    fault("repeat-later").with("after", "1d").onCallback("INITIATED"));
            deposit(merchant, steamId);
            merchant.advance(Duration.ofMinutes(1));
            assertThat(merchant.callbacks()).isNotEmpty();
            return new WeakReference<>(merchant.merchant);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"frozen", "paced", "live"})
    void nothing_holds_a_deleted_merchant(String clock) {
        try (Receiver receiver = Receiver.answering(callback -> callback.event().equals("PENDING") ? 500 : 200)) {
            List<WeakReference<Merchant>> merchants = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                merchants.add(useAndDelete(receiver, clock, "7656119800000000" + i));
            }
            await().untilAsserted(() -> {
                System.gc();
                assertThat(merchants).allMatch(each -> each.get() == null);
            });
        }
    }

    @Test
    void nothing_is_sent_any_more_and_a_receiver_that_hangs_holds_nobody_up() throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (Receiver receiver = Receiver.answering(callback -> {
            reached.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 500;
        })) {
            SimulatedMerchant merchant = simulator.createMerchant(MerchantSettings.STANDARD
                    .with("retry", "0s,0s,0s")
                    .with("clock", "paced")
                    .with("pace", "1ms"));
            merchant.sendCallbacksTo(receiver.url());
            deposit(merchant, "76561198000000001");
            reached.await();
            merchant.close();
            end.countDown();

            await().until(() -> merchant.callbacks().get(0).attempts().size() == 1);
            assertThat(merchant.advance(Duration.ofDays(8)).ran()).isEmpty();
            assertThat(receiver.events()).containsExactly("INITIATED");
        } finally {
            end.countDown();
        }
    }
}
