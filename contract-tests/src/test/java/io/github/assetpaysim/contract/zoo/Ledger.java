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
        REVERT
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
        statement.execute("CREATE TABLE deposit_order (external_id VARCHAR PRIMARY KEY, steam_id VARCHAR NOT NULL)");
    }

    /** Does what the trade's status asks for, unless it was done before. It is done for good when this returns. */
    void book(Trade trade) throws SQLException {
        try (Connection db = database.getConnection()) {
            db.setAutoCommit(false);
            try {
                book(db, trade);
                db.commit();
            } catch (SQLException | RuntimeException e) {
                db.rollback();
                throw e;
            } finally {
                db.setAutoCommit(true);
            }
        }
    }

    void book(Connection db, Trade trade) throws SQLException {
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

    long duringHold(Trade trade) {
        return policy == Policy.INSTANT ? trade.preCredit() : 0;
    }

    /** Enters the effect, unless the trade has it already; waits while another transaction is about to enter it. */
    final boolean claim(Connection db, Trade trade, Effect effect, long cents) throws SQLException {
        return insert(db, trade.id(), effect.name(), trade.steamId(), cents);
    }

    /** Whether the entry is new. */
    boolean insert(Connection db, String trade, String effect, String steamId, long cents) throws SQLException {
        try (PreparedStatement insert = db.prepareStatement("INSERT INTO entry VALUES (?, ?, ?, ?)")) {
            insert.setString(1, trade);
            insert.setString(2, effect);
            insert.setString(3, steamId);
            insert.setLong(4, cents);
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
        return BigDecimal.valueOf(sum(db, "SELECT COALESCE(SUM(cents), 0) FROM entry WHERE steam_id = ?", steamId), 2);
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

    /** Keeps an order before its deposit starts; the same one twice is for AssetPay to refuse. */
    void store(String externalId, String steamId) throws SQLException {
        try (Connection db = database.getConnection();
                PreparedStatement insert = db.prepareStatement("INSERT INTO deposit_order VALUES (?, ?)")) {
            insert.setString(1, externalId);
            insert.setString(2, steamId);
            insert.executeUpdate();
        } catch (SQLIntegrityConstraintViolationException e) {
            // It was stored by an earlier try.
        }
    }

    /** Whether this merchant started a deposit under that id. */
    boolean knows(String externalId) throws SQLException {
        try (Connection db = database.getConnection()) {
            return sum(db, "SELECT COUNT(*) FROM deposit_order WHERE external_id = ?", externalId) == 1;
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
