/** Loading: entries that are loaded once for all, and refreshed behind the backs of their readers. */
@NullMarked
package io.larder.examples.loading;

import org.jspecify.annotations.NullMarked;
