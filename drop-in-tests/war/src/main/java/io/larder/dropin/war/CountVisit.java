package io.larder.dropin.war;

import javax.cache.processor.EntryProcessor;
import javax.cache.processor.MutableEntry;

/** Counts one more. */
final class CountVisit implements EntryProcessor<String, Visit, Integer> {

    @Override
    public Integer process(MutableEntry<String, Visit> entry, Object... arguments) {
        Visit visit = entry.exists() ? entry.getValue().next() : new Visit(entry.getKey(), 1);
        entry.setValue(visit);
        return visit.count();
    }
}
