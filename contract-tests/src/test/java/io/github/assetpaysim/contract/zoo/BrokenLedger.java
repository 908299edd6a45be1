package io.github.assetpaysim.contract.zoo;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The mistakes that are made in the database with deposits. Thread-safe only as far as its flaw lets it. */
final class BrokenLedger extends Ledger {
    private final Flaw flaw;
    private final Rendezvous rendezvous;
    private final AtomicLong appended = new AtomicLong();
    private final Map<String, String> lastStatus = new ConcurrentHashMap<>();
    private final Map<String, Long> balances = new ConcurrentHashMap<>();

    BrokenLedger(Flaw flaw, Policy policy, Rendezvous rendezvous) {
        super(flaw == Flaw.CREDITS_HOLD_UNDER_COMPLETED ? Policy.INSTANT : policy);
        this.flaw = flaw;
        this.rendezvous = rendezvous;
    }

    @Override
    boolean book(Trade trade) throws SQLException {
        if (flaw == Flaw.FOLLOWS_LATEST_CALLBACK) {
            synchronized (this) {
                return super.book(trade);
            }
        }
        return super.book(trade);
    }

    @Override
    void bookDeposit(Connection db, Trade trade) throws SQLException {
        switch (flaw) {
            case NO_IDEMPOTENCY, COMPARES_RAW_BODIES -> bookAgain(db, trade);
            case ONCE_PER_TRADE -> bookOnce(db, trade);
            case REMEMBERS_LAST_STATUS_ONLY -> bookChange(db, trade);
            case SETTLES_WITHOUT_LOCK -> settle(db, trade);
            case TAKES_BACK_WITHOUT_LOCK -> takeBackWithoutLock(db, trade);
            case DROPS_LATE_HOLD -> bookRestOnly(db, trade);
            case CREDITS_ALL_TWICE -> bookTwice(db, trade, trade.totalPrice());
            case CREDITS_HOLD_AND_ALL -> bookTwice(db, trade, duringHold(trade));
            case FOLLOWS_LATEST_CALLBACK -> append(db, trade, worth(trade) - booked(db, trade));
            case TAKES_BACK_EACH_TIME,
                    TAKES_BACK_TOO_MUCH,
                    CREDITS_HOLD_AFTER_REVERTED,
                    CREDITS_COMPLETED_AFTER_REVERTED -> {
                if (trade.status().equals("REVERTED")) {
                    takeBack(db, trade);
                } else {
                    super.bookDeposit(db, trade);
                }
            }
            case KEEPS_HOLD_ON_FAILURE, CREDITS_HOLD_AFTER_FAILURE -> {
                if (isFailure(trade)) {
                    fail(db, trade);
                } else {
                    super.bookDeposit(db, trade);
                }
            }
            default -> super.bookDeposit(db, trade);
        }
    }

    private void bookAgain(Connection db, Trade trade) throws SQLException {
        if (trade.isUnsuccessful()) {
            claim(db, trade, Effect.REVERT, -booked(db, trade));
        } else if (worth(trade) > 0 && !has(db, trade.id(), Effect.REVERT.name())) {
            boolean isHold = trade.status().equals("HOLD");
            append(db, trade, isHold ? worth(trade) : worth(trade) - duringHold(trade));
        }
    }

    private void bookOnce(Connection db, Trade trade) throws SQLException {
        boolean isHold = trade.status().equals("HOLD");
        if (trade.isUnsuccessful()
                || isHold && duringHold(trade) > 0
                || trade.status().equals("COMPLETED")) {
            claim(db, trade, Effect.HOLD, trade.isUnsuccessful() ? 0 : isHold ? duringHold(trade) : trade.totalPrice());
        }
    }

    private void bookChange(Connection db, Trade trade) throws SQLException {
        if (trade.status().equals(lastStatus.put(trade.id(), trade.status()))) {
            return;
        }
        if (trade.isUnsuccessful()) {
            append(db, trade, -booked(db, trade));
        } else if (trade.status().equals("HOLD")) {
            append(db, trade, duringHold(trade));
        } else if (trade.status().equals("COMPLETED")) {
            append(db, trade, trade.totalPrice() - booked(db, trade));
        }
    }

    private void settle(Connection db, Trade trade) throws SQLException {
        if (trade.isUnsuccessful()) {
            super.bookDeposit(db, trade);
        } else if (worth(trade) > 0) {
            long due = Math.max(0, worth(trade) - booked(db, trade));
            rendezvous.meet(trade.id());
            claim(db, trade, trade.status().equals("HOLD") ? Effect.HOLD : Effect.REST, due);
        }
    }

