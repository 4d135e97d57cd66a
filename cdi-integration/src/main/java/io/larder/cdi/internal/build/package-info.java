/** What a build-compatible extension leaves behind in the application: code that runs when it starts. */
@NullMarked
package io.larder.cdi.internal.build;

import org.jspecify.annotations.NullMarked;
