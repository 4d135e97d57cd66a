package io.larder.servers.places;

import javax.cache.processor.EntryProcessor;
import javax.cache.processor.MutableEntry;

/** An entry processor of the application's. */
public final class OneCallMore implements EntryProcessor<String, Article, Article> {

    private final Callbacks callbacks;

    OneCallMore(Callbacks callbacks) {
        this.callbacks = callbacks;
    }

    @Override
    public Article process(MutableEntry<String, Article> entry, Object... arguments) {
        callbacks.note("processor");
        Article changed = new Article(entry.getKey(), entry.getValue().calls() + 1);
        entry.setValue(changed);
        return changed;
    }
}
