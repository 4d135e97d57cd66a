package io.larder.flow;

import io.larder.LarderCache;
import io.larder.fixture.OneByOneLoader;
import io.larder.fixture.OneByOneWriter;
import java.util.Map;
import java.util.TreeMap;
import javax.cache.Cache;

/**
 * Takes from the stock by an entry processor of a cache that reads and writes through: no lock. Redis lets one change in
 * after the other, and the writer of the one that is refused is called again with what is right.
 */
final class Stock implements Flow {

    static final String[] TABLES = {
        "create table article (id int primary key, in_stock int)",
        "create table sale (article int)",
        "insert into article select x, 6 from system_range(0, 11)"
    };

    /** Articles of which more was sold than is missing. */
    static final String MISTAKES = "select id, in_stock || ' left, ' || sold || ' sold' from"
            + " (select id, in_stock, (select count(*) from sale where article = id) sold from article)"
            + " where in_stock < 0 or in_stock + sold <> 6";

    static final String STORED = "select id, in_stock from article";

    private static final int ARTICLES = 12;

    private final Application application;
    private final LarderCache<Integer, Integer> stock;

    Stock(Application application) {
        this.application = application;
        Rows rows = new Rows(application.database());
        this.stock = application.cache(
                "stock",
                Integer.class,
                Integer.class,
                settings -> settings.readThrough(true)
                        .cacheLoaderFactory(() -> rows)
                        .writeThrough(true)
                        .cacheWriterFactory(() -> rows));
    }

    @Override
    public void serve(int turn) {
        int article = turn % ARTICLES;
        stock.get(article);
        if (application.guarded() ? takeOne(article) : readAndWrite(article)) {
            application
                    .database()
                    .inTransaction(transaction -> transaction.change("insert into sale values (?)", article));
        }
        stock.get(article);
    }

    private boolean takeOne(int article) {
        return Boolean.TRUE.equals(stock.invoke(article, (entry, none) -> {
            int left = entry.getValue();
            if (left == 0) {
                return false;
            }
            entry.setValue(left - 1);
            return true;
        }));
    }

    private boolean readAndWrite(int article) {
        int left = stock.get(article);
        Application.think();
        if (left == 0) {
            return false;
        }
        stock.put(article, left - 1);
        return true;
    }

    @Override
    public Map<String, String> cached() {
        Map<String, String> cached = new TreeMap<>();
        for (int article = 0; article < ARTICLES; article++) {
            cached.put(Integer.toString(article), String.valueOf(stock.get(article)));
        }
        return cached;
    }

    /** What is behind the cache. */
    private record Rows(Database database)
            implements OneByOneLoader<Integer, Integer>, OneByOneWriter<Integer, Integer> {

        @Override
        public Integer load(Integer article) {
            return (int) database.number("select in_stock from article where id = ?", article);
        }

        @Override
        public void write(Cache.Entry<? extends Integer, ? extends Integer> entry) {
            database.inTransaction(transaction -> transaction.change(
                    "update article set in_stock = ? where id = ?", entry.getValue(), entry.getKey()));
        }

        @Override
        public void delete(Object article) {
            throw new UnsupportedOperationException("articles stay");
        }
    }
}
