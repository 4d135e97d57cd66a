package io.larder.servers.places;

import org.jspecify.annotations.Nullable;

/** Which classes a class loader has. Servers wrap class loaders, so that comparing them says nothing. */
final class LoadedBy {

    private LoadedBy() {}

    /** Whether it has the classes of this application. */
    static boolean application(@Nullable ClassLoader loader) {
        try {
            return loader != null && loader.loadClass(Article.class.getName()) == Article.class;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
