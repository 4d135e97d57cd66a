package io.larder.internal.near;

/** What the entries that are kept with a tag have in common: it dies when the tag is invalidated. Thread-safe. */
final class TagMark {

    private volatile boolean dead;

    void kill() {
        dead = true;
    }

    boolean isDead() {
        return dead;
    }
}
