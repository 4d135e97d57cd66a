/** The application's cache loaders and writers, with the spec's rules about what they may throw and return. */
@NullMarked
package io.larder.internal.integration;

import org.jspecify.annotations.NullMarked;
