package io.larder.servers.places;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;

/** A listener that is a bean, and casts what it is told of to the application's class. */
@ApplicationScoped
public class ArticleListener implements CacheEntryCreatedListener<String, Article> {

    @Inject
    @SuppressWarnings("NullAway.Init")
    Callbacks callbacks;

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends Article>> events) {
        for (CacheEntryEvent<? extends String, ? extends Article> event : events) {
            Article created = event.getValue();
            if (created.name().equals("put")) {
                callbacks.note("listener");
                callbacks.listened();
            }
        }
    }
}
