/**
 * Larder's public API: configuration and what goes beyond {@code javax.cache}. Everything an application may compile
 * against is in this package; {@code io.larder.internal} may change with every release.
 */
@NullMarked
package io.larder;

import org.jspecify.annotations.NullMarked;
