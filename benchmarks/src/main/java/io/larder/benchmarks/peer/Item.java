package io.larder.benchmarks.peer;

import java.io.Serializable;

/** The value that all peers store: a text that gives it its size, and two numbers. Immutable. */
public final class Item implements Serializable {

    private static final int NUMBERS = 12;
    private static volatile String loadedText = "loaded";

    private long id;
    private int count;
    private String text = "";

    /** For Kryo. */
    Item() {}

    private Item(long id, int count, String text) {
        this.id = id;
        this.count = count;
        this.text = text;
    }

    /**
     * Creates one.
     *
     * @param bytes how much it holds; in its serialized form the name of its class and a few bytes come to that
     */
    public static Item of(long id, int bytes) {
        return new Item(id, 0, text(id, bytes));
    }

    /** Says how large loaded items are. */
    public static void loadWith(int bytes) {
        loadedText = text(0, bytes);
    }

    /** What stands for a database: makes an item at once. */
    public static Item load(String key) {
        return new Item(key.hashCode(), 0, loadedText);
    }

    private static String text(long id, int bytes) {
        StringBuilder text = new StringBuilder(bytes);
        long letters = id;
        while (text.length() < bytes - NUMBERS) {
            letters = letters * 6364136223846793005L + 1442695040888963407L;
            text.append((char) ('a' + (letters >>> 60)));
        }
        return text.toString();
    }

    /** Returns the same item, counted up by one. */
    public Item countedUp() {
        return new Item(id, count + 1, text);
    }

    /** Returns how often it was counted up. */
    public int count() {
        return count;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Item that && id == that.id && count == that.count && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(id) * 31 + count;
    }

    @Override
    public String toString() {
        return "Item[" + id + ", count " + count + ", " + text.length() + " characters]";
    }
}
