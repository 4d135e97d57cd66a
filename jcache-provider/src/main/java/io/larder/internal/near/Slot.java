package io.larder.internal.near;

/** What stands for a key: that somebody is asking Redis, or what the answer was. Slots are told apart by identity. */
abstract sealed class Slot permits Reservation, Kept {

    /** About how many bytes it holds. */
    abstract int weight();
}
