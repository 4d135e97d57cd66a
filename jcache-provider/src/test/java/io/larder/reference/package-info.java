/**
 * Larder beside the reference implementation of JSR-107: the same random operations on both, and everything that an
 * application can see compared. What differs on purpose is listed in {@code docs/conformance.md}.
 */
@NullMarked
package io.larder.reference;

import org.jspecify.annotations.NullMarked;
