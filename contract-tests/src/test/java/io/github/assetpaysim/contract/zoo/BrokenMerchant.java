package io.github.assetpaysim.contract.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The reference merchant with one {@link Flaw}. */
public final class BrokenMerchant extends ReferenceMerchant {
    /** Longer than AssetPay's answer takes to arrive, shorter than anybody waits. */
    private static final Duration UNTIL_STORED = Duration.ofMillis(400);

    private static final Duration BETWEEN_BYTES = Duration.ofMillis(10);
    private static final Duration A_RACE = Duration.ofMillis(250);
    private static final int KILOBYTES_100 = 100 * 1024;
    private static final int LONGEST_HEAD = 1024;
    private static final Pattern SEEN = Pattern.compile("\"id\":\"([^\"]+)\".*?\"status\":\"(\\w+)\"");
    private static final Pattern TYPE = Pattern.compile("\"type\"\\s*:\\s*\"(\\w+)\"");
    private static final Set<String> BAD_ENDS = Set.of("DECLINED", "FAILED", "CANCELED", "REVERTED");
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
    private final BrokenSignature signature;
    private final Rendezvous rendezvous;
    private final ExecutorService background = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Set<String> failed = ConcurrentHashMap.newKeySet();
    private final Set<String> ignored = ConcurrentHashMap.newKeySet();
    private final Map<String, CountDownLatch> stored = new ConcurrentHashMap<>();
    private final AtomicReference<String> firstUser = new AtomicReference<>();
    private final ThreadLocal<Trade> unbooked = new ThreadLocal<>();
    private final ThreadLocal<byte[]> body = new ThreadLocal<>();
    private final ThreadLocal<JsonNode> event = new ThreadLocal<>();
    private volatile String currentUser;

    private BrokenMerchant(Flaw flaw, Config config, Duration delay, Rendezvous rendezvous) {
        super(config, new BrokenLedger(flaw, config.policy(), rendezvous));
        this.flaw = flaw;
        this.rendezvous = rendezvous;
        this.delay = delay;
        this.signature = new BrokenSignature(flaw, config.apiSecret());
    }

