package io.larder.cdi.internal.error;

/** The form that every message of Larder has. */
final class Message {

    private Message() {}

    /**
     * Writes a message.
     *
     * @param id the stable id, {@code LRD-} and three digits, of the page in {@code docs/errors}
     * @param refused what was refused, and where it stands
     * @param rule what holds
     * @param remedy what to do
     */
    static String of(String id, String refused, String rule, String remedy) {
        return id + ": " + refused + ". " + rule + ". " + remedy + '.';
    }
}
