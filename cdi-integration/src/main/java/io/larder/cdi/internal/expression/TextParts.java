package io.larder.cdi.internal.expression;

import java.util.ArrayList;
import java.util.List;

/** Takes a text apart into what stands there as it is and what stands between {@code ${} and <code>}</code>. */
final class TextParts {

    /**
     * A piece of a text.
     *
     * @param text as it stands there, without the braces if it is an expression
     */
    record Piece(String text, boolean isExpression) {}

    private final String text;
    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();

    private TextParts(String text) {
        this.text = text;
    }

    /**
     * Returns the pieces, in order.
     *
     * @throws IllegalArgumentException if an expression has no end
     */
    static List<Piece> of(String text) {
        TextParts parts = new TextParts(text);
        parts.split();
        return parts.pieces;
    }

    private void split() {
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith("\\${", at)) {
                literal.append("${");
                at += 3;
            } else if (text.startsWith("${", at)) {
                endLiteral();
                int end = endOf(at + 2);
                pieces.add(new Piece(text.substring(at + 2, end), true));
                at = end + 1;
            } else {
                literal.append(text.charAt(at++));
            }
        }
        endLiteral();
    }

    private void endLiteral() {
        if (!literal.isEmpty()) {
            pieces.add(new Piece(literal.toString(), false));
            literal.setLength(0);
        }
    }

    /** Braces nest, and those within a string of the expression are none. */
    private int endOf(int from) {
        int depth = 1;
        char quote = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == '\\') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("the expression that begins at character " + (from - 1) + " has no end");
    }
}
