package io.larder.internal.store;

/**
 * How far the invalidations of tags had come at some moment, for the entries that share a partition. Who computes a value
 * takes it first: a {@link Write} that carries it is refused if one of its tags was invalidated since.
 *
 * @param epoch random, of whoever began to count
 * @param count how many tags were invalidated in this epoch
 */
public record TagPosition(long epoch, long count) {}
