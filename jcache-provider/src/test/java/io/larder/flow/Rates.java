package io.larder.flow;

import io.larder.AlreadyRunningException;
import io.larder.LarderCache;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fetches rates of exchange from far away, at most once every ten minutes, whoever is the first to want them: a guard for an
 * interval. Everybody else takes what is there.
 */
final class Rates implements Flow {

    static final Duration INTERVAL = Duration.ofMinutes(10);

    static final String[] TABLES = {
        "create table rate (id int primary key, cents int)",
        "create table fetched (what int)",
        "insert into rate select x, 100 from system_range(0, 4)"
    };

    /** More than one time, or none. */
    static final String MISTAKES = "select 'fetched', count(*) from fetched having count(*) <> 1";

    static final String STORED = "select id, cents from rate";

    private static final int RATES = 5;

    private final Application application;
    private final LarderCache<Integer, Integer> rates;

    Rates(Application application) {
        this.application = application;
        this.rates = application.cache("rates", Integer.class, Integer.class, settings -> settings);
    }

    @Override
    public void serve(int turn) {
        rate(turn % RATES);
        try {
            application.run(
                    application.locks().guard("rates" + application.run()).oncePer(INTERVAL), this::fetch);
        } catch (AlreadyRunningException e) {
            // they are new enough
        }
        rate(turn % RATES);
    }

    private void fetch() {
        Application.think();
        application.database().inTransaction(transaction -> {
            transaction.change("insert into fetched values (1)");
            return transaction.change("update rate set cents = cents + 1");
        });
        rates.clear();
    }

    private int rate(int id) {
        Integer rate = rates.computeIfAbsent(
                id, same -> (int) application.database().number("select cents from rate where id = ?", same));
        return rate == null ? 0 : rate;
    }

    @Override
    public Map<String, String> cached() {
        Map<String, String> cached = new TreeMap<>();
        for (int id = 0; id < RATES; id++) {
            cached.put(Integer.toString(id), Integer.toString(rate(id)));
        }
        return cached;
    }
}
