package io.github.assetpaysim.contract.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The reference merchant with one {@link Flaw}. */
public class BrokenMerchant extends BrokenReader {
    /** Longer than AssetPay's answer takes to arrive, shorter than anybody waits. */
    private static final Duration UNTIL_STORED = Duration.ofSeconds(2);

    private static final Duration BETWEEN_BYTES = Duration.ofMillis(10);
    private static final Duration A_RACE = Duration.ofMillis(250);
    private static final Set<String> STATUSES = Set.of(
            "INITIATED",
            "PENDING",
            "ACTIVE",
            "ESCROW",
            "HOLD",
            "COMPLETED",
            "FAILED",
            "CANCELED",
            "DECLINED",
            "REVERTED");

    private final Flaw flaw;
    private final Duration delay;
    private final ExecutorService background = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Set<String> failed = ConcurrentHashMap.newKeySet();
    private final Set<String> ignored = ConcurrentHashMap.newKeySet();
    private final Map<String, CountDownLatch> stored = new ConcurrentHashMap<>();
    private final ThreadLocal<Trade> unbooked = new ThreadLocal<>();

    BrokenMerchant(Flaw flaw, Config config, Duration delay, Rendezvous rendezvous) {
        super(flaw, config, ledger(flaw, config.policy(), rendezvous), rendezvous);
        this.flaw = flaw;
        this.delay = delay;
    }

    private static Ledger ledger(Flaw flaw, Policy policy, Rendezvous rendezvous) {
        return switch (flaw.topic()) {
            case DEPOSITS -> new BrokenLedger(flaw, policy, rendezvous);
            case GATES -> new BrokenGateLedger(flaw, policy, rendezvous);
            case REFUNDS -> new BrokenRefundLedger(flaw, policy, rendezvous);
            case COURSE -> new BrokenCourseLedger(flaw, policy);
            case KEYS, NO_WITHDRAWALS -> new Ledger(policy);
        };
    }

    /** Starts one that listens until it is closed. */
    public static BrokenMerchant start(Flaw flaw, Config config) {
        return start(
                flaw,
                config,
                switch (flaw) {
                    case SLOW, SLOW_GATE -> Duration.ofSeconds(4);
                    case TOO_SLOW, TOO_SLOW_GATE -> Duration.ofSeconds(20);
                    case STOPS_WHEN_HUNG_UP_ON -> Duration.ofSeconds(1);
                    default -> A_RACE;
                });
    }

    /**
     * The same in other measure.
     *
     * @param delay how long the slow ones take, the racing ones wait for somebody to race with, and who stops when hung up on
     *     looks whether that happens
     */
    public static BrokenMerchant start(Flaw flaw, Config config, Duration delay) {
        Rendezvous rendezvous = new Rendezvous(delay);
        BrokenMerchant merchant = switch (flaw.topic()) {
            case DEPOSITS, KEYS -> new BrokenMerchant(flaw, config, delay, rendezvous);
            case COURSE -> new BrokenCourse(flaw, config, delay, rendezvous);
            case GATES, REFUNDS -> new BrokenWithdrawals(flaw, config, delay, rendezvous);
            case NO_WITHDRAWALS -> new BrokenWithdrawals(flaw, config.withoutWithdrawals(), delay, rendezvous);
        };
        merchant.listen();
        return merchant;
    }

