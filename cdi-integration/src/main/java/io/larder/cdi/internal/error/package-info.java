/**
 * What can be wrong with the annotations, and with what they name: one typed factory per case, each with a stable id
 * that has a page in {@code docs/errors}.
 */
@NullMarked
package io.larder.cdi.internal.error;

import org.jspecify.annotations.NullMarked;
