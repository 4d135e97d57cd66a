package io.larder.cdi.internal.larder;

/** Whether Larder is on the class path. Uses nothing of it. */
public final class Presence {

    private static final boolean PRESENT = isVisible("io.larder.LarderCache");

    private Presence() {}

    /** Returns whether classes of this package can be used. */
    public static boolean isPresent() {
        return PRESENT;
    }

    /** Returns whether a class is there. */
    public static boolean isVisible(String name) {
        try {
            Class.forName(name, false, Presence.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
