package io.larder.internal.codec;

/** Tells the classes of the JDK from those of applications and libraries. */
final class JdkClasses {

    private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

    private JdkClasses() {}

    static boolean contains(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == PLATFORM;
    }
}
