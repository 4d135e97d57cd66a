/** The class that {@code javax.cache.Caching} finds by the service loader, and what servers have to do for it. */
@NullMarked
package io.larder.spi;

import org.jspecify.annotations.NullMarked;
