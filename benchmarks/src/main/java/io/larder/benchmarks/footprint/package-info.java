/**
 * What a client costs the JVM that it is loaded into: {@link io.larder.benchmarks.footprint.Footprint}, one candidate in
 * one fresh JVM.
 */
@NullMarked
package io.larder.benchmarks.footprint;

import org.jspecify.annotations.NullMarked;
