/**
 * What happens when an annotated method is called: one class per annotation, one instance per method of a bean, with
 * all that it needs looked up once.
 */
@NullMarked
package io.larder.cdi.internal.method;

import org.jspecify.annotations.NullMarked;
