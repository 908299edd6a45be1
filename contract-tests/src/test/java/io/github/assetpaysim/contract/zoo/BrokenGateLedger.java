package io.github.assetpaysim.contract.zoo;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The mistakes that are made in debiting at the gate. Thread-safe only as far as its flaw lets it. */
final class BrokenGateLedger extends Ledger {
    private final Flaw flaw;
    private final Rendezvous rendezvous;
    private final AtomicLong appended = new AtomicLong();
    private final Map<String, Boolean> verdicts = new ConcurrentHashMap<>();
    /** By user, where the balance is not the sum of the entries. */
    private final Map<String, Long> balances = new ConcurrentHashMap<>();

    /** By user, the lock that credits take, and debits do not. */
    private final Map<String, Object> credits = new ConcurrentHashMap<>();
    /** By user, the balance that was too low. */
    private final Map<String, Long> tooLow = new ConcurrentHashMap<>();

    BrokenGateLedger(Flaw flaw, Policy policy, Rendezvous rendezvous) {
        super(policy);
        this.flaw = flaw;
        this.rendezvous = rendezvous;
    }

    @Override
    boolean bookGate(Connection db, Trade trade) throws SQLException {
        return switch (flaw) {
            case APPROVES_UNDEBITED -> true;
            case DEBITS_AT_COMPLETED -> covers(db, trade);
            case DEBITS_BEFORE_LOOKING -> debitThenLook(db, trade);
            case DEBITS_EACH_TIME -> debitAgain(db, trade);
            case CHECKS_THEN_DEBITS -> debitUnlessThere(db, trade);
            case FORGETS_OWN_DEBIT -> {
                lockAccount(db, trade.steamId());
                boolean covered = covers(db, trade);
                claim(db, trade, Effect.DEBIT, covered ? -trade.totalPrice() : 0);
                yield covered && debited(db, trade) < 0;
            }
            case RECONSIDERS_REFUSALS -> {
                lockAccount(db, trade.steamId());
                if (debited(db, trade) == 0 && covers(db, trade)) {
                    claim(db, trade, Effect.DEBIT, -trade.totalPrice());
                }
                yield debited(db, trade) < 0;
            }
            default -> super.bookGate(db, trade);
        };
    }

    /** Debits are ordered by the lock of the account. */
    @Override
    boolean insert(Connection db, String trade, String effect, String steamId, long cents) throws SQLException {
        boolean isNew = super.insert(db, trade, effect, steamId, cents);
        if (flaw == Flaw.LOCKS_CREDITS_APART && isNew && cents > 0) {
            synchronized (credits.computeIfAbsent(steamId, user -> new Object())) {
                change(steamId, cents);
            }
        } else if (flaw == Flaw.LOCKS_CREDITS_APART && isNew && cents < 0) {
            change(steamId, cents);
        }
        return isNew;
    }

    private void change(String steamId, long cents) {
        long before = balances.getOrDefault(steamId, 0L);
        rendezvous.meet(steamId);
        balances.put(steamId, before + cents);
    }

    @Override
    BigDecimal balance(Connection db, String steamId) throws SQLException {
        return flaw == Flaw.LOCKS_CREDITS_APART
                ? BigDecimal.valueOf(balances.getOrDefault(steamId, 0L), 2)
                : super.balance(db, steamId);
    }

    private boolean debitThenLook(Connection db, Trade trade) throws SQLException {
        lockAccount(db, trade.steamId());
        boolean covered = covers(db, trade);
        if (claim(db, trade, Effect.DEBIT, -trade.totalPrice())) {
            verdicts.put(trade.id(), covered);
        }
        return verdicts.getOrDefault(trade.id(), false);
    }

