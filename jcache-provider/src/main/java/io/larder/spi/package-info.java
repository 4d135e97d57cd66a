/** The class that {@code javax.cache.Caching} finds by the service loader. */
@NullMarked
package io.larder.spi;

import org.jspecify.annotations.NullMarked;
