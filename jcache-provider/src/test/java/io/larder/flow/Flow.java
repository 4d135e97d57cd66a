package io.larder.flow;

import java.util.Map;

/** Something that an application does for its users. Thread-safe. */
interface Flow {

    /**
     * Does it for one user, and reads what users look at.
     *
     * @param turn how often this thread has done it already
     */
    void serve(int turn);

    /** Returns what the caches of this JVM answer. */
    Map<String, String> cached();
}
