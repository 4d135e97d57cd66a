/**
 * Statistics and management beans, as JSR-107 names them. All figures are those of this JVM and this cache manager:
 * another JVM that uses the same data counts for itself.
 */
@NullMarked
package io.larder.internal.management;

import org.jspecify.annotations.NullMarked;
