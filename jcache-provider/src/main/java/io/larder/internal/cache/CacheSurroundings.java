package io.larder.internal.cache;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import javax.cache.CacheManager;

/**
 * What a manager gives to all its caches. Immutable.
 *
 * @param manager the manager
 * @param loader the class loader of the application's classes
 * @param eventExecutor where listeners run that no writer waits for
 * @param loadExecutor where {@code loadAll} and warm-ups run and asynchronous operations end; has as many threads as it takes,
 *     so that what runs there may wait for what runs there
 * @param refreshExecutor where entries are refreshed behind the backs of their readers; refuses what is too much
 * @param scheduler what keeps the leases of loads alive
 */
public record CacheSurroundings(
        CacheManager manager,
        ClassLoader loader,
        Executor eventExecutor,
        Executor loadExecutor,
        Executor refreshExecutor,
        ScheduledExecutorService scheduler) {}
