package io.larder.internal.redis;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Changes that share one call of {@code change.lua}, which makes them in the order in which they were added: of any
 * caches of one connection, and, where there are slots, of one slot. What several of them have in common is told
 * once. Not thread-safe.
 */
final class ChangeCall {

    /** Caches and partitions are told by a byte each, so this must never be over 256. */
    private static final int MAX_CHANGES = 64;

    private static final int MAX_BYTES = 1 << 20;
    private static final int HEAD_BYTES = EntryCodec.STAMP_BYTES + Long.BYTES;

    private final Map<String, Integer> caches = new HashMap<>(2);
    private final Map<String, Integer> partitions = new HashMap<>();
    private final byte[] flagsOfCache = new byte[MAX_CHANGES];
    private final byte[] cacheOfPartition = new byte[MAX_CHANGES];
    private final byte[] partitionOfChange = new byte[MAX_CHANGES];
    private final List<byte[]> channels = new ArrayList<>(1);
    private final List<byte[]> nearChannels = new ArrayList<>(1);
    private final List<String> stampsAndWishes = new ArrayList<>();
    private final List<String> journals = new ArrayList<>();
    private final List<String> entriesAndCopies = new ArrayList<>();
    private final List<byte[]> packed = new ArrayList<>();
    private final List<ChangeRequest<?>> requests = new ArrayList<>();
    private long bytes;

    /** Adds a change to a call that is not full. */
    void add(ChangeRequest<?> request) {
        Change<?> change = request.change();
        int partition = placeOf(change);
        // A cache that is open twice is one cache, and what this JVM wants of it is what either of them wants.
        flagsOfCache[cacheOfPartition[partition]] |= (byte) change.cache().ownFlags();
        partitionOfChange[requests.size()] = (byte) partition;
        requests.add(request);
        bytes += change.size();
        entriesAndCopies.add(change.entry());
        entriesAndCopies.add(change.copy());
        packed.add(change.packed());
        if (change.payload() != null) {
            packed.add(change.payload());
        }
        if (change.tags() != null) {
            packed.add(change.tags());
        }
        if (change.fence() != null) {
            packed.add(change.fence());
        }
        if (change.timing() != null) {
            packed.add(change.timing());
        }
    }

    /** Says whether the call must take no more: other clients wait while the server is at it. */
    boolean isFull() {
        return requests.size() == MAX_CHANGES || bytes >= MAX_BYTES;
    }

    /** Returns the command whose answer will be that of the requests, each its own. */
    Command<List<Object>> toCommand(Masters masters) {
        Command<List<Object>> command = toScriptCall().toCommand(masters, EntryCodec.INSTANCE);
        command.answer().thenAccept(this::answer).exceptionally(failure -> {
            requests.forEach(request -> request.fail(failure));
            return null;
        });
        return command;
    }

    private void answer(List<Object> answer) {
        ChangeAnswers answers = new ChangeAnswers(answer);
        requests.forEach(request -> request.take(answers));
    }

    private ScriptCall toScriptCall() {
        List<Object> names = new ArrayList<>(stampsAndWishes.size() + journals.size() + entriesAndCopies.size());
        names.addAll(stampsAndWishes);
        names.addAll(journals);
        names.addAll(entriesAndCopies);
        List<Object> arguments = new ArrayList<>(3 + 2 * channels.size() + packed.size());
        arguments.add(head());
        arguments.add(Arrays.copyOf(cacheOfPartition, partitions.size()));
        arguments.add(Arrays.copyOf(partitionOfChange, requests.size()));
        arguments.addAll(channels);
        arguments.addAll(nearChannels);
        arguments.addAll(packed);
        return new ScriptCall(Script.CHANGE, names, arguments.toArray());
    }

    private int placeOf(Change<?> change) {
        int next = partitions.size();
        Integer known = partitions.putIfAbsent(change.partition().stamp, next);
        if (known != null) {
            return known;
        }
        stampsAndWishes.add(change.partition().stamp);
        stampsAndWishes.add(change.partition().wanted);
        journals.add(change.partition().journal);
        cacheOfPartition[next] = (byte) placeOf(change.cache());
        return next;
    }

    private int placeOf(ChangedCache cache) {
        int next = caches.size();
        Integer known = caches.putIfAbsent(cache.name(), next);
        if (known != null) {
            return known;
        }
        channels.add(cache.channel());
        nearChannels.add(cache.nearChannel());
        return next;
    }

    /** The stamp for partitions without one (of 48 random bits none comes twice in the life of an entry), and the rest. */
    private byte[] head() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return ByteBuffer.allocate(HEAD_BYTES + caches.size())
                .putInt(random.nextInt())
                .putShort((short) random.nextInt())
                .putLong(random.nextLong())
                .put(flagsOfCache, 0, caches.size())
                .array();
    }
}
