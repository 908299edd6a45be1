package io.github.assetpaysim.contract.zoo;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BinaryOperator;

/** The mistakes that are made with what follows a debit. Thread-safe only as far as its flaw lets it. */
final class BrokenRefundLedger extends Ledger {
    private final Flaw flaw;
    private final Rendezvous rendezvous;
    private final AtomicLong appended = new AtomicLong();
    /** By trade and status, when the newest snapshot was made. */
    private final Map<String, String> newest = new ConcurrentHashMap<>();
    /** The statuses that each trade has had. */
    private final Map<String, Set<String>> history = new ConcurrentHashMap<>();
    /** By user, the price of the withdrawal that was asked about last. */
    private final Map<String, Long> latest = new ConcurrentHashMap<>();
    /** By user, the withdrawal that was given back. */
    private final Map<String, String> refunded = new ConcurrentHashMap<>();

    BrokenRefundLedger(Flaw flaw, Policy policy, Rendezvous rendezvous) {
        super(policy);
        this.flaw = flaw;
        this.rendezvous = rendezvous;
    }

    @Override
    boolean bookGate(Connection db, Trade trade) throws SQLException {
        latest.put(trade.steamId(), trade.totalPrice());
        if (flaw == Flaw.REFUNDS_WITHOUT_LOCK) {
            boolean isOver = has(db, trade.id(), Effect.REFUND.name());
            rendezvous.meet(trade.id());
            return !isOver && super.bookGate(db, trade);
        }
        return super.bookGate(db, trade);
    }

    @Override
    void bookWithdrawal(Connection db, Trade trade) throws SQLException {
        Set<String> before = history.computeIfAbsent(trade.id(), each -> ConcurrentHashMap.newKeySet());
        if (trade.isUnsuccessful()) {
            end(db, trade, before);
        } else {
            goOn(db, trade, before);
        }
        before.add(trade.status());
    }

    private void goOn(Connection db, Trade trade, Set<String> before) throws SQLException {
        String status = trade.status();
        switch (flaw) {
            case CREDITS_WITHDRAWAL -> {
                if (status.equals("COMPLETED")) {
                    claim(db, trade, Effect.REST, trade.totalPrice());
                }
            }
            case DEBITS_AGAIN_AT_ACTIVE -> debitAgain(db, trade, "ACTIVE");
            case DEBITS_AGAIN_AT_HOLD -> debitAgain(db, trade, "HOLD");
            case DEBITS_AGAIN_AT_COMPLETED -> debitAgain(db, trade, "COMPLETED");
            case FOLLOWS_LATEST_STATUS -> {
                if (debited(db, trade) < 0) {
                    append(db, trade, debited(db, trade) - booked(db, trade));
                }
            }
            case REFUNDS_DURING_ESCROW -> {
                if (has(db, trade.id(), Effect.REFUND.name())) {
                    return;
                }
                if (status.equals("ESCROW")) {
                    claim(db, trade, Effect.HOLD, -debited(db, trade));
                } else if (has(db, trade.id(), Effect.HOLD.name())) {
                    claim(db, trade, Effect.REST, debited(db, trade));
                }
            }
            case REFUNDS_WITHOUT_HOLD -> {
                if (status.equals("COMPLETED") && !before.contains("HOLD")) {
                    refund(db, trade, -booked(db, trade));
                }
            }
            default -> super.bookWithdrawal(db, trade);
        }
    }

    private void debitAgain(Connection db, Trade trade, String status) throws SQLException {
        if (trade.status().equals(status) && debited(db, trade) < 0) {
            claim(db, trade, Effect.REST, -trade.totalPrice());
        }
    }

