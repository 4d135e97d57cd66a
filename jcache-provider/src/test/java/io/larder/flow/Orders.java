package io.larder.flow;

import io.larder.AlreadyRunningException;
import io.larder.LarderCache;
import io.larder.LoadOptions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Pays orders, whose buyers are impatient and press the button again: a guard per order lets one of them through at a time and
 * tells the others so. What is cached of an order, in whichever cache, has the order's tag, which is invalidated after the commit.
 */
final class Orders implements Flow {

    static final String[] TABLES = {
        "create table purchase (id int primary key, customer int, amount int, paid boolean)",
        "create table payment (purchase int, amount int)",
        "insert into purchase select x, mod(x, 5), 10 + x, false from system_range(0, 24)"
    };

    /** Orders that were paid twice, or by nobody. */
    static final String MISTAKES = "select id, (select count(*) from payment where purchase = id) from purchase"
            + " where (select count(*) from payment where purchase = id) <> 1 or not paid";

    static final String STORED = "select 'order ' || id, case when paid then 1 else 0 end from purchase union all"
            + " select 'customer ' || customer, sum(case when paid then 0 else amount end) from purchase group by customer";

    private static final int ORDERS = 25;
    private static final int CUSTOMERS = 5;

    private final Application application;
    private final LarderCache<Integer, Boolean> paid;
    private final LarderCache<Integer, Long> open;

    Orders(Application application) {
        this.application = application;
        this.paid = application.cache("paid", Integer.class, Boolean.class, settings -> settings);
        this.open = application.cache("open", Integer.class, Long.class, settings -> settings);
    }

    @Override
    public void serve(int turn) {
        int order = turn % ORDERS;
        isPaid(order);
        open(order % CUSTOMERS);
        try {
            application.run(
                    application
                            .locks()
                            .guard("pay:" + order + application.run())
                            .withMessage("Your order is being paid"),
                    () -> pay(order));
        } catch (AlreadyRunningException e) {
            // shown to the user, who is the same one
        }
        isPaid(order);
        open(order % CUSTOMERS);
    }

    private void pay(int order) {
        if (application.database().number("select paid from purchase where id = ?", order) == 1) {
            return;
        }
        Application.think(); // here the bank is asked
        application.database().inTransaction(transaction -> {
            transaction.change("insert into payment select id, amount from purchase where id = ?", order);
            return transaction.change("update purchase set paid = true where id = ?", order);
        });
        application.tags().invalidate("order:" + order);
    }

    private boolean isPaid(int order) {
        return Boolean.TRUE.equals(paid.computeIfAbsent(
                order,
                id -> application.database().number("select paid from purchase where id = ?", id) == 1,
                LoadOptions.none().withTags("order:" + order)));
    }

    private long open(int customer) {
        Long amount = open.computeIfAbsent(
                customer,
                id -> application
                        .database()
                        .number("select coalesce(sum(amount), 0) from purchase where not paid and customer = ?", id),
                LoadOptions.none().withTags(ordersOf(customer)));
        return amount == null ? 0 : amount;
    }

    private static String[] ordersOf(int customer) {
        return IntStream.range(0, ORDERS)
                .filter(order -> order % CUSTOMERS == customer)
                .mapToObj(order -> "order:" + order)
                .toArray(String[]::new);
    }

    @Override
    public Map<String, String> cached() {
        Map<String, String> cached = new TreeMap<>();
        for (int order = 0; order < ORDERS; order++) {
            cached.put("order " + order, isPaid(order) ? "1" : "0");
        }
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            cached.put("customer " + customer, Long.toString(open(customer)));
        }
        return cached;
    }
}
