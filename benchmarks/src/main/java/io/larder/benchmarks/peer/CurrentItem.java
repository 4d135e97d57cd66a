package io.larder.benchmarks.peer;

import java.io.Serializable;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.MutableEntry;

/** Reads an item where it is, past every near cache. */
final class CurrentItem implements EntryProcessor<String, Item, Item>, Serializable {

    @Override
    public Item process(MutableEntry<String, Item> entry, Object... arguments) {
        return entry.getValue();
    }
}
