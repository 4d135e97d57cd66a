package io.larder.examples.beyond;

import java.util.HashMap;
import java.util.Map;
import javax.cache.integration.CacheLoader;

/** Makes offers up. */
public final class OfferLoader implements CacheLoader<String, String> {

    @Override
    public String load(String id) {
        return "offer " + id;
    }

    @Override
    public Map<String, String> loadAll(Iterable<? extends String> ids) {
        Map<String, String> offers = new HashMap<>();
        ids.forEach(id -> offers.put(id, load(id)));
        return offers;
    }
}
