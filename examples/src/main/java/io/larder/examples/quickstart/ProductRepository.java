package io.larder.examples.quickstart;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The products in the database. Counts its queries. Thread-safe. */
final class ProductRepository implements AutoCloseable {

    /** H2 runs in this JVM; a database on the network does not answer sooner. */
    private static final long ROUND_TRIP_MILLIS = 4;

    private final Connection database;
    private final AtomicInteger queries = new AtomicInteger();

    ProductRepository(int products) throws SQLException {
        database = DriverManager.getConnection("jdbc:h2:mem:catalogue");
        try (Statement statement = database.createStatement()) {
            statement.execute("create table product (id bigint primary key, name varchar(100), cents int, stock int)");
            statement.execute("insert into product select x, 'product ' || x, 100 + x, 50 from system_range(1, "
                    + products + ")");
        }
    }

    Optional<Product> find(long id) throws SQLException {
        answerAsSlowlyAsOverANetwork();
        synchronized (database) {
            try (PreparedStatement select =
                    database.prepareStatement("select name, cents, stock from product where id = ?")) {
                select.setLong(1, id);
                return first(id, select.executeQuery());
            }
        }
    }

    private static Optional<Product> first(long id, ResultSet rows) throws SQLException {
        return rows.next()
                ? Optional.of(new Product(id, rows.getString(1), rows.getInt(2), rows.getInt(3)))
                : Optional.empty();
    }

    void save(Product product) throws SQLException {
        answerAsSlowlyAsOverANetwork();
        synchronized (database) {
            try (PreparedStatement merge = database.prepareStatement("merge into product values (?, ?, ?, ?)")) {
                merge.setLong(1, product.id());
                merge.setString(2, product.name());
                merge.setInt(3, product.cents());
                merge.setInt(4, product.stock());
                merge.executeUpdate();
            }
        }
    }

    void delete(long id) throws SQLException {
        answerAsSlowlyAsOverANetwork();
        synchronized (database) {
            try (PreparedStatement delete = database.prepareStatement("delete from product where id = ?")) {
                delete.setLong(1, id);
                delete.executeUpdate();
            }
        }
    }

    /** How many statements the database has got, since it was filled. */
    int queries() {
        return queries.get();
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }

    private void answerAsSlowlyAsOverANetwork() throws SQLException {
        queries.incrementAndGet();
        try {
            TimeUnit.MILLISECONDS.sleep(ROUND_TRIP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        }
    }
}
