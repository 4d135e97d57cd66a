package io.larder.internal.redis;

/** Says which transport is chosen in a JVM. */
final class ChosenTransport {

    private ChosenTransport() {}

    public static void main(String[] args) {
        System.out.println("transport: " + Transport.best());
    }
}
