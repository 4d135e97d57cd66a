package io.larder.internal.store;

import org.jspecify.annotations.Nullable;

/**
 * The wish to load the value of an entry that is not there, alone among all JVMs.
 *
 * @param keyText the key in its printable form
 * @param token names the load if it is begun; random
 * @param leaseMillis how long others leave it to this JVM, unless it is renewed
 * @param awaited the token of the load that the caller has waited for until now, {@code null} if it has not: the end of
 *     that load is an answer, if it is a failure
 * @param forWrite whether the caller has a value already: what earlier loads have found is no answer then
 */
public record LoadRequest(
        String keyText,
        long token,
        long leaseMillis,
        @Nullable Long awaited,
        boolean forWrite) {

    /** The wish of one who has not waited for a load. */
    public LoadRequest(String keyText, long token, long leaseMillis) {
        this(keyText, token, leaseMillis, null, false);
    }
}
