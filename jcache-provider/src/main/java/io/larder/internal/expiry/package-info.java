/** The spec's expiry policies in the terms of the store: creation, update and access each have a time to live. */
@NullMarked
package io.larder.internal.expiry;

import org.jspecify.annotations.NullMarked;
