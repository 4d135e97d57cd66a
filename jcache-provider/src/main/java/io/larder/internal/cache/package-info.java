/**
 * The cache as an application sees it: the spec's rules about closed caches, nulls and types in front of the operations.
 */
@NullMarked
package io.larder.internal.cache;

import org.jspecify.annotations.NullMarked;
