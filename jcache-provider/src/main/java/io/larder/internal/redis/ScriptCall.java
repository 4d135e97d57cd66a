package io.larder.internal.redis;

import java.util.List;

/**
 * One call of a script. Whoever builds it leaves lists and arrays alone afterwards.
 *
 * @param script what to run
 * @param keys the names of all keys it touches, as strings; those of one call are in one slot where there are slots
 * @param arguments what else it is told, each a {@code byte[]}
 */
@SuppressWarnings("ArrayRecordComponent") // a message, never compared
record ScriptCall(Script script, List<Object> keys, Object[] arguments) {

    /** Returns the key by which the call finds its server. */
    String route() {
        return (String) keys.get(0);
    }
}
