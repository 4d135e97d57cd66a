package io.larder.internal.codec;

import java.io.Serializable;
import java.util.Set;

/** The JDK types that are values: they hold data, and reading them runs nothing but their own constructors. */
final class SafeJdkTypes {

    /** Whole packages of values. */
    private static final Set<String> PACKAGES = Set.of("java.time", "java.time.chrono", "java.time.zone");

    /** Packages whose serializable classes are values. */
    private static final Set<String> SERIALIZABLE_IN =
            Set.of("java.util", "java.util.concurrent", "java.util.concurrent.atomic", "java.util.concurrent.locks");

    private static final Set<String> NAMES = Set.of(
            "java.lang.Object",
            "java.lang.Boolean",
            "java.lang.Byte",
            "java.lang.Character",
            "java.lang.Short",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Float",
            "java.lang.Double",
            "java.lang.Number",
            "java.lang.String",
            "java.lang.StringBuilder",
            "java.lang.StringBuffer",
            "java.lang.String$CaseInsensitiveComparator",
            "java.lang.Enum",
            "java.lang.Record",
            "java.lang.Class",
            "java.lang.StackTraceElement",
            "java.math.BigDecimal",
            "java.math.BigInteger",
            "java.math.MathContext",
            "java.util.Optional",
            "java.util.OptionalInt",
            "java.util.OptionalLong",
            "java.util.OptionalDouble",
            "java.util.KeyValueHolder",
            "java.util.ImmutableCollections$SubList",
            "java.util.regex.Pattern",
            "java.net.URI",
            "java.net.URL",
            "java.net.InetAddress",
            "java.net.Inet4Address",
            "java.net.Inet6Address",
            "java.net.InetSocketAddress",
            "java.io.File",
            "java.sql.Date",
            "java.sql.Time",
            "java.sql.Timestamp",
            // What time zones and calendars really are.
            "sun.util.calendar.ZoneInfo",
            "sun.util.BuddhistCalendar");

    /** Serializable, and in one of the packages, but made to do things. */
    private static final Set<String> NOT_VALUES = Set.of(
            "java.util.concurrent.ForkJoinTask",
            "java.util.concurrent.RecursiveAction",
            "java.util.concurrent.RecursiveTask",
            "java.util.concurrent.CountedCompleter");

    private SafeJdkTypes() {}

    /** Tells whether a class, which is no array, is one of the JDK's values. */
    static boolean contain(Class<?> type) {
        if (!JdkClasses.contains(type) || type.isHidden()) {
            return false;
        }
        String name = type.getName();
        return NAMES.contains(name)
                || PACKAGES.contains(type.getPackageName())
                || isSerializableValue(type, name)
                || (name.startsWith("java.") && isHarmlessKind(type, name));
    }

    private static boolean isSerializableValue(Class<?> type, String name) {
        return SERIALIZABLE_IN.contains(type.getPackageName())
                && Serializable.class.isAssignableFrom(type)
                && !NOT_VALUES.contains(name);
    }

    /** Enums, exceptions, and interfaces, which occur as the component types of arrays. */
    private static boolean isHarmlessKind(Class<?> type, String name) {
        return !DeniedClasses.contain(name)
                && (Enum.class.isAssignableFrom(type) || Throwable.class.isAssignableFrom(type) || type.isInterface());
    }
}
