package io.larder.cdi.internal.larder;

import io.larder.cdi.annotation.Guarded;
import io.larder.cdi.annotation.InvalidateTags;
import io.larder.cdi.annotation.Locked;
import io.larder.cdi.internal.definition.Additions;
import io.larder.cdi.internal.resolver.DefaultManager;
import io.larder.cdi.internal.resolver.NamedCache;

/** Makes what Larder's own annotations ask for, on the default cache manager. Thread-safe. */
public final class LarderSupport {

    private final DefaultManager defaultManager;
    private final LarderManager manager;
    private final HeldLocks held;

    /**
     * Creates it; looks nothing up yet.
     *
     * @param held where the locks of all methods are noted
     */
    public LarderSupport(DefaultManager manager, HeldLocks held) {
        this.held = held;
        this.defaultManager = manager;
        this.manager = new LarderManager(manager);
    }

    /**
     * Returns the lock around a method.
     *
     * @throws jakarta.enterprise.inject.spi.DefinitionException if something in the annotation is wrong
     */
    public Locking locking(Additions additions, Locked annotation) {
        return new Locking(additions, annotation, manager, held);
    }

    /**
     * Returns the guard around a method.
     *
     * @throws jakarta.enterprise.inject.spi.DefinitionException if something in the annotation is wrong
     */
    public Guarding guarding(Additions additions, Guarded annotation) {
        return new Guarding(additions, annotation, manager);
    }

    /**
     * Returns the invalidation after a method.
     *
     * @throws jakarta.enterprise.inject.spi.DefinitionException if something in the annotation is wrong
     */
    public TagInvalidation invalidation(Additions additions, InvalidateTags annotation) {
        return new TagInvalidation(additions, annotation, manager, name -> new NamedCache(defaultManager, name));
    }

    /** Reports on the servers behind the default cache manager, which is opened if nobody has opened it. */
    public HealthReport health() {
        return manager.health();
    }
}
