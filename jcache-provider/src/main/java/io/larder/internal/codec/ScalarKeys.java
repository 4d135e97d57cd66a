package io.larder.internal.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The key types that are one piece of text: for each a tag, and a form that is the same for equal keys in every JVM of
 * every version, and from which the key can be read. Stateless.
 */
@SuppressWarnings("JavaUtilDate") // a key all the same
final class ScalarKeys {

    /** One type: its tag, and both ways between a key and its text without the tag. */
    private record Scalar(String tag, Function<Object, String> write, Function<String, Object> read) {}

    private static final int LARGEST_SCALE = 1_000_000_000;

    private static final Map<Class<?>, Scalar> BY_TYPE = new HashMap<>();
    private static final Map<String, Scalar> BY_TAG = new HashMap<>();

    static {
        add("s", String.class, KeyText::escape, KeyText::unescape);
        add("i", Integer.class, Object::toString, Integer::valueOf);
        add("l", Long.class, Object::toString, Long::valueOf);
        add("h", Short.class, Object::toString, Short::valueOf);
        add("b", Byte.class, Object::toString, Byte::valueOf);
        add("c", Character.class, c -> KeyText.escape(c.toString()), ScalarKeys::character);
        add("z", Boolean.class, Object::toString, Boolean::valueOf);
        // Hexadecimal, because the decimal form of a double differs between JDK 18 and 19.
        add("d", Double.class, Double::toHexString, Double::valueOf);
        add("f", Float.class, Float::toHexString, Float::valueOf);
        add("n", BigInteger.class, Object::toString, BigInteger::new);
        add("m", BigDecimal.class, Object::toString, BigDecimal::new);
        add("u", UUID.class, Object::toString, UUID::fromString);
        add("ti", Instant.class, Object::toString, Instant::parse);
        add("td", LocalDate.class, Object::toString, LocalDate::parse);
        add("tt", LocalTime.class, Object::toString, LocalTime::parse);
        add("tl", LocalDateTime.class, Object::toString, LocalDateTime::parse);
        add("to", OffsetDateTime.class, Object::toString, OffsetDateTime::parse);
        add("tf", OffsetTime.class, Object::toString, OffsetTime::parse);
        add("tz", ZonedDateTime.class, Object::toString, ZonedDateTime::parse);
        add("tn", Duration.class, Object::toString, Duration::parse);
        add("tp", Period.class, Object::toString, Period::parse);
        add("ty", Year.class, Object::toString, text -> Year.of(Integer.parseInt(text)));
        add("tm", YearMonth.class, Object::toString, ScalarKeys::yearMonth);
        add("tk", MonthDay.class, Object::toString, MonthDay::parse);
        add("tg", ZoneOffset.class, ZoneOffset::getId, ZoneOffset::of);
        add("dd", Date.class, date -> Long.toString(date.getTime()), text -> new Date(Long.parseLong(text)));
        add("dq", java.sql.Date.class, ScalarKeys::millis, text -> new java.sql.Date(Long.parseLong(text)));
        add("dt", java.sql.Time.class, ScalarKeys::millis, text -> new java.sql.Time(Long.parseLong(text)));
        add("ds", Timestamp.class, ScalarKeys::timestamp, ScalarKeys::timestamp);
        add("r", URI.class, uri -> KeyText.escape(canonical(uri)), text -> URI.create(KeyText.unescape(text)));
        add("g", Locale.class, Locale::toLanguageTag, Locale::forLanguageTag);
        add("q", Currency.class, Currency::getCurrencyCode, Currency::getInstance);
        BY_TAG.put("tr", new Scalar("tr", Object::toString, ZoneId::of));
    }

    private ScalarKeys() {}

    @SuppressWarnings("unchecked") // the map's key is the function's type
    private static <T> void add(
            String tag, Class<T> type, Function<? super T, String> write, Function<String, T> read) {
        Scalar scalar =
                new Scalar(tag, (Function<Object, String>) write, (Function<String, Object>) (Function<?, ?>) read);
        BY_TYPE.put(type, scalar);
        BY_TAG.put(tag, scalar);
    }