    private boolean debitAgain(Connection db, Trade trade) throws SQLException {
        lockAccount(db, trade.steamId());
        boolean isKnown = has(db, trade.id(), Effect.DEBIT.name());
        boolean approved = super.bookGate(db, trade);
        if (isKnown && approved && !has(db, trade.id(), Effect.REFUND.name())) {
            append(db, trade, -trade.totalPrice());
        }
        return approved;
    }

    private boolean debitUnlessThere(Connection db, Trade trade) throws SQLException {
        if (!has(db, trade.id(), Effect.DEBIT.name())) {
            rendezvous.meet(trade.id());
            lockAccount(db, trade.steamId());
            append(db, trade, covers(db, trade) ? -trade.totalPrice() : 0);
        }
        return booked(db, trade) < 0;
    }

    /** A debit that no unique key holds back. */
    private void append(Connection db, Trade trade, long cents) throws SQLException {
        insert(db, trade.id(), Effect.DEBIT + "-" + appended.incrementAndGet(), trade.steamId(), cents);
    }

    @Override
    void lockAccount(Connection db, String steamId) throws SQLException {
        if (flaw != Flaw.SPENDS_WITHOUT_LOCK) {
            super.lockAccount(db, steamId);
        }
    }

    @Override
    boolean covers(Connection db, Trade trade) throws SQLException {
        long balance = cents(db, trade.steamId());
        return switch (flaw) {
            case DEBITS_WITHOUT_COVER -> true;
            case REFUSES_EXACT_BALANCE -> balance > trade.totalPrice();
            case COMPARES_WHOLE_DOLLARS -> Math.round(balance / 100.0) >= Math.round(trade.totalPrice() / 100.0);
            case COMPARES_FLOATS ->
                BrokenLedger.binarySum(db, trade.steamId()).doubleValue() >= trade.totalPrice() / 100.0;
            case LOCKS_CREDITS_APART -> balances.getOrDefault(trade.steamId(), 0L) >= trade.totalPrice();
            case REMEMBERS_LOW_BALANCE -> {
                boolean covered = tooLow.getOrDefault(trade.steamId(), balance) >= trade.totalPrice();
                if (!covered) {
                    tooLow.putIfAbsent(trade.steamId(), balance);
                }
                yield covered;
            }
            case SPENDS_WITHOUT_LOCK -> {
                rendezvous.meet(trade.steamId());
                yield balance >= trade.totalPrice();
            }
            case FAILS_ON_UNKNOWN_USER -> {
                if (sum(db, "SELECT COUNT(*) FROM entry WHERE steam_id = ?", trade.steamId()) == 0) {
                    throw new IllegalStateException("never heard of him");
                }
                yield balance >= trade.totalPrice();
            }
            default -> super.covers(db, trade);
        };
    }

    @Override
    void bookWithdrawal(Connection db, Trade trade) throws SQLException {
        switch (flaw) {
            case DEBITS_AT_COMPLETED -> {
                if (trade.status().equals("COMPLETED")) {
                    claim(db, trade, Effect.DEBIT, -trade.totalPrice());
                }
                super.bookWithdrawal(db, trade);
            }
            case FORGETS_EARLY_ENDINGS -> {
                if (has(db, trade.id(), Effect.DEBIT.name())) {
                    super.bookWithdrawal(db, trade);
                }
            }
            default -> super.bookWithdrawal(db, trade);
        }
    }

    @Override
    void bookDeposit(Connection db, Trade trade) throws SQLException {
        if (flaw == Flaw.TAKES_DEPOSIT_FOR_GATE && trade.status().equals("INITIATED")) {
            bookGate(db, trade);
        } else if (flaw == Flaw.FORGIVES_WHAT_IS_SPENT && trade.status().equals("REVERTED")) {
            claim(db, trade, Effect.HOLD, 0);
            claim(db, trade, Effect.REST, 0);
            claim(db, trade, Effect.REVERT, -Math.min(booked(db, trade), Math.max(0, cents(db, trade.steamId()))));
        } else {
            super.bookDeposit(db, trade);
        }
    }
}