    private void takeBackWithoutLock(Connection db, Trade trade) throws SQLException {
        if (trade.isUnsuccessful()) {
            long given = booked(db, trade);
            rendezvous.meet(trade.id());
            claim(db, trade, Effect.REVERT, -given);
        } else if (!has(db, trade.id(), Effect.REVERT.name())) {
            if (trade.status().equals("COMPLETED")) {
                rendezvous.meet(trade.id());
            }
            super.bookDeposit(db, trade);
        }
    }

    private void bookRestOnly(Connection db, Trade trade) throws SQLException {
        boolean hasHold = trade.json().path("game").asText().equals("730");
        if (trade.status().equals("COMPLETED") && hasHold) {
            claim(db, trade, Effect.REST, trade.totalPrice() - duringHold(trade));
        } else if (!trade.status().equals("HOLD") || !has(db, trade.id(), Effect.REST.name())) {
            super.bookDeposit(db, trade);
        }
    }

    private void bookTwice(Connection db, Trade trade, long duringHold) throws SQLException {
        if (trade.status().equals("HOLD")) {
            claim(db, trade, Effect.HOLD, duringHold);
        } else if (trade.status().equals("COMPLETED")) {
            claim(db, trade, Effect.REST, trade.totalPrice());
        } else {
            super.bookDeposit(db, trade);
        }
    }

    private void takeBack(Connection db, Trade trade) throws SQLException {
        if (flaw != Flaw.CREDITS_HOLD_AFTER_REVERTED) {
            claim(db, trade, Effect.HOLD, 0);
        }
        if (flaw != Flaw.CREDITS_COMPLETED_AFTER_REVERTED) {
            claim(db, trade, Effect.REST, 0);
        }
        if (flaw == Flaw.TAKES_BACK_EACH_TIME) {
            append(db, trade, -credited(db, trade));
        } else {
            claim(
                    db,
                    trade,
                    Effect.REVERT,
                    flaw == Flaw.TAKES_BACK_TOO_MUCH ? -trade.totalPrice() : -booked(db, trade));
        }
    }

    private void fail(Connection db, Trade trade) throws SQLException {
        if (flaw == Flaw.KEEPS_HOLD_ON_FAILURE) {
            claim(db, trade, Effect.HOLD, 0);
        }
        claim(db, trade, Effect.REST, 0);
        if (flaw != Flaw.KEEPS_HOLD_ON_FAILURE) {
            claim(db, trade, Effect.REVERT, -booked(db, trade));
        }
    }

    private long credited(Connection db, Trade trade) throws SQLException {
        return sum(db, "SELECT COALESCE(SUM(cents), 0) FROM entry WHERE cents > 0 AND trade = ?", trade.id());
    }

    private long worth(Trade trade) {
        return switch (trade.status()) {
            case "HOLD" -> duringHold(trade);
            case "COMPLETED" -> trade.totalPrice();
            default -> 0;
        };
    }

    private static boolean isFailure(Trade trade) {
        return trade.isUnsuccessful() && !trade.status().equals("REVERTED");
    }

    /** An entry that no unique key holds back. */
    private void append(Connection db, Trade trade, long cents) throws SQLException {
        if (cents != 0) {
            super.insert(db, trade.id(), "ENTRY-" + appended.incrementAndGet(), trade.steamId(), cents);
        }
    }

    @Override
    boolean insert(Connection db, String trade, String effect, String steamId, long cents) throws SQLException {
        return switch (flaw) {
            case CHECKS_THEN_ACTS -> {
                if (has(db, trade, effect)) {
                    yield false;
                }
                if (cents != 0) {
                    rendezvous.meet(trade + effect);
                }
                yield super.insert(db, trade, effect + "-" + appended.incrementAndGet(), steamId, cents);
            }
            case LOSES_UPDATES -> {
                boolean isNew = super.insert(db, trade, effect, steamId, cents);
                if (isNew && cents != 0) {
                    long before = balances.getOrDefault(steamId, 0L);
                    rendezvous.meet(steamId);
                    balances.put(steamId, before + cents);
                }
                yield isNew;
            }
            default -> super.insert(db, trade, effect, steamId, cents);
        };
    }

    @Override
    BigDecimal balance(Connection db, String steamId) throws SQLException {
        return switch (flaw) {
            case LOSES_UPDATES -> BigDecimal.valueOf(balances.getOrDefault(steamId, 0L), 2);
            case FLOATS -> binarySum(db, steamId);
            default -> super.balance(db, steamId);
        };
    }

    static BigDecimal binarySum(Connection db, String steamId) throws SQLException {
        try (PreparedStatement select = db.prepareStatement("SELECT cents FROM entry WHERE steam_id = ?")) {
            select.setString(1, steamId);
            try (ResultSet rows = select.executeQuery()) {
                double sum = 0;
                while (rows.next()) {
                    sum += rows.getLong(1) / 100.0;
                }
                return new BigDecimal(Double.toString(sum));
            }
        }
    }
}
