/**
 * Texts with expressions, as Larder's annotations have them: {@code "category:${result.category}"}. What stands between
 * {@code ${} and <code>}</code> is Jakarta Expression Language; only one class here knows it, and is not loaded without it.
 */
@NullMarked
package io.larder.cdi.internal.expression;

import org.jspecify.annotations.NullMarked;
