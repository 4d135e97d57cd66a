package io.larder.internal.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A pattern as Redis understands it: {@code *} is anything, {@code ?} one character, {@code [ab]}, {@code [a-z]} and
 * {@code [^a]} one of these or none of these, and {@code \} takes the meaning from what follows. As in Redis, a class that
 * is not closed goes to the end. Immutable.
 *
 * <p>Matching takes no longer than the length of the text times that of the pattern, whatever they are.
 */
public final class Glob {

    /** Matches every text. */
    public static final Glob EVERYTHING = of("*");

    private static final String MEANINGFUL = "*?[]\\^-";

    private final String pattern;
    private final List<Part> parts;
    private final boolean everything;

    private Glob(String pattern) {
        this.pattern = pattern;
        this.parts = List.copyOf(new Parser(pattern).parse());
        this.everything = !parts.isEmpty() && parts.stream().allMatch(Part::isAnything);
    }

    /** Reads a pattern; there is none that is not understood. */
    public static Glob of(String pattern) {
        return new Glob(pattern);
    }

    /** Returns the pattern that matches this text and no other. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (MEANINGFUL.indexOf(text.charAt(i)) >= 0) {
                quoted.append('\\');
            }
            quoted.append(text.charAt(i));
        }
        return quoted.toString();
    }

    /** Returns whether every text matches, so that nothing need be looked at. */
    public boolean isEverything() {
        return everything;
    }

    /** Returns whether a text matches, all of it. */
    public boolean matches(String text) {
        return everything || matchesAll(text.codePoints().toArray());
    }

    private boolean matchesAll(int... characters) {
        int at = 0;
        int part = 0;
        int lastStar = -1;
        int takenByStar = 0;
        while (at < characters.length) {
            if (part < parts.size() && parts.get(part).isAnything()) {
                lastStar = part++;
                takenByStar = at;
            } else if (part < parts.size() && parts.get(part).accepts(characters[at])) {
                part++;
                at++;
            } else if (lastStar >= 0) {
                part = lastStar + 1;
                at = ++takenByStar;
            } else {
                return false;
            }
        }
        return parts.subList(part, parts.size()).stream().allMatch(Part::isAnything);
    }

    /**
     * Returns a pattern for texts of another form, in which each character has become one or more.
     *
     * @param form turns text into that form, where the form of a text is that of its parts in a row
     * @return matches the form of whatever this one matches, and perhaps of more
     */
    public String widened(UnaryOperator<String> form) {
        StringBuilder wide = new StringBuilder();
        StringBuilder literal = new StringBuilder();
        for (Part part : parts) {
            if (part.literal >= 0) {
                literal.appendCodePoint(part.literal);
                continue;
            }
            wide.append(quote(form.apply(literal.toString()))).append(part.isAnything() ? "*" : "?*");
            literal.setLength(0);
        }
        return wide.append(quote(form.apply(literal.toString()))).toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Glob glob && pattern.equals(glob.pattern);
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }

    /** Returns the pattern as Redis takes it. */
    @Override
    public String toString() {
        return pattern;
    }

    /** One step of a pattern: anything, this character, or one of a class. */
    private static final class Part {

        private static final Part ANYTHING = new Part(-1, null);
        private static final Part ANY_ONE = new Part(-1, character -> true);

        private final int literal;
        private final @Nullable IntPredicate one;

        private Part(int literal, @Nullable IntPredicate one) {
            this.literal = literal;
            this.one = one;
        }

        private boolean isAnything() {
            return one == null;
        }

        private boolean accepts(int character) {
            return one != null && one.test(character);
        }
    }

    /** Used once. */
    private static final class Parser {

        private final int[] characters;
        private int at;

        private Parser(String pattern) {
            characters = pattern.codePoints().toArray();
        }

        private List<Part> parse() {
            List<Part> parsed = new ArrayList<>();
            while (at < characters.length) {
                parsed.add(next());
            }
            return parsed;
        }

        private Part next() {
            int character = characters[at++];
            return switch (character) {
                case '*' -> Part.ANYTHING;
                case '?' -> Part.ANY_ONE;
                case '[' -> new Part(-1, oneOfClass());
                case '\\' -> literal(at < characters.length ? characters[at++] : character);
                default -> literal(character);
            };
        }

        private static Part literal(int character) {
            return new Part(character, other -> other == character);
        }

        private IntPredicate oneOfClass() {
            boolean negated = at < characters.length && characters[at] == '^';
            at += negated ? 1 : 0;
            IntPredicate any = character -> false;
            while (at < characters.length && characters[at] != ']') {
                any = any.or(memberOfClass());
            }
            at++;
            return negated ? any.negate() : any;
        }

        private IntPredicate memberOfClass() {
            int first = characters[at++];
            if (first == '\\' && at < characters.length) {
                int escaped = characters[at++];
                return character -> character == escaped;
            }
            if (at + 1 < characters.length && characters[at] == '-') {
                int last = characters[at + 1];
                at += 2;
                return character -> character >= Math.min(first, last) && character <= Math.max(first, last);
            }
            return character -> character == first;
        }
    }
}
