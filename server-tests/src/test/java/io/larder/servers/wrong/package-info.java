/** An application that cannot be deployed. */
@NullMarked
package io.larder.servers.wrong;

import org.jspecify.annotations.NullMarked;
