package io.larder.internal.redis;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;

/** A server of applications: each in a class loader of its own, with its own copy of Larder and of Netty. */
final class IsolatedApplications {

    private IsolatedApplications() {}

    /** Takes the class path of each application, and the address of a server. */
    public static void main(String[] args) throws Exception {
        try (URLClassLoader one = isolated(args[0]);
                URLClassLoader two = isolated(args[0])) {
            System.out.println("application: " + use(one, args[1]));
            System.out.println("application: " + use(two, args[1]));
            System.out.println("application: " + use(one, args[1]));
        }
    }

    /** Runs an application and forgets it. */
    static WeakReference<ClassLoader> useOne(String classPath, String address, String expected) throws Exception {
        try (URLClassLoader loader = isolated(classPath)) {
            Object answer = use(loader, address);
            if (!expected.equals(answer)) {
                throw new AssertionError("expected " + expected + ", but was " + answer);
            }
            return new WeakReference<>(loader);
        }
    }

    private static Object use(ClassLoader loader, String address) throws ReflectiveOperationException {
        return loader.loadClass("io.larder.internal.redis.IsolatedClient")
                .getMethod("use", String.class)
                .invoke(null, address);
    }

    private static URLClassLoader isolated(String classPath) {
        URL[] urls = Arrays.stream(classPath.split(File.pathSeparator, -1))
                .map(IsolatedApplications::url)
                .toArray(URL[]::new);
        return new URLClassLoader("isolated", urls, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String element) {
        try {
            return Path.of(element).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(element, e);
        }
    }
}
