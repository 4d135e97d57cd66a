package io.larder.cdi.internal;

import io.larder.cdi.JCacheExtension;
import java.net.URL;
import java.net.URLClassLoader;

/** As on a server that lacks some classes: has this module's itself, and all others but those. */
public final class Lacking extends URLClassLoader {

    private final String prefix;

    /**
     * Makes it.
     *
     * @param prefix how the names of the classes begin that are not there
     */
    public Lacking(String prefix) {
        super(new URL[] {classes()}, Lacking.class.getClassLoader());
        this.prefix = prefix;
    }

    private static URL classes() {
        return JCacheExtension.class.getProtectionDomain().getCodeSource().getLocation();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(prefix)) {
            throw new ClassNotFoundException(name);
        }
        if (!name.startsWith("io.larder.cdi.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }
}
