package io.github.assetpaysim.simulator.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.assetpaysim.simulator.PlannedFault;
import io.github.assetpaysim.simulator.Settings;
import io.github.assetpaysim.simulator.SimulatedMerchant;
import io.github.assetpaysim.simulator.Simulator;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.log.EventLog;
import io.github.assetpaysim.simulator.merchant.ClientToken;
import io.github.assetpaysim.simulator.merchant.ControlEvent;
import io.github.assetpaysim.simulator.merchant.DepositOrder;
import io.github.assetpaysim.simulator.merchant.EndUserClaims;
import io.github.assetpaysim.simulator.merchant.ItemQuery;
import io.github.assetpaysim.simulator.merchant.Merchant;
import io.github.assetpaysim.simulator.merchant.MerchantSettings;
import io.github.assetpaysim.simulator.support.Receiver;
import io.github.assetpaysim.simulator.support.TestClient;
import io.github.assetpaysim.simulator.time.Advance;
import io.github.assetpaysim.simulator.trade.Trade;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A deposit's first callback is held until the deposit's answer is completely written, or cannot be. */
class AfterTheAnswerTest {
    private static final int USERS = 250;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private static EndUserClaims user(int number) {
        return new EndUserClaims(String.format("765611980%08d", number), TestClient.tradeUrl(), null, null);
    }