    /** Returns tag and text; {@code null} if the key is not of such a type, or is an instance that text cannot express. */
    static @Nullable String write(Object key) {
        if (key instanceof String string) {
            return "s:".concat(KeyText.escape(string));
        }
        if (key instanceof Enum<?> constant) {
            return "e:" + KeyText.escape(constant.getDeclaringClass().getName()) + ':'
                    + KeyText.escape(constant.name());
        }
        if (isBeyondText(key)) {
            return null;
        }
        Scalar scalar = BY_TYPE.get(key.getClass());
        if (scalar == null && key instanceof ZoneId) {
            scalar = BY_TAG.get("tr");
        }
        return scalar == null ? null : scalar.tag + ':' + scalar.write.apply(key);
    }

    /** Locales that no language tag expresses, and numbers whose text {@code BigDecimal} does not read. */
    private static boolean isBeyondText(Object key) {
        return key instanceof Locale locale
                ? !Locale.forLanguageTag(locale.toLanguageTag()).equals(locale)
                : key instanceof BigDecimal number && Math.abs((long) number.scale()) > LARGEST_SCALE;
    }

    /**
     * Returns the key of a text.
     *
     * @param constants finds the constant of an enum by class name and name
     * @throws RuntimeException if it is none
     */
    static Object read(String keyText, EnumConstants constants) {
        int colon = keyText.indexOf(':');
        String tag = keyText.substring(0, Math.max(colon, 0));
        String text = keyText.substring(colon + 1);
        if (tag.equals("e")) {
            int end = text.indexOf(':');
            return constants.find(
                    KeyText.unescape(text.substring(0, Math.max(end, 0))), KeyText.unescape(text.substring(end + 1)));
        }
        Scalar scalar = BY_TAG.get(tag);
        if (scalar == null) {
            throw new IllegalArgumentException("no such key tag");
        }
        return scalar.read.apply(text);
    }

    /** Where the constants of enums are found: behind a class loader and the class filter. */
    interface EnumConstants {
        Object find(String className, String name);
    }

    private static Character character(String text) {
        String one = KeyText.unescape(text);
        if (one.length() != 1) {
            throw new IllegalArgumentException("not one character");
        }
        return one.charAt(0);
    }

    /** {@code YearMonth.parse} wants a sign for years past 9999 that {@code YearMonth.toString} does not write. */
    private static YearMonth yearMonth(String text) {
        int dash = text.lastIndexOf('-');
        return YearMonth.of(Integer.parseInt(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1)));
    }

    private static String millis(Date date) {
        return Long.toString(date.getTime());
    }

    private static String timestamp(Timestamp timestamp) {
        return timestamp.getTime() + "." + timestamp.getNanos();
    }

    private static Timestamp timestamp(String text) {
        int dot = text.indexOf('.');
        Timestamp timestamp = new Timestamp(Long.parseLong(text.substring(0, dot)));
        timestamp.setNanos(Integer.parseInt(text.substring(dot + 1)));
        return timestamp;
    }

    /** Equal URIs may differ in the case of scheme, host and escapes, and in an empty port. */
    private static String canonical(URI uri) {
        StringBuilder out = new StringBuilder();
        if (uri.getScheme() != null) {
            out.append(uri.getScheme().toLowerCase(Locale.ROOT)).append(':');
        }
        if (uri.isOpaque()) {
            out.append(uri.getRawSchemeSpecificPart());
        } else {
            appendAuthority(out, uri);
            out.append(uri.getRawPath());
            appendPart(out, '?', uri.getRawQuery());
        }
        appendPart(out, '#', uri.getRawFragment());
        return upperCaseEscapes(out);
    }

    private static void appendAuthority(StringBuilder out, URI uri) {
        if (uri.getHost() != null) {
            out.append("//");
            if (uri.getRawUserInfo() != null) {
                out.append(uri.getRawUserInfo()).append('@');
            }
            out.append(uri.getHost().toLowerCase(Locale.ROOT));
            if (uri.getPort() >= 0) {
                out.append(':').append(uri.getPort());
            }
        } else if (uri.getRawAuthority() != null) {
            out.append("//").append(uri.getRawAuthority());
        }
    }

    private static void appendPart(StringBuilder out, char mark, @Nullable String part) {
        if (part != null) {
            out.append(mark).append(part);
        }
    }

    private static String upperCaseEscapes(StringBuilder text) {
        for (int i = text.indexOf("%"); i >= 0 && i + 2 < text.length(); i = text.indexOf("%", i + 3)) {
            text.setCharAt(i + 1, Character.toUpperCase(text.charAt(i + 1)));
            text.setCharAt(i + 2, Character.toUpperCase(text.charAt(i + 2)));
        }
        return text.toString();
    }
}
