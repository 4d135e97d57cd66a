package io.larder.flow;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The database of an application, with the isolation that most databases have at first: READ COMMITTED. Thread-safe. */
final class Database {

    private final String url;
    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();

    Database(String url) {
        this.url = url;
    }

    /** What is done in a transaction. */
    @FunctionalInterface
    interface Work<T> {

        T on(Transaction transaction) throws SQLException;
    }

    /** Runs a transaction and commits it; it is rolled back if it throws. */
    <T> T inTransaction(Work<T> work) {
        try {
            Connection connection = borrow();
            try {
                T result = work.on(new Transaction(connection));
                connection.commit();
                return result;
            } finally {
                connection.rollback(); // what was not committed
                idle.add(connection);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection borrow() throws SQLException {
        Connection connection = idle.poll();
        if (connection == null) {
            connection = DriverManager.getConnection(url);
            connection.setAutoCommit(false);
        }
        return connection;
    }

    /** Reads one number. */
    long number(String sql, Object... parameters) {
        return inTransaction(transaction -> transaction.number(sql, parameters));
    }

    /** Reads a table of two columns. */
    Map<String, String> table(String sql) {
        return inTransaction(transaction -> transaction.table(sql));
    }

    /** Changes one thing, or more. */
    void change(String sql) {
        inTransaction(transaction -> transaction.change(sql));
    }

    /** The statements of a transaction, for one thread. */
    static final class Transaction {

        private final Connection connection;

        private Transaction(Connection connection) {
            this.connection = connection;
        }

        long number(String sql, Object... parameters) throws SQLException {
            try (PreparedStatement statement = prepared(sql, parameters);
                    ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("no row: " + sql);
                }
                return rows.getLong(1);
            }
        }

        Map<String, String> table(String sql) throws SQLException {
            Map<String, String> table = new TreeMap<>();
            try (PreparedStatement statement = prepared(sql);
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    table.put(rows.getString(1), rows.getString(2));
                }
            }
            return table;
        }

        int change(String sql, Object... parameters) throws SQLException {
            try (PreparedStatement statement = prepared(sql, parameters)) {
                return statement.executeUpdate();
            }
        }

        private PreparedStatement prepared(String sql, Object... parameters) throws SQLException {
            PreparedStatement statement = connection.prepareStatement(sql);
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement;
        }
    }
}
