package io.larder.internal.store;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one cache, shared by every JVM that opens a store of the same name. Thread-safe.
 *
 * <p>Each operation on one key is atomic, over all JVMs. A stage completes exceptionally with a
 * {@code javax.cache.CacheException} where the store cannot be reached or does not answer in time; whether a change was
 * made is then unknown. Stages complete on threads that must not be blocked: callers hop off before they run anything of
 * an application. Costs are in round trips and in commands that reach the server.
 */
public interface EntryStore {

    /**
     * Reads an entry. Cost: one {@code MGET} of stamp, entry and the stamps of its tags; a second one where the entry has
     * tags that nobody in this JVM has seen on it.
     */
    CompletionStage<@Nullable StoredEntry> read(String keyText);

    /**
     * Reads entries.
     *
     * @return as many elements as keys, in their order; {@code null} where there is no valid entry. Cost: one
     *     {@code MGET} per slot, pipelined per node in bounded chunks; one more each for entries with unknown tags.
     */
    CompletionStage<List<@Nullable StoredEntry>> readAll(List<String> keyTexts);

    /**
     * Reads an entry and how long it will be there. Cost: one {@code PTTL}, and one {@code MGET} of stamp and entry, in one
     * round trip; from a master, so that it is at least as new as every change that was told before.
     */
    CompletionStage<NearAnswer> readTimed(String keyText);

    /** As {@link #readAll}, with how long the entries will be there. Cost: one {@code PTTL} per key more. */
    CompletionStage<List<NearAnswer>> readAllTimed(List<String> keyTexts);

    /**
     * Reads an entry and how long it has still to live. Cost: one {@code MGET} and one {@code PTTL}, in one round trip.
     *
     * @return {@code null} also where the entry went between the two
     */
    CompletionStage<@Nullable TimedEntry> readWithTtl(String keyText);

    /**
     * Reads an entry and gives it a new time to live. With {@link Ttl#IMMEDIATE} the entry is returned and gone. Cost:
     * one script.
     */
    CompletionStage<@Nullable StoredEntry> readAndTouch(String keyText, Ttl ttl);

    /**
     * Gives an entry a new time to live if it is still the one that was read. Cost: one script.
     *
     * @return whether it was still there
     */
    CompletionStage<Boolean> touch(String keyText, long version, Ttl ttl);

    /**
     * Gives whatever entry is there a new time to live. Cost: one script.
     *
     * @return whether there was one
     */
    CompletionStage<Boolean> expire(String keyText, Ttl ttl);

    /** Makes one change. Cost: one script. */
    CompletionStage<WriteResult> write(Write write);

    /**
     * Makes changes, each atomic in itself, in the order of the list where they share a key.
     *
     * @return one stage per write, in their order: one that fails does not fail the others. Cost: one script per slot,
     *     pipelined per node in bounded chunks.
     */
    List<CompletionStage<WriteResult>> writeAll(List<Write> writes);

    /**
     * Asks to load the value of an entry that is not there. While the load is under way the entry stays absent for
     * everything but this method; every write and every unconditional removal of the entry, and {@link #clear}, end it.
     * Cost: one script.
     */
    CompletionStage<LoadStart> beginLoad(LoadRequest request);

    /** Asks to load many; see {@link #writeAll}. */
    List<CompletionStage<LoadStart>> beginLoads(List<LoadRequest> requests);

    /**
     * Says what becomes of a load that is under way. Cost: one script.
     *
     * @return whether it was still under way
     */
    CompletionStage<Boolean> settleLoad(LoadSettlement settlement);

    /** Says what becomes of many loads; see {@link #writeAll}. */
    List<CompletionStage<Boolean>> settleLoads(List<LoadSettlement> settlements);

    /**
     * Asks to refresh an entry that is there, alone among all JVMs; or, asked again with the same token, to go on with it.
     * Says nothing about the entry, which others change as they like: who refreshes it writes {@link Condition#ifVersion on
     * condition that it is still the one that was read}. Cost: one script.
     *
     * @param token names the refresh; random
     * @param leaseMillis how long others leave it to this JVM from now on
     * @return whether it is the caller's
     */
    CompletionStage<Boolean> leaseRefresh(String keyText, long token, long leaseMillis);

    /**
     * Lets others refresh an entry. Cost: one script.
     *
     * @return whether it was still the caller's
     */
    CompletionStage<Boolean> endRefresh(String keyText, long token);

    /** Removes one entry. Cost: one script. */
    CompletionStage<RemovalResult> remove(Removal removal);

    /** Removes entries; see {@link #writeAll}. */
    List<CompletionStage<RemovalResult>> removeAll(List<Removal> removals);

    /** Returns how many times something under the name of an entry was no entry, since the store was opened. */
    long unreadable();

    /** Starts a walk through all valid entries. */
    default EntryScan scan(int pageSize) {
        return scan(pageSize, List.of(Glob.EVERYTHING));
    }

    /**
     * Starts a walk through the valid entries whose key text matches at least one of the patterns. Cost: a walk over the
     * server's keys for each pattern.
     */
    EntryScan scan(int pageSize, List<Glob> keyTexts);

    /**
     * Says about how many valid entries there are. Cost: a bounded number of commands, whatever the number of entries.
     *
     * @return the exact number if the servers hold few keys altogether
     */
    CompletionStage<Long> estimatedSize();

    /**
     * Makes every entry invalid, at once, for every JVM. Cost: a constant number of commands, whatever the number of
     * entries; their bytes leave the server later. Followers are told after it is done.
     */
    CompletionStage<@Nullable Void> clear();

    /**
     * Makes every entry invalid that has one of these tags, at once, for every JVM: when the stage completes, no value
     * that was written before this call is read any more. No events are published. Cost: one script for all partitions,
     * one per partition where there are slots, pipelined, and then a message; the same for ten entries and for a million.
     *
     * @param tags tags as {@link NameText}s
     */
    CompletionStage<@Nullable Void> invalidateTags(Collection<String> tags);

    /**
     * Says how far invalidations of tags are, for a value of this key that is going to be computed; see
     * {@link Write#since}. Cost: one script.
     */
    CompletionStage<TagPosition> tagPosition(String keyText);

    /**
     * Clears, then takes everything of this cache out of the server: entries, stamps, markers. Cost: a walk over the
     * server's keys.
     */
    CompletionStage<@Nullable Void> destroy();

    /**
     * Listens to the changes of all JVMs, this one included, in a way that every change made after the returned stage
     * completed is heard while the connection lasts. Called again, it replaces interest and listener; with
     * {@link Interest#NONE} it ends.
     *
     * @param interest what to be told
     * @param listener called on a thread that must not be blocked, in the order of the changes of each key
     */
    CompletionStage<@Nullable Void> listen(Interest interest, Consumer<StoreEvent> listener);

    /**
     * Tells of the changes of all JVMs, this one included, from {@link Invalidations#begin} on and until
     * {@link Invalidations#end}, again and again where the connection is lost and comes back. Called at most once. Does not
     * wait and does not fail: as long as changes cannot be told, it has not begun.
     */
    void follow(Invalidations follower);

    /** Ends what {@link #listen} and {@link #follow} began and gives back what the store holds in this JVM; the entries stay. */
    CompletionStage<@Nullable Void> close();
}