    /** Starts one that listens until it is closed. */
    public static BrokenMerchant start(Flaw flaw, Config config) {
        return start(
                flaw,
                config,
                switch (flaw) {
                    case SLOW -> Duration.ofSeconds(4);
                    case TOO_SLOW -> Duration.ofSeconds(20);
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
        BrokenMerchant merchant = new BrokenMerchant(flaw, config, delay, new Rendezvous(delay));
        merchant.listen();
        return merchant;
    }

    @Override
    Answer callback(Delivery delivery) throws IOException, SQLException {
        if (flaw == Flaw.MARKS_BEFORE_READING) {
            return callbackMarkedFirst(delivery);
        }
        if (flaw == Flaw.COMPARES_RAW_BODIES) {
            return callbackUnlessSameBytes(delivery);
        }
        return super.callback(delivery);
    }

    private Answer callbackMarkedFirst(Delivery delivery) throws IOException, SQLException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        InputStream in = delivery.body();
        String mark = null;
        // By the byte, since a larger buffer would not be handed over when the connection ends inside it.
        for (int next = in.read(); next >= 0; next = in.read()) {
            read.write(next);
            Matcher head = SEEN.matcher(
                    next == '"' && mark == null && read.size() < LONGEST_HEAD ? read.toString(Wire.CHARSET) : "");
            if (head.find()) {
                mark = head.group(1) + head.group(2);
                if (!seen.add(mark)) {
                    return Answer.OK;
                }
            }
        }
        try {
            return super.callback(new Delivery(delivery.contentType(), new ByteArrayInputStream(read.toByteArray())));
        } catch (Refusal e) {
            seen.remove(String.valueOf(mark));
            throw e;
        }
    }

    private Answer callbackUnlessSameBytes(Delivery delivery) throws IOException, SQLException {
        byte[] bytes = delivery.bytes(longestBody());
        String text = new String(bytes, Wire.CHARSET);
        if (!seen.add(text)) {
            return Answer.OK;
        }
        try {
            return super.callback(new Delivery(delivery.contentType(), new ByteArrayInputStream(bytes)));
        } catch (SQLException | RuntimeException e) {
            seen.remove(text);
            throw e;
        }
    }

    @Override
    void refuseOtherTypes(String contentType) {
        if (flaw != Flaw.ACCEPTS_ANY_CONTENT_TYPE) {
            super.refuseOtherTypes(contentType);
        }
    }

    @Override
    int longestBody() {
        return flaw == Flaw.BODY_OF_100_KB ? KILOBYTES_100 : super.longestBody();
    }

    @Override
    JsonNode parse(byte[] bytes) {
        body.set(bytes);
        if (flaw == Flaw.ACCEPTS_EMPTY_BODY && bytes.length == 0) {
            throw new Refusal(200, "it is up");
        }
        JsonNode parsed = MissingNode.getInstance();
        try {
            parsed = super.parse(bytes);
        } catch (Refusal e) {
            boolean isEmpty = bytes.length == 0;
            if (flaw == Flaw.ANSWERS_500_TO_MALFORMED_JSON && !isEmpty) {
                throw new IllegalStateException(e);
            }
            throw flaw == Flaw.ANSWERS_200_TO_MALFORMED_JSON && !isEmpty ? new Refusal(200, "whatever") : e;
        }
        event.set(parsed.at("/payload/event"));
        return parsed;
    }

    @Override
    boolean isSigned(JsonNode trade, JsonNode key) {
        return signature.accepts(trade, key, text());
    }

    private String text() {
        return new String(body.get(), Wire.CHARSET);
    }

    @Override
    Answer answerTo(Refusal refusal) {
        if (refusal.status() == 401 && flaw == Flaw.ANSWERS_200_TO_WRONG_SIGNATURE) {
            return Answer.OK;
        }
        if (refusal.status() == 401 && flaw == Flaw.ANSWERS_500_TO_WRONG_SIGNATURE) {
            return error(500, refusal.getMessage());
        }
        return super.answerTo(refusal);
    }

    @Override
    Trade read(JsonNode genuine) {
        ObjectNode trade = genuine.deepCopy();
        String status = trade.path("status").asText();
        switch (flaw) {
            case TRUSTS_EVENT -> trade.set("status", event.get());
            case CREDITS_AT_ACTIVE -> rename(trade, "ACTIVE", "COMPLETED");
            case CREDITS_ALL_AT_HOLD -> rename(trade, "HOLD", "COMPLETED");
            case CREDITS_DECLINED -> rename(trade, "DECLINED", "COMPLETED");
            case CREDITS_FAILED -> rename(trade, "FAILED", "COMPLETED");
            case CREDITS_CANCELED -> rename(trade, "CANCELED", "COMPLETED");
            case FORGETS_REVERTED -> rename(trade, "REVERTED", "IGNORED");
            case CREDITS_PENDING_ONLY -> {
                if (trade.has("pendingCredit")) {
                    trade.set("totalPrice", trade.get("pendingCredit"));
                }
            }
            case TRUNCATES_CENTS -> change(trade, amount -> BigDecimal.valueOf((long) (amount.doubleValue() * 100), 2));
            case TAKES_DOLLARS_FOR_CENTS ->
                change(trade, amount -> amount.movePointLeft(2).setScale(2, RoundingMode.DOWN));
            case ROUNDS_HOLD -> {
                if (trade.has("preCredit")) {
                    trade.put("preCredit", trade.get("preCredit").decimalValue().setScale(0, RoundingMode.HALF_UP));
                }
            }
            case TAKES_ZERO_FOR_ALL -> {
                if (status.equals("HOLD")
                        && trade.path("preCredit").decimalValue().signum() == 0) {
                    trade.set("preCredit", trade.get("totalPrice"));
                }
            }
            case DEDUPLICATES_BY_USER -> trade.set("id", trade.get("clientSteamID"));
            case CREDITS_FIRST_USER -> {
                firstUser.compareAndSet(null, trade.path("clientSteamID").asText());
                trade.put("clientSteamID", firstUser.get());
            }
            case KEEPS_USER_IN_A_FIELD -> {
                currentUser = trade.path("clientSteamID").asText();
                if (status.equals("HOLD") || status.equals("COMPLETED")) {
                    rendezvous.meet("current user");
                }
                trade.put("clientSteamID", currentUser);
            }
            case TAKES_FIRST_TYPE_IN_TEXT -> {
                Matcher type = TYPE.matcher(text());
                trade.put("type", type.find() ? type.group(1) : "");
            }
            default -> {
                // Goes wrong elsewhere.
            }
        }
        return super.read(trade);
    }

    private static void rename(ObjectNode trade, String status, String other) {
        if (trade.path("status").asText().equals(status)) {
            trade.put("status", other);
        }
    }

    private static void change(ObjectNode trade, UnaryOperator<BigDecimal> change) {
        for (String name : new String[] {"totalPrice", "preCredit"}) {
            if (trade.has(name)) {
                trade.put(name, change.apply(trade.get(name).decimalValue()));
            }
        }
    }

    @Override
    Answer accept(Trade trade) throws SQLException {
        return switch (flaw) {
            case ANSWERS_204 -> new Answer(204, super.accept(trade).body());
            case SLOW, TOO_SLOW -> acceptSlowly(trade);
            case FAILS_FIRST_TIME -> databaseFails(trade) ? error(500, "try again later") : super.accept(trade);
            case SWALLOWS_OWN_ERROR -> databaseFails(trade) ? Answer.OK : super.accept(trade);
            case ACKNOWLEDGES_THEN_LOSES, ANSWERS_FIRST -> acceptLater(trade);
            case MARKS_BEFORE_BOOKING -> {
                if (!seen.add(trade.id() + trade.status())) {
                    yield Answer.OK;
                }
                yield databaseFails(trade) ? error(500, "try again later") : super.accept(trade);
            }
            case STOPS_WHEN_HUNG_UP_ON -> acceptWhileAnswering(trade);
            case FAILS_ON_BAD_END -> {
                super.accept(trade);
                yield BAD_ENDS.contains(trade.status()) ? error(500, "cannot tell the user") : Answer.OK;
            }
            case FAILS_ON_UNKNOWN_STATUS -> acceptIf(STATUSES.contains(trade.status()), trade);
            case FAILS_ON_UNKNOWN_MEMBERS ->
                acceptIf(
                        trade.json().properties().stream()
                                .allMatch(member -> BrokenSignature.KNOWN_MEMBERS.contains(member.getKey())),
                        trade);
            case DEMANDS_MATCHING_EVENT ->
                event.get().asText().equals(trade.status()) ? super.accept(trade) : Answer.OK;
            case IGNORES_RUST -> trade.json().path("game").asText().equals("730") ? super.accept(trade) : Answer.OK;
            case REFUSES_UNKNOWN_ORDERS -> {
                if (!ledger().knows(order(trade))) {
                    throw new Refusal(404, "there is no such order");
                }
                yield super.accept(trade);
            }
            case IGNORES_EARLY_TRADES -> {
                if (!isStored(order(trade))) {
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
        if (trade.status().equals("COMPLETED")) {
            try {
                boolean isClosed = closed.await(delay.toMillis(), TimeUnit.MILLISECONDS);
                return isClosed ? error(503, "this merchant is stopping") : answer;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return answer;
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
