/** The wiring: which manager there is for which URI and class loader, and what a manager's caches are made of. */
@NullMarked
package io.larder.internal.provider;

import org.jspecify.annotations.NullMarked;
