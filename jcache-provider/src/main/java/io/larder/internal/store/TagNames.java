package io.larder.internal.store;

import io.larder.internal.error.CacheErrors;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Names of tags, as applications give them, and what they have to keep to. */
public final class TagNames {

    /** How long a tag may be as a {@link NameText}: what its length in an entry leaves room for, and round. */
    public static final int MOST_BYTES = 200;

    /** Each tag makes reads and writes of its entry a bit dearer, and 64 are about 13 kB at worst. */
    public static final int MOST_TAGS = 64;

    private TagNames() {}

    /**
     * Returns the tags of one entry, each once, in their order.
     *
     * @throws IllegalArgumentException if one is empty or too long, or if they are too many
     */
    public static Set<String> ofEntry(Collection<String> tags) {
        Set<String> distinct = checked(tags);
        if (distinct.size() > MOST_TAGS) {
            throw CacheErrors.tooManyTags(distinct.size(), MOST_TAGS);
        }
        return distinct;
    }

    /**
     * Returns tags, each once, in their order.
     *
     * @throws IllegalArgumentException if one is empty or too long
     */
    public static Set<String> checked(Collection<String> tags) {
        Set<String> distinct = new LinkedHashSet<>();
        for (String tag : tags) {
            int length = NameText.length(Objects.requireNonNull(tag, "tag"));
            if (length == 0) {
                throw CacheErrors.tagEmpty();
            }
            if (length > MOST_BYTES) {
                throw CacheErrors.tagTooLong(tag, length, MOST_BYTES);
            }
            distinct.add(tag);
        }
        return Collections.unmodifiableSet(distinct);
    }

    /**
     * Returns how tags are written that were not checked yet.
     *
     * @throws IllegalArgumentException if one is empty or too long
     */
    public static List<String> checkedTexts(Collection<String> tags) {
        return toTexts(checked(tags));
    }

    /** Returns how tags are written. */
    public static List<String> toTexts(Set<String> tags) {
        return tags.stream().map(NameText::of).toList();
    }

    /** Returns the tags that are written so. */
    public static Set<String> ofTexts(List<String> texts) {
        return texts.stream().map(NameText::nameOf).collect(Collectors.toUnmodifiableSet());
    }
}
