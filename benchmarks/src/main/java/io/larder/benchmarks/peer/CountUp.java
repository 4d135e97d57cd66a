package io.larder.benchmarks.peer;

import java.io.Serializable;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/** Counts up inside an item. Serializable, because some providers run it on their servers. */
final class CountUp implements EntryProcessor<String, Item, @Nullable Void>, Serializable {

    @Override
    public @Nullable Void process(MutableEntry<String, Item> entry, Object... arguments) {
        entry.setValue(entry.getValue().countedUp());
        return null;
    }
}
