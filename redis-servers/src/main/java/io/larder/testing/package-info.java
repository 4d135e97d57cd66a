/**
 * Real Redis-compatible servers for tests: started as processes on loopback ports, asked and broken by the test, and
 * ended with the JVM at the latest. {@link io.larder.testing.RedisServers} is where to begin.
 */
@NullMarked
package io.larder.testing;

import org.jspecify.annotations.NullMarked;
