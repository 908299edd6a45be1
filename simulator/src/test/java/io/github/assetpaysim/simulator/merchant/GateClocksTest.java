package io.github.assetpaysim.simulator.merchant;

import static io.github.assetpaysim.simulator.merchant.Shop.ALICE;
import static io.github.assetpaysim.simulator.merchant.Shop.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.assetpaysim.simulator.Inside;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.RunningSimulator;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.time.Leftover;
import io.github.assetpaysim.simulator.trade.Stage;
import io.github.assetpaysim.simulator.trade.Trade;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An open gate and time: what it waits for, and who waits for it. */
@Timeout(60)
class GateClocksTest {
    @RegisterExtension
    static final RunningSimulator RUNNING = new RunningSimulator();

    private static final String PATIENT = ",\"callbackTimeout\":\"10min\"";

    private final CountDownLatch decided = new CountDownLatch(1);
    private volatile int answer = 200;
    /** Takes its time over Alice's gates, and answers all else with 200 at once. */
    private final Receiver receiver = Receiver.answering(got -> {
        boolean alices = got.trade().required("clientSteamID").textValue().equals(ALICE);
        return alices && got.event().equals("INITIATED") ? answerInTheEnd() : 200;
    });

    private int answerInTheEnd() {
        try {
            decided.await();
            return answer;
        } catch (InterruptedException e) {
            return 500;
        }
    }

    @AfterEach
    void stop() {
        decided.countDown();
        receiver.close();
    }

    private void awaitAsked(int gates) {
        await().until(() -> receiver.got().stream()
                        .filter(got -> got.event().equals("INITIATED"))
                        .count()
                == gates);
    }

    private static TestClient.Answer advance(Shop shop, String by) {
        return shop.client.post("/_sim/merchants/" + shop.handle.id() + "/clock/advance", "{\"by\":\"" + by + "\"}");
    }

    @Test
    void when_time_stands_still_the_merchant_is_asked_and_the_approval_followed_but_nothing_is_retried() {
        try (Receiver busy = Receiver.answering(got -> 500)) {
            Shop shop = new Shop(RUNNING, receiver.url(), "");
            Trade trade = shop.withdraw(BOB, "730");
            await().until(() -> receiver.events().equals(List.of("INITIATED", "ACTIVE")));
            assertThat(shop.isBought(trade)).isTrue();

            shop.handle.sendCallbacksTo(busy.url());
            Trade undecided = shop.withdraw(BOB, "730");
            await().until(() -> shop.gate(undecided).attempts().size() == 1);
            shop.advance("9s");
            assertThat(busy.events()).filteredOn("INITIATED"::equals).hasSize(1);
            shop.advance("1s");
            assertThat(busy.events()).filteredOn("INITIATED"::equals).hasSize(2);
            shop.advance("30s");
            assertThat(shop.why(undecided)).isEqualTo("rejected: no verdict in 3 attempts");
        }
    }