    /** A deposit of everything the user has, so that the answer is long. */
    private static byte[] request(Merchant merchant, EndUserClaims user) {
        String items = merchant
                .users()
                .inventory(user, new ItemQuery(Game.CS2, false, null, null, null, null, 1, ItemQuery.ALL))
                .items()
                .stream()
                .filter(item -> item.accepted() && item.tradable())
                .map(item -> "{\"itemId\":\"" + item.id() + "\"}")
                .collect(Collectors.joining(","));
        String body = "{\"items\":[" + items + "]}";
        String token = ClientToken.issue(merchant.credentials(), user, Instant.now(), Duration.ofHours(1));
        return ("POST /client/trading/deposit HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Authorization: " + token + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(UTF_8);
    }

    private static List<String> events(Receiver receiver, Trade trade) {
        return receiver.got().stream()
                .filter(got -> got.trade().required("id").textValue().equals(trade.id()))
                .map(Receiver.Got::event)
                .toList();
    }

    /** Waits until the server can write no more to the client that does not read, and thus makes no more trades. */
    private static List<Trade> awaitStandstill(Merchant merchant) {
        AtomicInteger before = new AtomicInteger();
        await().during(Duration.ofMillis(300)).until(() -> {
            int now = merchant.trades().all().size();
            return now > 0 && before.getAndSet(now) == now;
        });
        return merchant.trades().all();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothing_is_sent_while_the_answer_is_being_written_and_then_it_is(boolean clientReadsOn) throws Exception {
        try (Receiver receiver = Receiver.good();
                Simulator simulator = Simulator.start(Settings.STANDARD.with(MerchantSettings.STANDARD.with(
                        "callbackUrl", receiver.url().toString())));
                Socket socket = new Socket()) {
            Merchant merchant = simulator.defaultMerchant();
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress(
                    simulator.baseUrl().getHost(), simulator.baseUrl().getPort()));
            Future<Void> writing = threads.submit(() -> {
                OutputStream out = socket.getOutputStream();
                for (int i = 0; i < USERS; i++) {
                    out.write(request(merchant, user(i)));
                }
                return null;
            });

            List<Trade> made = awaitStandstill(merchant);
            Trade held = made.get(made.size() - 1);
            assertThat(made).hasSizeLessThan(USERS);
            Future<Advance> advance = threads.submit(() -> merchant.timeline().advanceBy(Duration.ZERO));
            // What comes later by another way is sent at once; so there was time enough for what is held.
            Trade later = depositInProcess(merchant, user(USERS));
            await().until(() -> receiver.got().size() >= made.size());
            assertThat(events(receiver, later)).containsExactly("INITIATED");
            assertThat(events(receiver, held)).isEmpty();
            assertThat(advance).isNotDone();

            if (clientReadsOn) {
                socket.setReceiveBufferSize(1 << 20);
                Future<?> reading =
                        threads.submit(() -> socket.getInputStream().transferTo(OutputStream.nullOutputStream()));
                writing.get(20, TimeUnit.SECONDS);
                await().until(() -> merchant.trades().all().size() == USERS + 1);
                socket.shutdownOutput();
                reading.get(20, TimeUnit.SECONDS);
            } else {
                reset(socket);
            }
            advance.get(20, TimeUnit.SECONDS);
            assertThat(events(receiver, held)).containsExactly("INITIATED");
            merchant.timeline().advanceBy(Duration.ZERO);
            assertThat(receiver.got()).hasSize(merchant.trades().all().size());
        }
    }

    private static Trade depositInProcess(Merchant merchant, EndUserClaims user) {
        String item = merchant
                .users()
                .inventory(user, new ItemQuery(Game.CS2, false, null, null, null, null, 1, ItemQuery.ALL))
                .items()
                .stream()
                .filter(each -> each.accepted() && each.tradable())
                .findFirst()
                .orElseThrow()
                .id();
        var opened = merchant.deposits()
                .open(
                        user,
                        new DepositOrder(Game.CS2, List.of(new DepositOrder.Line(item, null, null, 1)), null, true));
        opened.answered().run();
        return opened.trade();
    }

    @Test
    void nothing_of_a_held_trade_overtakes_its_first_callback() throws Exception {
        try (Receiver receiver = Receiver.good();
                Simulator simulator = Simulator.start(Settings.STANDARD.with(MerchantSettings.STANDARD.with(
                        "callbackUrl", receiver.url().toString())))) {
            Merchant merchant = simulator.defaultMerchant();
            String item = merchant
                    .users()
                    .inventory(user(1), new ItemQuery(Game.RUST, false, null, null, null, null, 1, ItemQuery.ALL))
                    .items()
                    .stream()
                    .filter(each -> each.accepted() && each.tradable())
                    .findFirst()
                    .orElseThrow()
                    .id();
            var opened = merchant.deposits()
                    .open(
                            user(1),
                            new DepositOrder(
                                    Game.RUST, List.of(new DepositOrder.Line(item, null, null, 1)), null, true));
            merchant.trades().trigger(opened.trade().id(), ControlEvent.COMPLETE);
            Trade other = depositInProcess(merchant, user(2));
            await().until(() -> events(receiver, other).equals(List.of("INITIATED")));
            assertThat(events(receiver, opened.trade())).isEmpty();

            opened.answered().run();
            opened.answered().run();
            merchant.timeline().advanceBy(Duration.ZERO);

            assertThat(events(receiver, opened.trade())).containsExactly("INITIATED", "PENDING", "ACTIVE", "COMPLETED");
        }
    }

    /** Elsewhere a client that does not read would keep one of the few threads on which all merchants' time moves. */
    @Test
    void an_answer_that_has_waited_for_a_callback_is_written_by_a_thread_of_the_server() throws Exception {
        Queue<String> writers = new ConcurrentLinkedQueue<>();
        EventLog log = new EventLog() {
            @Override
            public void line(String line) {
                if (line.contains("/client/trading/deposit")) {
                    writers.add(Thread.currentThread().getName());
                }
            }

            @Override
            public void bug(String where, Throwable error) {
                writers.add(where + error);
            }
        };
        CountDownLatch requested = new CountDownLatch(1);
        try (Receiver receiver = Receiver.answering(callback -> {
                    try {
                        requested.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return 200;
                });
                Simulator simulator = Simulator.start(Settings.STANDARD, log)) {
            SimulatedMerchant merchant = simulator.merchant("default");
            merchant.sendCallbacksTo(receiver.url());
            merchant.plan(PlannedFault.fault("before-answer").onCallback("INITIATED"));
            TestClient client = new TestClient(simulator);
            Future<?> deposit = threads.submit(() -> client.trade(merchant.clientToken("76561198000000001"), 0, ""));
            await().until(() -> simulator.defaultMerchant().changes().waiting() == 1);
            requested.countDown();
            deposit.get(20, TimeUnit.SECONDS);
            await().until(() -> !writers.isEmpty());
        }
        assertThat(writers).hasSize(1).noneMatch(name -> name.startsWith("assetpay-worker"));
    }
}
