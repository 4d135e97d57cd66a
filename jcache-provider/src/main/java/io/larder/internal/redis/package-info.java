/**
 * The store port over Redis, by Redisson: the only package that imports it.
 *
 * <p>{@link io.larder.internal.redis.RedisConnection} is the way in. The layout of keys is in {@code CacheKeys}, of
 * entries in {@code EntryCodec}, of events in {@code EventMessage}; what changes something in Redis is a script next to
 * this package's classes, named after its operation. {@code docs/data-format.md} describes them all.
 */
@NullMarked
package io.larder.internal.redis;

import org.jspecify.annotations.NullMarked;