    @Test
    void a_step_of_time_waits_for_open_gates_and_meanwhile_there_is_no_other() throws Exception {
        Shop shop = new Shop(RUNNING, receiver.url(), PATIENT);
        Trade open = shop.withdraw(ALICE, "730");
        awaitAsked(1);
        CompletableFuture<TestClient.Answer> step = CompletableFuture.supplyAsync(() -> advance(shop, "P1D"));
        await().until(() -> advance(shop, "0s").status() == 409);
        // Who comes now is served: his trade is of the same instant.
        Trade other = shop.withdraw(BOB, "730");
        await().until(() -> shop.now(other).stage() == Stage.PREPARING);
        assertThat(step).isNotDone();
        assertThat(shop.now(open).awaitsVerdict()).isTrue();

        decided.countDown();
        assertThat(step.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(shop.story(open)).isEqualTo("INITIATED PT0S, ACTIVE PT0S, HOLD PT35S");
        assertThat(shop.story(other)).isEqualTo("INITIATED PT0S, ACTIVE PT0S, HOLD PT35S");
    }

    @Test
    void in_a_paced_clock_a_gate_that_is_never_answered_holds_up_nobody_else() {
        Shop shop = new Shop(RUNNING, receiver.url(), PATIENT + ",\"clock\":\"paced\",\"pace\":\"50ms\"");
        Trade open = shop.withdraw(ALICE, "730");
        Trade other = shop.withdraw(BOB, "730");
        Trade rust = shop.withdraw(BOB, "252490");
        await().until(() ->
                shop.now(other).stage() == Stage.COMPLETED && shop.now(rust).stage() == Stage.COMPLETED);
        assertThat(shop.now(open).awaitsVerdict()).isTrue();
        assertThat(shop.balance().reserved()).isEqualTo(open.totalPrice());

        answer = 402;
        decided.countDown();
        await().until(() -> shop.why(open).equals("rejected: 402"));
    }

    @Test
    void in_a_live_clock_a_gate_that_is_never_answered_holds_up_nobody_else() {
        Shop shop = new Shop(RUNNING, receiver.url(), PATIENT + ",\"clock\":\"live\"");
        Trade open = shop.withdraw(ALICE, "730");
        awaitAsked(1);
        Trade other = shop.withdraw(BOB, "730");
        await().until(() -> shop.now(other).stage() == Stage.PREPARING);
        shop.handle.happen(other.id(), ControlEvent.COMPLETE);
        await().until(() -> receiver.events().contains("COMPLETED"));
        assertThat(shop.now(open).awaitsVerdict()).isTrue();

        decided.countDown();
        await().until(() -> shop.now(open).approved());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 402})
    void a_merchant_that_is_deleted_meanwhile_leaves_nobody_waiting(int late) {
        Shop shop = new Shop(RUNNING, receiver.url(), PATIENT);
        Trade open = shop.withdraw(ALICE, "730");
        awaitAsked(1);
        CompletableFuture<TestClient.Answer> step = CompletableFuture.supplyAsync(() -> advance(shop, "P1D"));
        await().until(() -> advance(shop, "0s").status() == 409);

        assertThat(shop.client
                        .send("DELETE", "/_sim/merchants/" + shop.handle.id(), null)
                        .status())
                .isEqualTo(204);
        assertThat(step).succeedsWithin(Duration.ofSeconds(20));
        answer = late;
        decided.countDown();

        await().until(() -> !shop.gate(open).attempts().isEmpty());
        assertThat(shop.gate(open).attempts()).hasSize(1);
        Trade now = shop.now(open);
        assertThat(now.stage()).isIn(Stage.CREATED, late == 200 ? Stage.PREPARING : Stage.REJECTED);
        assertThat(receiver.events()).containsExactly("INITIATED");
    }

    @Test
    void a_default_merchant_that_is_started_anew_meanwhile_has_all_its_money() {
        try (Simulator simulator = Simulator.start(Settings.STANDARD.with(MerchantSettings.STANDARD
                .with("callbackUrl", receiver.url().toString())
                .with("seed", "7")))) {
            TestClient client = new TestClient(simulator);
            Merchant before = simulator.defaultMerchant();
            EndUserClaims alice = new EndUserClaims(ALICE, TestClient.tradeUrl(), null, null);
            String token = ClientToken.issue(before.credentials(), alice, Instant.now(), Duration.ofHours(1));
            client.withdrawal(token, "730", 0);
            awaitAsked(1);

            Merchant after = Inside.of(simulator.restartDefaultMerchant());
            decided.countDown();

            assertThat(after.trades().all()).isEmpty();
            assertThat(after.withdrawals().balance()).isEqualTo(new Balance(Shop.BEGINNING, Usd.ZERO));
            client.withdrawal(token, "730", 0);
            await().until(() -> after.trades().all().get(0).approved());
            assertThat(after.trades().all().get(0).id())
                    .isEqualTo(before.trades().all().get(0).id());
        }
    }

    @Test
    void at_the_end_an_open_gate_counts_as_due_and_one_that_will_be_tried_again_as_planned() {
        try (Receiver busy = Receiver.answering(got -> 500)) {
            Shop shop = new Shop(RUNNING, receiver.url(), PATIENT);
            shop.withdraw(ALICE, "730");
            awaitAsked(1);
            shop.handle.sendCallbacksTo(busy.url());
            Trade retrying = shop.withdraw(BOB, "730");
            await().until(() -> shop.gate(retrying).attempts().size() == 1);

            assertThat(shop.merchant.closeWithin(Duration.ofMillis(100))).isEqualTo(new Leftover(1, 1));
        }
    }
}
