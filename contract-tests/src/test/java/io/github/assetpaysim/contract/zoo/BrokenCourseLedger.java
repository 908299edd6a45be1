package io.github.assetpaysim.contract.zoo;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;

/** The mistakes in the database that show only when a deposit's callbacks come otherwise than usual. */
final class BrokenCourseLedger extends Ledger {
    private final Flaw flaw;
    /** By trade, the status that came last. */
    private final Map<String, String> last = new ConcurrentHashMap<>();
    /** By trade and status, when the newest snapshot was made. */
    private final Map<String, String> newest = new ConcurrentHashMap<>();
    /** By user, what the latest hold gave. */
    private final Map<String, Long> held = new ConcurrentHashMap<>();
    /** What has come already: a status of a trade with whatever else tells repetitions. */
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    BrokenCourseLedger(Flaw flaw, Policy policy) {
        super(policy);
        this.flaw = flaw;
    }

    @Override
    void bookDeposit(Connection db, Trade trade) throws SQLException {
        String before = last.put(trade.id(), trade.status());
        switch (flaw) {
            case COUNTS_ON_HOLD -> bookParts(db, trade);
            case TAKES_BACK_WHAT_HOLD_GIVES -> takeBackHold(db, trade);
            case IGNORES_REVERTED_ON_HOLD -> {
                if (!trade.status().equals("REVERTED") || has(db, trade.id(), Effect.REST.name())) {
                    super.bookDeposit(db, trade);
                }
            }
            case KEEPS_HOLD_PER_USER -> {
                if (trade.status().equals("HOLD") && claim(db, trade, Effect.HOLD, duringHold(trade))) {
                    held.put(trade.steamId(), duringHold(trade));
                } else if (trade.status().equals("COMPLETED") && has(db, trade.id(), Effect.HOLD.name())) {
                    claim(db, trade, Effect.REST, trade.totalPrice() - held.getOrDefault(trade.steamId(), 0L));
                } else {
                    super.bookDeposit(db, trade);
                }
            }
            case KEEPS_HOLD_OF_CANCELED, CREDITS_HOLD_AFTER_CANCELED -> cancel(db, trade);
            case CREDITS_END_OF_ESCROW -> {
                if ("ESCROW".equals(before)) {
                    claim(db, trade, Effect.REST, trade.totalPrice());
                } else {
                    super.bookDeposit(db, trade);
                }
            }
            case DEDUPLICATES_BY_KEY -> bookUnlessSeen(db, trade, TradeText.CANONICAL.text(trade.json()));
            case DEDUPLICATES_BY_UPDATED_AT ->
                bookUnlessSeen(db, trade, trade.json().path("updatedAt").asText());
            case BOOKS_NEWER_SNAPSHOTS ->
                bookUnlessSeen(
                        db,
                        trade,
                        newest.merge(
                                trade.id() + trade.status(),
                                trade.json().path("updatedAt").asText(),
                                BinaryOperator.maxBy(Comparator.naturalOrder())));
            default -> super.bookDeposit(db, trade);
        }
    }

    /** Each part by itself; Rust, which has no hold, at once. */
    private void bookParts(Connection db, Trade trade) throws SQLException {
        boolean hasHold = trade.json().path("game").asText().equals("730");
        if (trade.status().equals("COMPLETED") && hasHold) {
            claim(db, trade, Effect.REST, trade.totalPrice() - duringHold(trade));
        } else {
            super.bookDeposit(db, trade);
        }
    }

    private void takeBackHold(Connection db, Trade trade) throws SQLException {
        if (trade.status().equals("REVERTED") && claim(db, trade, Effect.REST, 0)) {
            claim(db, trade, Effect.REVERT, -duringHold(trade));
        } else {
            super.bookDeposit(db, trade);
        }
    }

    private void cancel(Connection db, Trade trade) throws SQLException {
        if (!trade.status().equals("CANCELED")) {
            super.bookDeposit(db, trade);
            return;
        }
        claim(db, trade, Effect.REST, 0);
        if (flaw == Flaw.KEEPS_HOLD_OF_CANCELED) {
            claim(db, trade, Effect.HOLD, 0);
        } else {
            claim(db, trade, Effect.REVERT, -booked(db, trade));
        }
    }

    /** Books again, under another key, what does not look like a repetition. */
    private void bookUnlessSeen(Connection db, Trade trade, String mark) throws SQLException {
        if (!trade.status().equals("COMPLETED")) {
            super.bookDeposit(db, trade);
            return;
        }
        // Waits for a callback that takes it back at the same time.
        claim(db, trade, Effect.REST, 0);
        if (!has(db, trade.id(), Effect.REVERT.name()) && seen.add(trade.id() + trade.status() + mark)) {
            insert(db, trade.id(), "REST " + mark.hashCode(), trade.steamId(), trade.totalPrice());
        }
    }

    @Override
    boolean insert(Connection db, String trade, String effect, String steamId, long cents) throws SQLException {
        return super.insert(db, trade, effect, user(steamId), cents);
    }

    @Override
    BigDecimal balance(Connection db, String steamId) throws SQLException {
        return super.balance(db, user(steamId));
    }

    private String user(String steamId) {
        return flaw == Flaw.TAKES_STEAM_ID_FOR_NUMBER
                ? BigDecimal.valueOf(Double.parseDouble(steamId)).toPlainString()
                : steamId;
    }
}
