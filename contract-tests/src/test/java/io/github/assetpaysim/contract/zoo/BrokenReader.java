package io.github.assetpaysim.contract.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The mistakes that are made before the trade is handled: in taking the body, checking the key, and reading the trade. */
class BrokenReader extends ReferenceMerchant {
    private static final int KILOBYTES_100 = 100 * 1024;
    private static final int LONGEST_HEAD = 1024;
    private static final Pattern SEEN = Pattern.compile("\"id\":\"([^\"]+)\".*?\"status\":\"(\\w+)\"");
    private static final Pattern TYPE = Pattern.compile("\"type\"\\s*:\\s*\"(\\w+)\"");

    private final Flaw flaw;
    private final Rendezvous rendezvous;
    private final BrokenSignature signature;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final AtomicReference<String> firstUser = new AtomicReference<>();
    private final ThreadLocal<byte[]> body = new ThreadLocal<>();
    private final ThreadLocal<JsonNode> event = new ThreadLocal<>();
    private volatile String currentUser;

    BrokenReader(Flaw flaw, Config config, Ledger ledger, Rendezvous rendezvous) {
        super(config, ledger);
        this.flaw = flaw;
        this.rendezvous = rendezvous;
        this.signature = new BrokenSignature(flaw, config.apiSecret());
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
            case TRUNCATES_CENTS -> change(trade, BrokenReader::truncated);
            case TAKES_DOLLARS_FOR_CENTS ->
                change(trade, amount -> amount.movePointLeft(2).setScale(2, RoundingMode.DOWN));
            case ROUNDS_HOLD -> {
                if (trade.has("preCredit")) {
                    trade.put("preCredit", trade.get("preCredit").decimalValue().setScale(0, RoundingMode.HALF_UP));
                }
            }
            case OVERFLOWS ->
                change(
                        trade,
                        amount -> BigDecimal.valueOf(amount.movePointRight(6).intValue(), 6)
                                .setScale(2, RoundingMode.HALF_UP));
            case TRUNCATES_HOLD -> change(trade, "preCredit", BrokenReader::truncated);
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
        change(trade, "totalPrice", change);
        change(trade, "preCredit", change);
    }

    private static void change(ObjectNode trade, String name, UnaryOperator<BigDecimal> change) {
        if (trade.has(name)) {
            trade.put(name, change.apply(trade.get(name).decimalValue()));
        }
    }

    private static BigDecimal truncated(BigDecimal amount) {
        return BigDecimal.valueOf((long) (amount.doubleValue() * 100), 2);
    }

    /** What the callback calls itself, which nobody signed. */
    final JsonNode event() {
        return event.get();
    }

    final Flaw flaw() {
        return flaw;
    }

    final Rendezvous rendezvous() {
        return rendezvous;
    }
}
