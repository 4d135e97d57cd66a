/**
 * Larder's errors: one typed factory per thing that can go wrong, each with a stable id that has a page in
 * {@code docs/errors}. A message says what was refused, the rule, and what to do; never a value or a credential.
 */
@NullMarked
package io.larder.internal.error;

import org.jspecify.annotations.NullMarked;
