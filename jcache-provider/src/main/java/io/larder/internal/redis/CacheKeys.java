package io.larder.internal.redis;

import io.larder.internal.error.RedisErrors;
import io.larder.internal.store.Glob;
import io.larder.internal.store.NameText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * The names that one cache has in Redis. Immutable and thread-safe.
 *
 * <p>Whatever the name of the cache, what stands for it in a key is printable ASCII without {@code { } : * ? [ ] \ %
 * ^} and spaces, so it can neither break out of its hash tag nor mean something in a pattern.
 */
final class CacheKeys {

    static final int MAX_NAME_BYTES = 512;
    static final int MAX_PARTITIONS = 16_384;
    private static final int MAX_PREFIX = 128;
    private static final int SHORT_TEXT = 16;
    private static final int[] CRC_OF_BYTE = crcOfBytes();

    private final String cacheBase;
    private final String anyPattern;
    private final String entryPattern;
    private final List<Partition> partitions;

    private CacheKeys(String prefix, String name, int count, ToIntFunction<String> slotOf) {
        String open = prefix + ":{" + name;
        cacheBase = open + "}:";
        anyPattern = open + "[:}]*";
        entryPattern = open + ":*}:e:*";
        partitions = IntStream.range(0, count)
                .mapToObj(index -> new Partition(open + ':' + index + "}:", slotOf))
                .toList();
    }

    /**
     * Lays out the keys of a cache.
     *
     * @param slotOf says which slot a key is in
     * @throws javax.cache.CacheException if prefix, name or number of partitions cannot be used
     */
    static CacheKeys of(String prefix, String cacheName, int partitions, ToIntFunction<String> slotOf) {
        if (partitions < 1 || partitions > MAX_PARTITIONS) {
            throw RedisErrors.partitionsOutOfRange(partitions, MAX_PARTITIONS);
        }
        return new CacheKeys(checkedPrefix(prefix), encode(cacheName), partitions, slotOf);
    }

    static String checkedPrefix(String prefix) {
        if (prefix.length() > MAX_PREFIX || !prefix.matches("[A-Za-z0-9._~/:-]+")) {
            throw RedisErrors.keyPrefixInvalid(prefix);
        }
        return prefix;
    }

    /** The keys of one hash tag, thus of one slot. */
    static final class Partition {

        final String stamp;
        final String wanted;
        final String journal;
        /** What was invalidated lately. */
        final String lately;

        final int slot;
        private final String entryPrefix;
        private final String copyPrefix;
        private final String tagPrefix;
        private final String refreshPrefix;

        private Partition(String base, ToIntFunction<String> slotOf) {
            stamp = base + 'g';
            slot = slotOf.applyAsInt(stamp);
            wanted = base + 'w';
            journal = base + 'x';
            entryPrefix = base + "e:";
            copyPrefix = base + "x:";
            lately = base + 'i';
            tagPrefix = base + "t:";
            refreshPrefix = base + "l:";
        }

        String entry(String keyText) {
            return entryPrefix + keyText;
        }

        /** Returns the name of the journal's copy of an entry. */
        String copy(String keyText) {
            return copyPrefix + keyText;
        }

        /** Returns the name of the stamp of a tag. */
        String tag(String tag) {
            return tagPrefix + tag;
        }

        /** Returns the name of the lease of who refreshes an entry. */
        String refresh(String keyText) {
            return refreshPrefix + keyText;
        }

        /** Adds the five keys that {@code expire.lua} takes per entry. */
        void addTo(List<Object> keys, String keyText) {
            keys.add(stamp);
            keys.add(wanted);
            keys.add(entryPrefix + keyText);
            keys.add(journal);
            keys.add(copyPrefix + keyText);
        }
    }

    /** Returns the partition of a key: CRC32 of its UTF-8 text, modulo the number of partitions. */
    Partition partitionOf(String keyText) {
        return partitions.get((int) (crcOf(keyText) % partitions.size()));
    }

    /** Needs no bytes for short ASCII; from about 20 characters on the JVM's own way is the faster one. */
    private static long crcOf(String text) {
        if (text.length() > SHORT_TEXT) {
            return crcOf(text.getBytes(StandardCharsets.UTF_8));
        }
        int crc = ~0;
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit > 127) {
                return crcOf(text.getBytes(StandardCharsets.UTF_8));
            }
            crc = crc >>> 8 ^ CRC_OF_BYTE[(crc ^ unit) & 0xff];
        }
        return ~crc & 0xffff_ffffL;
    }

    private static long crcOf(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    private static int[] crcOfBytes() {
        int[] crcs = new int[256];
        for (int unit = 0; unit < crcs.length; unit++) {
            int crc = unit;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = (crc & 1) != 0 ? crc >>> 1 ^ 0xedb8_8320 : crc >>> 1;
            }
            crcs[unit] = crc;
        }
        return crcs;
    }

    List<Partition> partitions() {
        return partitions;
    }

    String meta() {
        return cacheBase + 'm';
    }

    String sweeper() {
        return cacheBase + "sweeper";
    }

    String channel() {
        return cacheBase + "events";
    }

    /** Returns the channel on which the names of changed entries are told. */
    String nearChannel() {
        return cacheBase + "near";
    }

    /** Matches every key of this cache and no other's. */
    String anyPattern() {
        return anyPattern;
    }

    /** Matches the entries of this cache, valid or not. */
    String entryPattern() {
        return entryPattern;
    }

    /** Matches the entries of this cache, valid or not, whose key text matches; and, rarely, more. */
    String entryPattern(Glob keyText) {
        return entryPattern.substring(0, entryPattern.length() - 1) + keyText;
    }

    /** Returns the key text in the name of an entry that {@link #entryPattern()} matched. */
    static String keyTextOf(String entryKey) {
        return entryKey.substring(entryKey.indexOf("}:e:") + 4);
    }

    private static String encode(String cacheName) {
        int length = NameText.length(cacheName);
        if (length > MAX_NAME_BYTES) {
            throw RedisErrors.cacheNameTooLong(length, MAX_NAME_BYTES);
        }
        return NameText.of(cacheName);
    }
}
