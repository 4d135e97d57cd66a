package io.larder.cdi.internal.expression;

import io.larder.cdi.internal.error.LarderErrors;
import io.larder.cdi.internal.expression.TextParts.Piece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A text of an annotation, with the expressions in it. Immutable and thread-safe. */
public final class Text {

    /** One part: what it says for one call, {@code null} if it says nothing. */
    @FunctionalInterface
    interface Part {

        @Nullable
        Object of(@Nullable Object[] arguments, @Nullable Object result);
    }

    private final String place;
    private final String text;
    private final List<Part> parts;
    private final boolean constant;

    private Text(String place, String text, List<Part> parts, boolean constant) {
        this.place = place;
        this.text = text;
        this.parts = parts;
        this.constant = constant;
    }

    /**
     * Reads a text.
     *
     * @param place where it stands, for messages
     * @param names what its expressions may use
     * @throws jakarta.enterprise.inject.spi.DefinitionException if something in it is wrong
     */
    public static Text of(String place, String text, Names names) {
        List<Part> parts = new ArrayList<>();
        boolean constant = true;
        for (Piece piece : pieces(place, text)) {
            if (piece.isExpression()) {
                parts.add(expression(place, piece.text(), names));
                constant = false;
            } else {
                parts.add((arguments, result) -> piece.text());
            }
        }
        return new Text(place, text, List.copyOf(parts), constant);
    }

    private static List<Piece> pieces(String place, String text) {
        try {
            return TextParts.of(text);
        } catch (IllegalArgumentException e) {
            throw LarderErrors.wrongExpression(place, text, String.valueOf(e.getMessage()));
        }
    }

    /** The class of expressions cannot be loaded where the language is not there. */
    private static Part expression(String place, String expression, Names names) {
        try {
            return Expression.of(place, expression, names);
        } catch (NoClassDefFoundError e) {
            throw LarderErrors.noExpressionLanguage(place, expression, String.valueOf(e.getMessage()));
        }
    }

    /** Whether it is one expression, and nothing else. */
    public boolean isOneExpression() {
        return !constant && parts.size() == 1;
    }

    /** Whether it always says the same. */
    public boolean isConstant() {
        return constant;
    }

    /**
     * Returns what it says for one call.
     *
     * @param arguments of the call
     * @throws javax.cache.CacheException if an expression fails, or yields {@code null}
     */
    public String of(@Nullable Object[] arguments, @Nullable Object result) {
        StringBuilder whole = new StringBuilder();
        for (Part part : parts) {
            Object value = valueOf(part, arguments, result);
            if (value == null) {
                throw LarderErrors.failedExpression(place, text, "it yields null", null);
            }
            whole.append(textOf(value));
        }
        return whole.toString();
    }

    /**
     * Adds what it names for one call: one name, or as many as its one expression yields, or none if an expression yields
     * {@code null}.
     *
     * @throws javax.cache.CacheException if an expression fails
     */
    public void addTo(Collection<String> all, @Nullable Object[] arguments, @Nullable Object result) {
        if (isOneExpression()) {
            addEach(all, valueOf(parts.get(0), arguments, result));
            return;
        }
        StringBuilder whole = new StringBuilder();
        for (Part part : parts) {
            Object value = valueOf(part, arguments, result);
            if (value == null) {
                return;
            }
            whole.append(textOf(value));
        }
        all.add(whole.toString());
    }

    private static void addEach(Collection<String> all, @Nullable Object value) {
        if (value instanceof Iterable<?> several) {
            several.forEach(each -> addEach(all, each));
        } else if (value instanceof Object[] several) {
            Arrays.stream(several).forEach(each -> addEach(all, each));
        } else if (value != null) {
            all.add(textOf(value));
        }
    }

    /**
     * Returns whether its one expression yields true for a call.
     *
     * @throws javax.cache.CacheException if it fails, or yields neither true nor false
     */
    public boolean isTrue(@Nullable Object[] arguments, @Nullable Object result) {
        Object value = valueOf(parts.get(0), arguments, result);
        if (value instanceof Boolean answer) {
            return answer;
        }
        throw LarderErrors.failedExpression(place, text, "it yields neither true nor false", null);
    }

    private @Nullable Object valueOf(Part part, @Nullable Object[] arguments, @Nullable Object result) {
        try {
            return part.of(arguments, result);
        } catch (RuntimeException e) {
            throw LarderErrors.failedExpression(place, text, String.valueOf(e.getMessage()), e);
        }
    }

    /** An enum constant by its name, whatever its text for readers is. */
    private static String textOf(Object value) {
        return value instanceof Enum<?> constant ? constant.name() : value.toString();
    }
}
