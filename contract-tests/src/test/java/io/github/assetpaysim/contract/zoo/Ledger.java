package io.github.assetpaysim.contract.zoo;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * The money of all users, in cents: a balance is the sum of a user's entries. A trade has at most one entry for each of its
 * {@link Effect}s, and the primary key sees to that.
 *
 * <p>Any thread may call it. The same key is the lock that orders callbacks of one trade: every transaction claims the effects it
 * decides about, always in the order of the enum, and a second one that wants to claim the same effect waits inside the database
 * until the first has ended. So the entries add up whatever came first, and nothing is ever read that another callback could
 * still change. Entries in one order cannot deadlock.
 *
 * <p>What orders the withdrawals of one user is his row in {@code account}: whoever is about to debit him locks it first and
 * holds it to the end, so that the balance he reads is spent by nobody else. Nobody who holds an entry asks for that row.
 */
class Ledger implements AutoCloseable {
    private static final AtomicLong DATABASES = new AtomicLong();

    /** What a callback can do to a balance. */
    enum Effect {
        /** What is credited while the trade is on hold. */
        HOLD,
        /** What is credited when it is completed. */
        REST,
        /** Takes back whatever the other two gave. */
        REVERT,
        /** What a withdrawal costs its user; nothing when it was refused or had ended before. */
        DEBIT,
        /** Gives that back. */
        REFUND
    }

    private final Policy policy;
    private final JdbcConnectionPool database;