    @Override
    Answer accept(Trade trade) throws SQLException {
        return switch (flaw) {
            case ANSWERS_204 -> new Answer(204, super.accept(trade).body());
            case SLOW, TOO_SLOW -> acceptSlowly(trade);
            case FAILS_FIRST_TIME -> databaseFails(trade) ? error(500, "try again later") : super.accept(trade);
            case SWALLOWS_OWN_ERROR -> databaseFails(trade) ? Answer.OK : super.accept(trade);
            case ACKNOWLEDGES_THEN_LOSES, ANSWERS_FIRST -> trade.isGate() ? super.accept(trade) : acceptLater(trade);
            case MARKS_BEFORE_BOOKING -> {
                if (!seen.add(trade.id() + trade.status())) {
                    yield Answer.OK;
                }
                yield databaseFails(trade) ? error(500, "try again later") : super.accept(trade);
            }
            case STOPS_WHEN_HUNG_UP_ON -> acceptWhileAnswering(trade);
            case FAILS_ON_BAD_END -> {
                super.accept(trade);
                yield trade.isUnsuccessful() ? error(500, "cannot tell the user") : Answer.OK;
            }
            case FAILS_ON_UNKNOWN_STATUS -> acceptIf(STATUSES.contains(trade.status()), trade);
            case FAILS_ON_UNKNOWN_MEMBERS ->
                acceptIf(
                        trade.json().properties().stream()
                                .allMatch(member -> BrokenSignature.KNOWN_MEMBERS.contains(member.getKey())),
                        trade);
            case DEMANDS_MATCHING_EVENT -> event().asText().equals(trade.status()) ? super.accept(trade) : Answer.OK;
            case IGNORES_RUST -> trade.json().path("game").asText().equals("730") ? super.accept(trade) : Answer.OK;
            case REFUSES_UNKNOWN_ORDERS -> {
                if (!trade.isWithdrawal() && !ledger().knows(order(trade))) {
                    throw new Refusal(404, "there is no such order");
                }
                yield super.accept(trade);
            }
            case IGNORES_EARLY_TRADES -> {
                if (!trade.isWithdrawal() && !isStored(order(trade))) {
                    ignored.add(trade.id());
                }
                yield ignored.contains(trade.id()) ? Answer.OK : super.accept(trade);
            }
            default -> super.accept(trade);
        };
    }

    private Answer acceptIf(boolean known, Trade trade) throws SQLException {
        if (!known) {
            throw new IllegalStateException("never heard of it");
        }
        return super.accept(trade);
    }

    private Answer acceptSlowly(Trade trade) throws SQLException {
        Answer answer = super.accept(trade);
        return trade.status().equals("COMPLETED") ? late(answer) : answer;
    }

    /** That answer after the delay. */
    final Answer late(Answer answer) {
        try {
            boolean isClosed = closed.await(delay.toMillis(), TimeUnit.MILLISECONDS);
            return isClosed ? error(503, "this merchant is stopping") : answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return answer;
        }
    }

    private Answer acceptWhileAnswering(Trade trade) throws SQLException {
        if (!trade.status().equals("COMPLETED")) {
            return super.accept(trade);
        }
        if (seen.add(trade.id())) {
            unbooked.set(trade);
        }
        return Answer.OK;
    }

    @Override
    void send(HttpExchange exchange, Answer answer) throws IOException {
        Trade trade = unbooked.get();
        unbooked.remove();
        if (trade == null) {
            super.send(exchange, answer);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), 0);
        long end = System.nanoTime() + delay.toNanos();
        try (OutputStream out = exchange.getResponseBody()) {
            do {
                // Fails once the other side has hung up.
                out.write(' ');
                out.flush();
            } while (!closed.await(BETWEEN_BYTES.toMillis(), TimeUnit.MILLISECONDS) && System.nanoTime() < end);
            super.accept(trade);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private Answer acceptLater(Trade trade) {
        background.execute(() -> {
            try {
                if (flaw == Flaw.ANSWERS_FIRST || !databaseFails(trade)) {
                    super.accept(trade);
                }
            } catch (SQLException | RuntimeException e) {
                // Lost: whoever could have sent it again has his answer.
            }
        });
        return Answer.OK;
    }

    /** As after a restart of the database: once for each trade, when there is something to lose. */
    private boolean databaseFails(Trade trade) {
        return trade.status().equals("COMPLETED") && failed.add(trade.id());
    }

    @Override
    Answer start(JsonNode order, String trading) throws IOException, InterruptedException, SQLException {
        if (flaw != Flaw.IGNORES_EARLY_TRADES) {
            return super.start(order, trading);
        }
        Answer answer = assetPay().trade(trading, order);
        ledger().store(order.get("externalId").textValue(), order.get("steamId").textValue());
        latch(order.get("externalId").textValue()).countDown();
        return answer;
    }

    /** Waits a moment: AssetPay's answer is only just on its way, unless the callback was sent before it. */
    private boolean isStored(String externalId) {
        try {
            return latch(externalId).await(UNTIL_STORED.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private CountDownLatch latch(String externalId) {
        return stored.computeIfAbsent(externalId, each -> new CountDownLatch(1));
    }

    private static String order(Trade trade) {
        return trade.json().path("externalId").asText();
    }

    @Override
    public void close() {
        closed.countDown();
        background.shutdownNow();
        super.close();
    }

    @Override
    public String toString() {
        return "a merchant that is broken: " + flaw;
    }
}
