/** Tests that run the examples. */
@NullMarked
package io.larder.examples;

import org.jspecify.annotations.NullMarked;
