package io.larder.cdi.internal.larder;

import io.larder.EntryOptions;
import io.larder.LoadOptions;
import io.larder.Tagger;
import io.larder.cdi.annotation.CacheOptions;
import io.larder.cdi.annotation.CacheTags;
import io.larder.cdi.internal.definition.Additions;
import io.larder.cdi.internal.definition.MethodDefinition;
import io.larder.cdi.internal.error.LarderErrors;
import io.larder.cdi.internal.expression.Names;
import io.larder.cdi.internal.expression.Text;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/** What {@code @CacheOptions} and {@code @CacheTags} say about the entries of one method. Immutable and thread-safe. */
public final class EntryTerms {

    /** Those of a method without either annotation. */
    public static final EntryTerms NONE = new EntryTerms(EntryOptions.none(), LoadOptions.none(), List.of(), null);

    private final EntryOptions writes;
    private final LoadOptions loads;
    private final List<Text> tags;
    private final @Nullable Text unless;

    private EntryTerms(EntryOptions writes, LoadOptions loads, List<Text> tags, @Nullable Text unless) {
        this.writes = writes;
        this.loads = loads;
        this.tags = tags;
        this.unless = unless;
    }

    /**
     * Reads the annotations of a method.
     *
     * @param caching what is cached
     * @throws jakarta.enterprise.inject.spi.DefinitionException if something in them is wrong
     */
    public static EntryTerms of(Additions additions, MethodDefinition<?> caching) {
        Names names = Names.of(additions.method(), caching.cacheAnnotation() instanceof CacheResult);
        CacheTags tags = additions.tags();
        List<Text> named =
                tags == null ? List.of() : Settings.tags("@CacheTags of " + caching.displayName(), tags.value(), names);
        CacheOptions given = additions.options();
        return given == null
                ? new EntryTerms(EntryOptions.none(), LoadOptions.none(), named, null)
                : of(given, "@CacheOptions of " + caching.displayName(), caching, names, named);
    }

    private static EntryTerms of(
            CacheOptions given, String place, MethodDefinition<?> caching, Names names, List<Text> tags) {
        EntryOptions writes = given.ttl().isEmpty()
                ? EntryOptions.none()
                : EntryOptions.none().withTtl(Settings.positive("ttl in " + place, given.ttl()));
        LoadOptions loads = loads(given, place);
        requireFit(loads, writes, caching, place);
        if (!given.unless().isEmpty() && !given.nullTtl().isEmpty()) {
            throw LarderErrors.wrongSetting(
                    "nullTtl in " + place, given.nullTtl(), "A method that has a condition is called again for null");
        }
        return new EntryTerms(
                writes,
                loads,
                tags,
                given.unless().isEmpty() ? null : Settings.condition("unless in " + place, given.unless(), names));
    }

    private static void requireFit(LoadOptions loads, EntryOptions writes, MethodDefinition<?> caching, String place) {
        boolean isLoad = caching.cacheAnnotation() instanceof CacheResult result && !result.skipGet();
        if (!isLoad
                && !loads.equals(writes.ttl().map(LoadOptions.none()::withTtl).orElse(LoadOptions.none()))) {
            throw LarderErrors.wrongSetting(
                    place, loads.toString(), "All but ttl and unless is for methods with @CacheResult without skipGet");
        }
        boolean isRefresh = loads.refreshAhead().isPresent()
                || loads.earlyRefresh().isPresent()
                || loads.staleFor().isPresent();
        if (caching.isAsynchronous() && isRefresh) {
            throw LarderErrors.wrongSetting(
                    place,
                    loads.toString(),
                    "Refreshes call methods that return the value itself; one that returns a stage is called when there is"
                            + " none");
        }
    }

    private static LoadOptions loads(CacheOptions given, String place) {
        LoadOptions options = LoadOptions.none();
        try {
            if (!given.ttl().isEmpty()) {
                options = options.withTtl(Settings.positive("ttl in " + place, given.ttl()));
            }
            if (given.ttlJitter() != 0) {
                options = options.withTtlJitter(given.ttlJitter());
            }
            if (given.refreshAhead() != 0) {
                options = options.withRefreshAhead(given.refreshAhead());
            }
            if (given.earlyRefresh() != 0) {
                options = options.withEarlyRefresh(given.earlyRefresh());
            }
        } catch (IllegalArgumentException e) {
            throw LarderErrors.wrongSetting(place, given.toString(), String.valueOf(e.getMessage()));
        }
        if (!given.staleFor().isEmpty()) {
            options = options.withStaleFor(Settings.notNegative("staleFor in " + place, given.staleFor()));
        }
        return given.nullTtl().isEmpty()
                ? options
                : options.withNullTtl(Settings.notNegative("nullTtl in " + place, given.nullTtl()));
    }

    /** Whether values may be kept from the cache. */
    boolean haveCondition() {
        return unless != null;
    }

    /** Whether this value is kept from the cache. */
    boolean exclude(@Nullable Object[] arguments, @Nullable Object value) {
        return unless != null && unless.isTrue(arguments, value);
    }

    /** Returns what an entry is put with. */
    EntryOptions ofWrite(@Nullable Object[] arguments) {
        return tags.isEmpty() ? writes : writes.withTagger(tagger(arguments));
    }

    /** Returns what an entry is loaded with. Tags are found out when the value is there, so that a hit costs nothing of it. */
    LoadOptions ofLoad(@Nullable Object[] arguments) {
        return tags.isEmpty() ? loads : loads.withTagger(tagger(arguments));
    }

    private Tagger<Object, Object> tagger(@Nullable Object[] arguments) {
        return (key, value) -> tagsOf(tags, arguments, value);
    }

    static Set<String> tagsOf(List<Text> tags, @Nullable Object[] arguments, @Nullable Object value) {
        Set<String> all = new LinkedHashSet<>();
        tags.forEach(tag -> tag.addTo(all, arguments, value));
        return all;
    }
}
