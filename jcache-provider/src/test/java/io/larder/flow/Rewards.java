package io.larder.flow;

import io.larder.LarderCache;
import io.larder.LarderLock;
import io.larder.LoadOptions;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Hands out rewards, one per customer and as many as there are: the locks of the customer and of the pot as one. After the
 * commit the tags of both are invalidated.
 */
final class Rewards implements Flow {

    static final String[] TABLES = {
        "create table pot (id int primary key, rewards int, fence bigint)",
        "create table reward (customer int)",
        "insert into pot values (0, 15, 0)"
    };

    /** Customers with more than one reward, and a pot of which more was given than it has lost. */
    static final String MISTAKES = "select 'customer ' || customer, count(*) from reward group by customer"
            + " having count(*) > 1 union all"
            + " select 'pot', rewards from pot where rewards <> 15 - (select count(*) from reward)";

    static final String STORED = "select 'pot', rewards from pot union all"
            + " select 'customer ' || x, (select count(*) from reward where customer = x) from system_range(0, 19)";

    private static final int CUSTOMERS = 20;

    private final Application application;
    private final LarderCache<String, Long> rewards;

    Rewards(Application application) {
        this.application = application;
        this.rewards = application.cache("rewards", String.class, Long.class, settings -> settings);
    }

    @Override
    public void serve(int turn) {
        int customer = turn % CUSTOMERS;
        of(customer);
        handOut(customer);
        of(customer);
        left();
    }

    private boolean handOut(int customer) {
        LarderLock both = application
                .locks()
                .all(
                        application.locks().lock("pot" + application.run()),
                        application.locks().lock(rewards, "customer " + customer));
        try (LarderLock.Hold hold = application.hold(both)) {
            long fence = hold.fencingToken();
            long had = application.database().number("select count(*) from reward where customer = ?", customer);
            long left = application.database().number("select rewards from pot");
            if (had > 0 || left == 0) {
                return false;
            }
            Application.think();
            application.database().inTransaction(transaction -> {
                transaction.change("insert into reward values (?)", customer);
                int changed = transaction.change(
                        "update pot set rewards = ?, fence = ? where fence <= ?", left - 1, fence, fence);
                if (changed == 0) {
                    throw new IllegalStateException("somebody else has the locks by now");
                }
                return changed;
            });
            rewards.invalidateTags(Set.of("pot", "customer:" + customer));
            return true;
        }
    }

    private long of(int customer) {
        return cached(
                "customer " + customer,
                "customer:" + customer,
                "select count(*) from reward where customer = " + customer);
    }

    private long left() {
        return cached("pot", "pot", "select rewards from pot");
    }

    private long cached(String key, String tag, String sql) {
        Long number = rewards.computeIfAbsent(
                key,
                same -> application.database().number(sql),
                LoadOptions.none().withTags(tag));
        return number == null ? 0 : number;
    }

    @Override
    public Map<String, String> cached() {
        Map<String, String> cached = new TreeMap<>();
        cached.put("pot", Long.toString(left()));
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            cached.put("customer " + customer, Long.toString(of(customer)));
        }
        return cached;
    }
}
