package io.larder.cdi.internal.larder;

import io.larder.EntryOptions;
import io.larder.Tagger;
import io.larder.cdi.annotation.CacheOptions;
import io.larder.cdi.internal.definition.Additions;
import io.larder.cdi.internal.expression.Names;
import io.larder.cdi.internal.expression.Text;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code @CacheOptions} and {@code @CacheTags} say about the entries of one method. Immutable and thread-safe. */
public final class EntryTerms {

    /** Those of a method without either annotation. */
    public static final EntryTerms NONE = new EntryTerms(EntryOptions.none(), List.of(), null);

    private final EntryOptions options;
    private final List<Text> tags;
    private final @Nullable Text unless;

    private EntryTerms(EntryOptions options, List<Text> tags, @Nullable Text unless) {
        this.options = options;
        this.tags = tags;
        this.unless = unless;
    }

    /**
     * Reads the annotations of a method.
     *
     * @param withResult whether its result is what is cached
     * @throws jakarta.enterprise.inject.spi.DefinitionException if something in them is wrong
     */
    public static EntryTerms of(Additions additions, boolean withResult) {
        Names names = Names.of(additions.method(), withResult);
        CacheOptions given = additions.options();
        EntryOptions options = EntryOptions.none();
        Text unless = null;
        if (given != null) {
            String place = "@CacheOptions of " + additions.displayName();
            if (!given.ttl().isEmpty()) {
                options = options.withTtl(Settings.positive("ttl in " + place, given.ttl()));
            }
            if (!given.unless().isEmpty()) {
                unless = Settings.condition("unless in " + place, given.unless(), names);
            }
        }
        return new EntryTerms(options, tags(additions, names), unless);
    }

    private static List<Text> tags(Additions additions, Names names) {
        return additions.tags() == null
                ? List.of()
                : Settings.tags(
                        "@CacheTags of " + additions.displayName(),
                        additions.tags().value(),
                        names);
    }

    /** Whether values may be kept from the cache. */
    boolean haveCondition() {
        return unless != null;
    }

    /** Whether this value is kept from the cache. */
    public boolean exclude(@Nullable Object[] arguments, @Nullable Object value) {
        return unless != null && unless.isTrue(arguments, value);
    }

    /** Returns what an entry is put with. Tags are found out when the value is there, so that a hit costs nothing of it. */
    EntryOptions options(@Nullable Object[] arguments) {
        return tags.isEmpty() ? options : options.withTagger(tagger(arguments));
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
