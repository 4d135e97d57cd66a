/** Micro-benchmarks of the work that Larder itself does for a call, without network; for {@code org.openjdk.jmh.Main}. */
@NullMarked
package io.larder.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
