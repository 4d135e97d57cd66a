/** The interceptors, one per annotation: where the container meets the rest of this module. */
@NullMarked
package io.larder.cdi.internal.interceptor;

import org.jspecify.annotations.NullMarked;
