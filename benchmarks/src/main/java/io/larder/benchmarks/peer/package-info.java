/** Larder and its peers behind one interface, each as its documentation advises. */
@NullMarked
package io.larder.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
