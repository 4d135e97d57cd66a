/**
 * What the TCK cannot see: several JVMs on one server, application code that hangs, servers that stop, and what an
 * operation costs there.
 *
 * <p>Classes that end in {@code Role} are the main classes of JVMs that the tests start; see
 * {@link io.larder.pressure.ChildJvm}.
 */
@NullMarked
package io.larder.pressure;

import org.jspecify.annotations.NullMarked;
