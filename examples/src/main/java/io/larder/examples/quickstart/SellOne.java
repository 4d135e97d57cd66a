package io.larder.examples.quickstart;

import javax.cache.processor.EntryProcessor;
import javax.cache.processor.MutableEntry;

/**
 * Takes one piece out of the stock, if there is one. Atomic over all JVMs; it may run more than once when another one was
 * faster, so it changes nothing but the entry.
 */
final class SellOne implements EntryProcessor<Long, Product, Boolean> {

    @Override
    public Boolean process(MutableEntry<Long, Product> entry, Object... arguments) {
        if (!entry.exists() || entry.getValue().stock() == 0) {
            return false;
        }
        entry.setValue(entry.getValue().withOneLess());
        return true;
    }
}