    private void end(Connection db, Trade trade, Set<String> before) throws SQLException {
        String status = trade.status();
        switch (flaw) {
            case KEEPS_DEBIT_OF_FAILED -> endUnless(status.equals("FAILED"), db, trade);
            case KEEPS_DEBIT_OF_CANCELED -> endUnless(status.equals("CANCELED"), db, trade);
            case KEEPS_DEBIT_OF_DECLINED -> endUnless(status.equals("DECLINED"), db, trade);
            case KEEPS_DEBIT_OF_REVERTED -> endUnless(status.equals("REVERTED"), db, trade);
            case KEEPS_DEBIT_AFTER_COMPLETED -> endUnless(before.contains("COMPLETED"), db, trade);
            case KEEPS_DEBIT_ONCE_DELIVERED ->
                endUnless(
                        !status.equals("REVERTED") && (before.contains("HOLD") || before.contains("ESCROW")),
                        db,
                        trade);
            case REFUNDS_ONLY_AFTER_ACTIVE -> endUnless(!before.contains("ACTIVE"), db, trade);
            case REFUNDS_BY_LAST_STATUS ->
                endUnless(!before.contains(status.equals("REVERTED") ? "HOLD" : "ACTIVE"), db, trade);
            case REFUNDS_EACH_TIME -> {
                claim(db, trade, Effect.DEBIT, 0);
                append(db, trade, -debited(db, trade));
            }
            case REFUNDS_NEW_SNAPSHOTS -> {
                claim(db, trade, Effect.DEBIT, 0);
                String effect = Effect.REFUND + "-" + trade.json().hashCode();
                insert(db, trade.id(), effect, trade.steamId(), -debited(db, trade));
            }
            case REFUNDS_NEWER_SNAPSHOTS -> {
                claim(db, trade, Effect.DEBIT, 0);
                String snapshot = newest.merge(
                        trade.id() + status,
                        trade.json().path("updatedAt").asText(),
                        BinaryOperator.maxBy(Comparator.naturalOrder()));
                insert(db, trade.id(), Effect.REFUND + "-" + snapshot, trade.steamId(), -debited(db, trade));
            }
            case CHECKS_THEN_REFUNDS -> {
                claim(db, trade, Effect.DEBIT, 0);
                if (!has(db, trade.id(), Effect.REFUND.name())) {
                    rendezvous.meet(trade.id());
                    append(db, trade, -debited(db, trade));
                }
            }
            case FOLLOWS_LATEST_STATUS -> {
                claim(db, trade, Effect.DEBIT, 0);
                append(db, trade, -booked(db, trade));
            }
            case REFUNDS_REFUSED -> {
                claim(db, trade, Effect.DEBIT, 0);
                claim(db, trade, Effect.REFUND, trade.totalPrice());
            }
            case REFUNDS_FIRST_ITEM ->
                refund(
                        db,
                        trade,
                        trade.json()
                                .at("/items/0/offer/price")
                                .decimalValue()
                                .movePointRight(2)
                                .longValue());
            case REFUNDS_LATEST -> refund(db, trade, latest.getOrDefault(trade.steamId(), 0L));
            case REFUNDS_EACH_USER_ONCE -> {
                claim(db, trade, Effect.DEBIT, 0);
                if (debited(db, trade) == 0
                        || refunded.computeIfAbsent(trade.steamId(), user -> trade.id())
                                .equals(trade.id())) {
                    super.bookWithdrawal(db, trade);
                }
            }
            case REFUNDS_WHOLE_DOLLARS -> refund(db, trade, trade.totalPrice() / 100 * 100);
            case REFUNDS_WITHOUT_LOCK -> {
                long debited = debited(db, trade);
                rendezvous.meet(trade.id());
                claim(db, trade, Effect.REFUND, -debited);
            }
            default -> super.bookWithdrawal(db, trade);
        }
    }

    /** Ends it, or leaves the debit as it is. */
    private void endUnless(boolean isKept, Connection db, Trade trade) throws SQLException {
        claim(db, trade, Effect.DEBIT, 0);
        if (!isKept) {
            super.bookWithdrawal(db, trade);
        }
    }

    private void refund(Connection db, Trade trade, long cents) throws SQLException {
        claim(db, trade, Effect.DEBIT, 0);
        claim(db, trade, Effect.REFUND, debited(db, trade) < 0 ? cents : 0);
    }

    /** A refund, or the contrary, that no unique key holds back. */
    private void append(Connection db, Trade trade, long cents) throws SQLException {
        insert(db, trade.id(), Effect.REFUND + "-" + appended.incrementAndGet(), trade.steamId(), cents);
    }
}
