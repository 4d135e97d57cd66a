package io.larder.cdi.internal.injection;

import io.larder.cdi.internal.larder.Presence;
import java.util.List;

/** The classes of producers that a container has to be told of. */
public final class Producers {

    /** By name, because the second is not loaded without Larder. */
    private static final String LARDERS = "io.larder.cdi.internal.injection.LarderCacheProducers";

    private Producers() {}

    /** Returns the names of the classes. */
    public static List<String> classNames() {
        return Presence.isPresent()
                ? List.of(CacheProducers.class.getName(), LARDERS)
                : List.of(CacheProducers.class.getName());
    }
}
