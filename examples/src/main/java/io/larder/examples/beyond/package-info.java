/** What a cache of Larder's can do beyond JCache: times to live, keys by pattern, sizes, stages, warm-up. */
@NullMarked
package io.larder.examples.beyond;

import org.jspecify.annotations.NullMarked;
