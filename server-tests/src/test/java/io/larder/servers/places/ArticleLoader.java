package io.larder.servers.places;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import javax.cache.integration.CacheLoader;

/** A loader that is a bean. */
@ApplicationScoped
public class ArticleLoader implements CacheLoader<String, Article> {

    @Inject
    @SuppressWarnings("NullAway.Init")
    Callbacks callbacks;

    @Override
    public Article load(String name) {
        callbacks.note("loader");
        return new Article(name, 0);
    }

    @Override
    public Map<String, Article> loadAll(Iterable<? extends String> names) {
        Map<String, Article> loaded = new HashMap<>();
        names.forEach(name -> loaded.put(name, load(name)));
        return loaded;
    }
}