    /** An empty ledger with a database of its own, in memory. */
    Ledger(Policy policy) {
        this.policy = policy;
        this.database = JdbcConnectionPool.create(
                "jdbc:h2:mem:ledger-" + DATABASES.incrementAndGet() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000", "", "");
        try (Connection db = database.getConnection();
                Statement statement = db.createStatement()) {
            createTables(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be made", e);
        }
    }

    void createTables(Statement statement) throws SQLException {
        statement.execute("CREATE TABLE entry (trade VARCHAR NOT NULL, effect VARCHAR NOT NULL,"
                + " steam_id VARCHAR NOT NULL, cents BIGINT NOT NULL, PRIMARY KEY (trade, effect))");
        statement.execute("CREATE INDEX entries_of_user ON entry (steam_id)");
        statement.execute("CREATE TABLE account (steam_id VARCHAR PRIMARY KEY)");
        statement.execute("CREATE TABLE trade_order (external_id VARCHAR PRIMARY KEY, steam_id VARCHAR NOT NULL)");
    }

    /**
     * Does what the trade's status asks for, unless it was done before. It is done for good when this returns.
     *
     * @return whether the trade may go on: false only for a withdrawal whose user was not debited, and then for ever
     */
    boolean book(Trade trade) throws SQLException {
        try (Connection db = database.getConnection()) {
            db.setAutoCommit(false);
            try {
                boolean mayGoOn = book(db, trade);
                db.commit();
                return mayGoOn;
            } catch (SQLException | RuntimeException e) {
                db.rollback();
                throw e;
            } finally {
                db.setAutoCommit(true);
            }
        }
    }

    private boolean book(Connection db, Trade trade) throws SQLException {
        if (!trade.isWithdrawal()) {
            bookDeposit(db, trade);
            return true;
        }
        if (trade.isGate()) {
            return bookGate(db, trade);
        }
        bookWithdrawal(db, trade);
        return true;
    }

    void bookDeposit(Connection db, Trade trade) throws SQLException {
        switch (trade.status()) {
            case "HOLD" -> claim(db, trade, Effect.HOLD, duringHold(trade));
            case "COMPLETED" -> {
                // The callback about the hold may come later or never.
                claim(db, trade, Effect.HOLD, duringHold(trade));
                claim(db, trade, Effect.REST, trade.totalPrice() - booked(db, trade));
            }
            case "REVERTED", "FAILED", "CANCELED", "DECLINED" -> {
                // Whatever was not credited yet never will be.
                claim(db, trade, Effect.HOLD, 0);
                claim(db, trade, Effect.REST, 0);
                claim(db, trade, Effect.REVERT, -booked(db, trade));
            }
            default -> {
                // Progress, or a status that does not exist yet.
            }
        }
    }

    /** Whether the user has been debited, now or when he was asked about before. */
    boolean bookGate(Connection db, Trade trade) throws SQLException {
        lockAccount(db, trade.steamId());
        claim(db, trade, Effect.DEBIT, covers(db, trade) ? -trade.totalPrice() : 0);
        return debited(db, trade) < 0;
    }

    /** Whether the user has enough. */
    boolean covers(Connection db, Trade trade) throws SQLException {
        return cents(db, trade.steamId()) >= trade.totalPrice();
    }

    /** While it goes on nothing is booked: the user has paid. */
    void bookWithdrawal(Connection db, Trade trade) throws SQLException {
        if (trade.isUnsuccessful()) {
            // Whatever was not debited yet never will be.
            claim(db, trade, Effect.DEBIT, 0);
            claim(db, trade, Effect.REFUND, -booked(db, trade));
        }
    }

    /** Waits until no other transaction is about to debit the user, and keeps others waiting until this one ends. */
    void lockAccount(Connection db, String steamId) throws SQLException {
        insertRow(db, "INSERT INTO account VALUES (?)", steamId);
        sum(db, "SELECT 1 FROM account WHERE steam_id = ? FOR UPDATE", steamId);
    }

    /** Whether the trade has an entry of that name or with that beginning. */
    final boolean has(Connection db, String trade, String effect) throws SQLException {
        return sum(db, "SELECT COUNT(*) FROM entry WHERE effect LIKE '" + effect + "%' AND trade = ?", trade) > 0;
    }

    final long debited(Connection db, Trade trade) throws SQLException {
        return sum(db, "SELECT COALESCE(SUM(cents), 0) FROM entry WHERE effect = 'DEBIT' AND trade = ?", trade.id());
    }

    long duringHold(Trade trade) {
        return policy == Policy.INSTANT ? trade.preCredit() : 0;
    }

    /** Enters the effect, unless the trade has it already; waits while another transaction is about to enter it. */
    final boolean claim(Connection db, Trade trade, Effect effect, long cents) throws SQLException {
        return insert(db, trade.id(), effect.name(), trade.steamId(), cents);
    }

    /** Whether the entry is new. */
    boolean insert(Connection db, String trade, String effect, String steamId, long cents) throws SQLException {
        return insertRow(db, "INSERT INTO entry VALUES (?, ?, ?, ?)", trade, effect, steamId, cents);
    }

    /** Whether the row is new. */
    private static boolean insertRow(Connection db, String insertion, Object... values) throws SQLException {
        try (PreparedStatement insert = db.prepareStatement(insertion)) {
            for (int i = 0; i < values.length; i++) {
                insert.setObject(i + 1, values[i]);
            }
            insert.executeUpdate();
            return true;
        } catch (SQLIntegrityConstraintViolationException e) {
            return false;
        }
    }

    /** What the trade's entries come to, in cents. */
    long booked(Connection db, Trade trade) throws SQLException {
        return sum(db, "SELECT COALESCE(SUM(cents), 0) FROM entry WHERE trade = ?", trade.id());
    }

    /** A user's balance in USD; zero for an unknown user. */
    BigDecimal balance(String steamId) throws SQLException {
        try (Connection db = database.getConnection()) {
            return balance(db, steamId);
        }
    }

    BigDecimal balance(Connection db, String steamId) throws SQLException {
        return BigDecimal.valueOf(cents(db, steamId), 2);
    }

    final long cents(Connection db, String steamId) throws SQLException {
        return sum(db, "SELECT COALESCE(SUM(cents), 0) FROM entry WHERE steam_id = ?", steamId);
    }

    final long sum(Connection db, String query, String argument) throws SQLException {
        try (PreparedStatement select = db.prepareStatement(query)) {
            select.setString(1, argument);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /** Keeps an order before its trade starts; the same one twice is for AssetPay to refuse. */
    void store(String externalId, String steamId) throws SQLException {
        try (Connection db = database.getConnection()) {
            insertRow(db, "INSERT INTO trade_order VALUES (?, ?)", externalId, steamId);
        }
    }

    /** Whether this merchant started a trade under that id. */
    boolean knows(String externalId) throws SQLException {
        try (Connection db = database.getConnection()) {
            return sum(db, "SELECT COUNT(*) FROM trade_order WHERE external_id = ?", externalId) == 1;
        }
    }

    @Override
    public void close() {
        try (Connection db = database.getConnection();
                Statement statement = db.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be closed", e);
        } finally {
            database.dispose();
        }
    }
}
