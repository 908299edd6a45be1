package io.github.assetpaysim.simulator.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.assetpaysim.simulator.callback.transport.CallbackUrl;
import io.github.assetpaysim.simulator.callback.transport.Reply;
import io.github.assetpaysim.simulator.callback.transport.Sender;
import io.github.assetpaysim.simulator.callback.transport.Transmission;
import io.github.assetpaysim.simulator.catalog.Game;
import io.github.assetpaysim.simulator.dialect.Dialect;
import io.github.assetpaysim.simulator.dialect.Secrets;
import io.github.assetpaysim.simulator.dialect.SignedRequest;
import io.github.assetpaysim.simulator.money.CreditSplit;
import io.github.assetpaysim.simulator.money.Usd;
import io.github.assetpaysim.simulator.setting.Assumptions;
import io.github.assetpaysim.simulator.setting.Setting;
import io.github.assetpaysim.simulator.support.Trades;
import io.github.assetpaysim.simulator.time.ClockMode;
import io.github.assetpaysim.simulator.time.Scheduler;
import io.github.assetpaysim.simulator.time.Timeline;
import io.github.assetpaysim.simulator.trade.EndUser;
import io.github.assetpaysim.simulator.trade.Trade;
import io.github.assetpaysim.simulator.trade.TradeEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;

/** A dispatcher in a time and a network of its own; tests of one dialect each extend it. */
class DispatcherHarness {
    static final Instant START = Instant.parse("2031-03-04T10:00:00Z");
    static final CallbackUrl URL = CallbackUrl.parse("http://merchant.test/callback");
    static final CallbackUrl OTHER_URL = CallbackUrl.parse("http://other.test/callback");
    static final Trade CREATED = Trade.deposit(
            "trade-1",
            "merchant-1",
            Game.CS2,
            new EndUser("user-1", "76561198012345678", "https://steamcommunity.com/tradeoffer/new/", null),
            null,
            List.of(),
            true,
            CreditSplit.of(new Usd(860), new Usd(435)),
            START);
    static final Trade OFFERED = CREATED.after(TradeEvent.SEND_OFFER, START, null);
    static final Trade ACCEPTED = OFFERED.after(TradeEvent.ACCEPT, START, null);

    final Queue<Throwable> bugs = new ConcurrentLinkedQueue<>();
    volatile InstantSource wall = () -> START.plus(Duration.ofDays(1));
    final Scheduler scheduler = new Scheduler(bugs::add);
    final Timeline timeline = new Timeline(ClockMode.FROZEN, Duration.ofSeconds(1), START, scheduler, () -> {});
    final Journal journal = new Journal(10_000, (delivery, ended) -> {});
    final Post post = new Post();
    private final AtomicInteger ids = new AtomicInteger();
    volatile DeliverySettings settings = Samples.settings("s");
    volatile Function<DeliveryPlan, List<DeliveryPlan>> faults = List::of;
    volatile Consumer<String> log = line -> {};
    final CallbackDispatcher dispatcher;

    DispatcherHarness(Dialect dialect) {
        dispatcher = new CallbackDispatcher(
                timeline,
                () -> wall.instant(),
                post,
                dialect,
                journal,
                trade -> "delivery-" + ids.incrementAndGet(),
                plan -> faults.apply(plan),
                () -> settings,
                line -> log.accept(line));
    }

    /** Keeps every request and answers as planned, 200 when nothing is. */
    static final class Post implements Sender {
        final List<Sent> sent = new CopyOnWriteArrayList<>();
        private final Queue<CompletableFuture<Reply>> planned = new ConcurrentLinkedQueue<>();

        record Sent(CallbackUrl to, SignedRequest request) {
            String event() {
                String body = new String(request.body(), StandardCharsets.UTF_8);
                return body.replaceAll("(?s).*\"event\":\"([A-Z]+)\".*", "$1");
            }
        }

        void answers(int... statuses) {
            for (int status : statuses) {
                planned.add(CompletableFuture.completedFuture(reply(status)));
            }
        }

        void answers(int status, String body) {
            planned.add(CompletableFuture.completedFuture(reply(status, body)));
        }

        CompletableFuture<Reply> answersLater() {
            CompletableFuture<Reply> later = new CompletableFuture<>();
            planned.add(later);
            return later;
        }

        @Override
        public CompletableFuture<Reply> send(
                CallbackUrl to, SignedRequest request, Transmission transmission, Duration timeout) {
            CompletableFuture<Reply> answer = planned.poll();
            sent.add(new Sent(to, request));
            return answer == null ? CompletableFuture.completedFuture(reply(200)) : answer;
        }

        List<String> events() {
            return sent.stream().map(Sent::event).toList();
        }

        void awaitSent(int requests) {
            org.awaitility.Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> sent.size() >= requests);
        }
    }

    /** The same trade, where it stands since this moment. */
    Trade now(Trade trade) {
        return Trades.in(trade, trade.kind(), trade.stage(), timeline.instant());
    }

    static Reply reply(int status) {
        return reply(status, "");
    }

    static Reply reply(int status, String body) {
        return Reply.answer(status, Map.of(), body.getBytes(StandardCharsets.UTF_8), false);
    }

    @AfterEach
    void stop() {
        timeline.close();
        scheduler.close();
        assertThat(bugs).isEmpty();
    }

    void strictly() {
        assuming(Assumptions.CALLBACK_ORDER, Assumptions.Order.STRICT);
    }

    <T> void assuming(Setting<T> assumption, T value) {
        settings = new DeliverySettings(
                settings.url(),
                settings.secrets(),
                settings.retry(),
                settings.timeout(),
                settings.assumptions().with(assumption, value));
    }

    void retrying(String gaps) {
        RetrySchedule retry = RetrySchedule.parse(gaps);
        settings = new DeliverySettings(
                settings.url(), settings.secrets(), retry, settings.timeout(), settings.assumptions());
    }

    void sendingTo(CallbackUrl url) {
        settings = new DeliverySettings(
                url, settings.secrets(), settings.retry(), settings.timeout(), settings.assumptions());
    }

    void signingWith(Secrets secrets) {
        settings = new DeliverySettings(
                settings.url(), secrets, settings.retry(), settings.timeout(), settings.assumptions());
    }

    void advance(String duration) throws InterruptedException {
        timeline.advanceBy(Duration.parse(duration));
    }

    void settle() throws InterruptedException {
        advance("PT0S");
    }

    Delivery delivery(int number) {
        return journal.find("delivery-" + number).orElseThrow();
    }

    Attempt resend(int number, CallbackUrl to) throws Exception {
        return dispatcher.resend("delivery-" + number, to).orElseThrow().get(10, TimeUnit.SECONDS);
    }
}
