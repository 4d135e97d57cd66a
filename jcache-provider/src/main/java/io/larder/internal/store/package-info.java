/**
 * The store port: what Larder asks of the place that holds its entries, in bytes and in the words of Redis.
 *
 * <p>A store knows keys as printable text and values as opaque payloads; it knows nothing of codecs, expiry policies,
 * loaders, writers or listeners. Everything here is asynchronous, so that concurrent requests can share round trips.
 */
@NullMarked
package io.larder.internal.store;

import org.jspecify.annotations.NullMarked;
