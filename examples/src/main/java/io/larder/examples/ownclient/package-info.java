/** Caches through the {@code RedissonClient} that the application has anyway. */
@NullMarked
package io.larder.examples.ownclient;

import org.jspecify.annotations.NullMarked;
