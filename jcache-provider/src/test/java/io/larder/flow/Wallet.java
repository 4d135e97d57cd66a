package io.larder.flow;

import io.larder.EntryOptions;
import io.larder.LarderCache;
import io.larder.LarderLock;
import java.util.Map;
import java.util.TreeMap;

/**
 * Recharges and spends balances: a lock per account, whose fencing token goes into the database and into the cache, so that
 * neither takes what comes too late. Under the lock the database is read: a near cache may still be behind another JVM.
 */
final class Wallet implements Flow {

    static final String[] TABLES = {
        "create table account (id int primary key, balance int, fence bigint)",
        "create table booking (account int, amount int)",
        "insert into account select x, 20, 0 from system_range(0, 3)"
    };

    /** Accounts whose balance is not what was booked, or is less than nothing. */
    static final String MISTAKES = "select id, balance from account a where balance < 0 or balance <>"
            + " 20 + (select coalesce(sum(amount), 0) from booking b where b.account = a.id)";

    static final String STORED = "select id, balance from account";

    private static final int ACCOUNTS = 4;

    private final Application application;
    private final LarderCache<Integer, Integer> balances;

    Wallet(Application application) {
        this.application = application;
        this.balances = application.cache("balances", Integer.class, Integer.class, settings -> settings);
    }

    @Override
    public void serve(int turn) {
        int account = turn % ACCOUNTS;
        book(account, turn % 3 == 0 ? 9 : -5);
        balance(account);
    }

    private boolean book(int account, int amount) {
        try (LarderLock.Hold hold = application.hold(application.locks().lock(balances, account))) {
            long fence = hold.fencingToken();
            long before = application.database().number("select balance from account where id = ?", account);
            int after = (int) before + amount;
            if (after < 0) {
                return false;
            }
            Application.think();
            application.database().inTransaction(transaction -> {
                transaction.change("insert into booking values (?, ?)", account, amount);
                int changed = transaction.change(
                        "update account set balance = ?, fence = ? where id = ? and fence <= ?",
                        after,
                        fence,
                        account,
                        fence);
                if (changed == 0) {
                    throw new IllegalStateException("somebody else has the lock by now");
                }
                return changed;
            });
            balances.put(account, after, EntryOptions.none().withFence(fence));
            return true;
        }
    }

    private int balance(int account) {
        Integer balance = balances.computeIfAbsent(
                account, id -> (int) application.database().number("select balance from account where id = ?", id));
        return balance == null ? 0 : balance;
    }

    @Override
    public Map<String, String> cached() {
        Map<String, String> cached = new TreeMap<>();
        for (int account = 0; account < ACCOUNTS; account++) {
            cached.put(Integer.toString(account), Integer.toString(balance(account)));
        }
        return cached;
    }
}
