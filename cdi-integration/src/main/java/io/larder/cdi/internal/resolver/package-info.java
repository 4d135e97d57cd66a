/** The default resolver: the cache of that name, of the default cache manager. */
@NullMarked
package io.larder.cdi.internal.resolver;

import org.jspecify.annotations.NullMarked;
