/** What an entry processor sees of its entry, and the net effect of what it does to it. */
@NullMarked
package io.larder.internal.processor;

import org.jspecify.annotations.NullMarked;
