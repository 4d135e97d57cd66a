/** One call of an annotated method, as key generators and cache resolvers see it. */
@NullMarked
package io.larder.cdi.internal.invocation;

import org.jspecify.annotations.NullMarked;
