/**
 * What the annotations of an application say, read from its classes once, when it is deployed: which annotation applies
 * to a method, the name of its cache, which parameters make the key, and what is wrong. Knows neither caches nor
 * containers.
 */
@NullMarked
package io.larder.cdi.internal.definition;

import org.jspecify.annotations.NullMarked;
