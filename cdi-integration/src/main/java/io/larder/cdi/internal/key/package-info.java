/** The default key: what a method was called with. */
@NullMarked
package io.larder.cdi.internal.key;

import org.jspecify.annotations.NullMarked;
