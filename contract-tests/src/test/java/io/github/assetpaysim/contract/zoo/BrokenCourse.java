package io.github.assetpaysim.contract.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The mistakes that show only when a deposit's callbacks come otherwise than usual, or lack what they need not have. */
final class BrokenCourse extends BrokenMerchant {
    private static final int A_PACKET = 64 * 1024;
    private static final List<String> ORDER = List.of("INITIATED", "PENDING", "ACTIVE", "ESCROW", "HOLD", "COMPLETED");
    /** What may follow a status besides an unsuccessful end; a trade begins at nothing. */
    private static final Map<String, Set<String>> NEXT = Map.of(
            "", Set.of("INITIATED"),
            "INITIATED", Set.of("PENDING"),
            "PENDING", Set.of("ACTIVE"),
            "ACTIVE", Set.of("ESCROW", "HOLD", "COMPLETED"),
            "ESCROW", Set.of("HOLD", "COMPLETED"),
            "HOLD", Set.of("COMPLETED"),
            "COMPLETED", Set.of());

    /** The statuses that each trade has had, in the order in which they came. */
    private final Map<String, List<String>> history = new ConcurrentHashMap<>();

    BrokenCourse(Flaw flaw, Config config, Duration delay, Rendezvous rendezvous) {
        super(flaw, config, delay, rendezvous);
    }

    @Override
    Answer callback(Delivery delivery) throws IOException, SQLException {
        if (flaw() != Flaw.DECODES_PIECES) {
            return super.callback(delivery);
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        InputStream in = delivery.body();
        byte[] piece = new byte[A_PACKET];
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            text.write(new String(piece, 0, read, Wire.CHARSET).getBytes(Wire.CHARSET));
        }
        return super.callback(new Delivery(delivery.contentType(), new ByteArrayInputStream(text.toByteArray())));
    }

    @Override
    Trade read(JsonNode genuine) {
        ObjectNode trade = genuine.deepCopy();
        switch (flaw()) {
            case TAKES_EXTERNAL_ID_FOR_ID ->
                trade.put("id", trade.path("externalId").asText("none"));
            case SUMS_ITEMS -> {
                double sum = 0;
                for (JsonNode item : trade.path("items")) {
                    sum += item.at("/offer/price").doubleValue();
                }
                trade.put("totalPrice", Math.round(sum * 100) / 100.0);
            }
            default -> {
                // Goes wrong elsewhere.
            }
        }
        return super.read(trade);
    }

    @Override
    Answer accept(Trade trade) throws SQLException {
        if (trade.isWithdrawal()) {
            return super.accept(trade);
        }
        List<String> before = history.computeIfAbsent(trade.id(), each -> new ArrayList<>());
        String status = trade.status();
        Answer answer;
        synchronized (before) {
            answer = answer(trade, before);
            if (answer == null) {
                before.add(status);
            }
        }
        return answer == null ? super.accept(trade) : answer;
    }

    /** What a callback is answered that is not handled; null for any other. */
    private Answer answer(Trade trade, List<String> before) {
        String status = trade.status();
        JsonNode clientId = trade.json().path("externalClientUserId");
        return switch (flaw()) {
            case REFUSES_DUPLICATES -> unless(!before.contains(status), 409);
            case FAILS_AFTER_BAD_END -> unless(before.stream().noneMatch(Trade.UNSUCCESSFUL::contains), 500);
            case FORGETS_TRADES_THAT_ARE_OVER -> unless(!before.contains("COMPLETED") || trade.isUnsuccessful(), 404);
            case REFUSES_EARLIER_STATUSES ->
                unless(before.stream().mapToInt(ORDER::indexOf).max().orElse(0) <= rank(status), 422);
            case REFUSES_ESCROW -> unless(!status.equals("ESCROW"), 422);
            case KNOWS_TRADES_FROM_FIRST_CALLBACK -> unless(status.equals("INITIATED") || !before.isEmpty(), 200);
            case IGNORES_UNKNOWN_ENDINGS -> unless(!trade.isUnsuccessful() || !before.isEmpty(), 200);
            case TAKES_ESCROW_FOR_THE_END -> unless(!before.contains("ESCROW"), 200);
            case IGNORES_UNKNOWN_COMPLETED -> unless(!status.equals("COMPLETED") || !before.isEmpty(), 200);
            case IGNORES_WHAT_MAY_NOT_FOLLOW ->
                unless(trade.isUnsuccessful() || next(before).contains(status), 200);
            case DEMANDS_CLIENT_ID -> unless(clientId.isTextual(), 500);
            case READS_CLIENT_ID_AS_NUMBER ->
                unless(clientId.isMissingNode() || clientId.asText().length() < 10, 500);
            default -> null;
        };
    }

    private static Set<String> next(List<String> before) {
        return NEXT.getOrDefault(before.isEmpty() ? "" : before.get(before.size() - 1), Set.of());
    }

    private static int rank(String status) {
        return ORDER.contains(status) ? ORDER.indexOf(status) : ORDER.size();
    }

    private static Answer unless(boolean isHandled, int status) {
        return isHandled ? null : status == 200 ? Answer.OK : error(status, "not now");
    }
}
