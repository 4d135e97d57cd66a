package io.larder.cdi.internal.larder;

import io.larder.LarderCache;
import io.larder.cdi.annotation.InvalidateTags;
import io.larder.cdi.internal.definition.Additions;
import io.larder.cdi.internal.error.LarderErrors;
import io.larder.cdi.internal.expression.Names;
import io.larder.cdi.internal.expression.Text;
import io.larder.cdi.internal.resolver.NamedCache;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** The tags that one method invalidates. Thread-safe. */
public final class TagInvalidation {

    private static final String ALL = "*";

    private final String method;
    private final LarderManager manager;
    private final List<Text> tags;

    /** None for all. */
    private final List<NamedCache> caches;

    /**
     * Reads the annotation.
     *
     * @param cacheOf finds the cache of a name, when it is asked for it
     * @throws jakarta.enterprise.inject.spi.DefinitionException if something in it is wrong
     */
    TagInvalidation(
            Additions additions,
            InvalidateTags annotation,
            LarderManager manager,
            Function<String, NamedCache> cacheOf) {
        this.method = additions.displayName();
        this.manager = manager;
        String place = "@InvalidateTags of " + method;
        boolean returns = additions.method().getReturnType() != void.class;
        this.tags = Settings.tags(place, annotation.value(), Names.of(additions.method(), returns));
        List<String> names = names(annotation, additions.defaultCache());
        if (names.isEmpty() || names.contains("") || (names.size() > 1 && names.contains(ALL))) {
            throw LarderErrors.wrongSetting(
                    "caches in " + place,
                    String.join(", ", names),
                    "It names the caches, or is \"*\" alone for all that are open in this JVM, unless @CacheDefaults"
                            + " names one");
        }
        this.caches =
                names.contains(ALL) ? List.of() : names.stream().map(cacheOf).toList();
    }

    private static List<String> names(InvalidateTags annotation, String defaultCache) {
        if (annotation.caches().length > 0) {
            return Arrays.asList(annotation.caches());
        }
        return defaultCache.isEmpty() ? List.of() : List.of(defaultCache);
    }

    /** Invalidates what the annotation names for one call. */
    public void run(@Nullable Object[] arguments, @Nullable Object result) {
        Set<String> named = EntryTerms.tagsOf(tags, arguments, result);
        if (named.isEmpty()) {
            return;
        }
        if (caches.isEmpty()) {
            manager.tags(method).invalidateAny(named);
        }
        for (NamedCache each : caches) {
            larders(each.get()).invalidateTags(named);
        }
    }

    private LarderCache<?, ?> larders(Cache<?, ?> cache) {
        if (cache instanceof LarderCache<?, ?> larders) {
            return larders;
        }
        throw LarderErrors.notLarders(method, cache);
    }
}
