/** Tests of keys and values as bytes. */
@NullMarked
package io.larder.internal.codec;

import org.jspecify.annotations.NullMarked;
