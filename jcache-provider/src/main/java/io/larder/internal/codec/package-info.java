/**
 * Keys and values as bytes: printable, typed keys; values in a versioned, checksummed envelope; and the filter that
 * decides which classes may come out of Redis.
 */
@NullMarked
package io.larder.internal.codec;

import org.jspecify.annotations.NullMarked;
