/**
 * What applications do with Larder and a database, by many threads of two JVMs: each flow as an application would write it, and
 * a test that nothing is done twice, and that caches are right afterwards.
 *
 * <p>Each flow can be run without what protects it. It has to go wrong then, or it would prove nothing.
 */
@NullMarked
package io.larder.flow;

import org.jspecify.annotations.NullMarked;
