/** Tags: entries that have something in common, made absent at once. */
@NullMarked
package io.larder.examples.tags;

import org.jspecify.annotations.NullMarked;
