/** An application with caches, and one that looks at what is left of it; the tests deploy and undeploy them. */
@NullMarked
package io.larder.servers.life;

import org.jspecify.annotations.NullMarked;
