/** Configuration in code instead of a file. */
@NullMarked
package io.larder.examples.typed;

import org.jspecify.annotations.NullMarked;
