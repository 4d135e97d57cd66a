package io.larder;

/** Which of a shard's servers answers reads. */
public enum ReadFrom {
    /** The master: every read sees every write that was acknowledged before it. The default. */
    MASTER,
    /** A replica where there is one: less load on the master, but a read may miss the newest writes. */
    REPLICA
}
