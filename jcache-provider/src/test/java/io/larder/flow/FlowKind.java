package io.larder.flow;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The flows there are, with what the test knows of their tables. */
enum FlowKind {
    WALLET(Wallet::new, Wallet.TABLES, Wallet.MISTAKES, Wallet.STORED),
    ORDERS(Orders::new, Orders.TABLES, Orders.MISTAKES, Orders.STORED),
    STOCK(Stock::new, Stock.TABLES, Stock.MISTAKES, Stock.STORED),
    REWARDS(Rewards::new, Rewards.TABLES, Rewards.MISTAKES, Rewards.STORED),
    RATES(Rates::new, Rates.TABLES, Rates.MISTAKES, Rates.STORED);

    @SuppressWarnings("ImmutableEnumChecker") // a constructor
    private final Function<Application, Flow> flow;

    @SuppressWarnings("ImmutableEnumChecker") // a list that cannot be changed
    private final List<String> tables;

    private final String mistakes;
    private final String stored;

    FlowKind(Function<Application, Flow> flow, String[] tables, String mistakes, String stored) {
        this.flow = flow;
        this.tables = List.of(tables);
        this.mistakes = mistakes;
        this.stored = stored;
    }

    Flow begin(Application application) {
        return flow.apply(application);
    }

    /** Makes the tables anew, as they are at first. */
    void prepare(Database database) {
        database.change("drop all objects");
        tables.forEach(database::change);
    }

    /** Returns what is not as it should be. */
    Map<String, String> mistakes(Database database) {
        return database.table(mistakes);
    }

    /** Returns what caches have to answer. */
    Map<String, String> stored(Database database) {
        return database.table(stored);
    }
}
