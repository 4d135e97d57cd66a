/**
 * The caching annotations of JSR-107 on Jakarta CDI, for any JCache provider. Nothing here is called by applications: a
 * container finds the extension in the jar. The class names are public for programs that choose their extensions
 * themselves.
 */
@NullMarked
package io.larder.cdi;

import org.jspecify.annotations.NullMarked;
