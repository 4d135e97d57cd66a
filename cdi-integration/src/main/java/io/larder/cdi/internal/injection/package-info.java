/** What is injected by name: caches of the default cache manager, and that manager. */
@NullMarked
package io.larder.cdi.internal.injection;

import org.jspecify.annotations.NullMarked;
