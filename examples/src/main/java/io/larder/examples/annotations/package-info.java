/** Larder's own annotations, in a container of CDI. */
@NullMarked
package io.larder.examples.annotations;

import org.jspecify.annotations.NullMarked;
