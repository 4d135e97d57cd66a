/**
 * The near cache: entries that this JVM has read, kept until a change of them is told or they are too old.
 *
 * <p>{@link io.larder.internal.near.NearStore} stands in front of a store and sees every answer;
 * {@link io.larder.internal.near.NearCache} is what reads look into first. How the two keep to the truth is told in {@code
 * docs/near-cache.md}.
 */
@NullMarked
package io.larder.internal.near;

import org.jspecify.annotations.NullMarked;
