package io.larder.internal.error;

/** Text from outside, made fit for one line of a log. */
final class Printable {

    private static final int LONGEST = 120;

    private Printable() {}

    /** Returns the text with control characters replaced, shortened if it is long. */
    static String of(String text) {
        String head = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        return head.replaceAll("\\p{C}", "?");
    }
}
