package io.larder.internal.codec;

import java.io.NotSerializableException;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Classes that the tests of this package store. */
@SuppressWarnings({"HidingField", "UnnecessaryLambda", "ClassCanBeStatic", "NullableOptional", "UnusedVariable"
}) // on purpose
final class Values {

    private Values() {}

    enum Size {
        SMALL,
        LARGE {
            @Override
            int factor() {
                return 10;
            }
        };

        int factor() {
            return 1;
        }
    }

    record Point(int x, int y) implements Serializable {}

    record Named(String name, @Nullable Object inner) {}

    record Holder<T>(T content) implements Serializable {}

    /** Two records in a circle through a list. */
    record Node(String name, List<Object> links) implements Serializable {}

    /** No interface, no constructor without arguments, equality by content. */
    static final class Plain {
        private final String name;
        private final long count;
        private final @Nullable List<Point> points;
        private transient int cachedLength;

        Plain(String name, long count, @Nullable List<Point> points) {
            this.name = name;
            this.count = count;
            this.points = points;
            this.cachedLength = name.length();
        }

        int cachedLength() {
            return cachedLength;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Plain that
                    && name.equals(that.name)
                    && count == that.count
                    && Objects.equals(points, that.points);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, count, points);
        }
    }

    static class Parent implements Serializable {
        protected String label = "parent";
    }

    /** Has a field of the same name as its superclass. */
    static final class Child extends Parent {
        private String label;

        Child(String own, String inherited) {
            this.label = own;
            super.label = inherited;
        }

        String labels() {
            return label + "/" + super.label;
        }
    }

    /** Refers to itself, through a list and directly. */
    static final class Person {
        final String name;

        @Nullable
        Person spouse;

        final List<Person> friends = new ArrayList<>();

        Person(String name) {
            this.name = name;
        }
    }

    static final class Chain implements Serializable {
        @Nullable
        Chain next;

        static Chain of(int length) {
            Chain first = new Chain();
            for (int i = 1; i < length; i++) {
                Chain chain = new Chain();
                chain.next = first;
                first = chain;
            }
            return first;
        }
    }

    /** Stands for an entity while it is not loaded, as proxies of persistence libraries do. */
    static final class LazyPoint implements Serializable {
        private final transient Runnable loader = () -> {};

        Object writeReplace() {
            Objects.requireNonNull(loader);
            return new Point(3, 4);
        }
    }

    /** Its real form is another class. */
    static final class Celsius implements Serializable {
        final double degrees;

        Celsius(double degrees) {
            this.degrees = degrees;
        }

        private Object writeReplace() {
            return new Form(degrees + 273.15);
        }

        private record Form(double kelvin) implements Serializable {
            private Object readResolve() throws ObjectStreamException {
                return new Celsius(Math.round((kelvin - 273.15) * 100) / 100.0);
            }
        }
    }

    static final class ShopException extends RuntimeException {
        final int code;

        ShopException(String message, int code, Throwable cause) {
            super(message, cause);
            this.code = code;
        }
    }

    static final class CountingList extends ArrayList<String> {
        int additions;

        @Override
        public boolean add(String element) {
            additions++;
            return super.add(element);
        }
    }

    /** Has a member that is no value. */
    static final class WithThread implements Serializable {
        final String name = "n";
        final Thread thread = new Thread(() -> {});
    }

    static final class WithLambda implements Serializable {
        final transient int ignored = 1;
        final Runnable action = () -> {};
    }

    static final class RefusesToBeWritten implements Serializable {
        private Object writeReplace() throws NotSerializableException {
            throw new NotSerializableException("secret-content");
        }
    }

    /** Extends a JDK class with state, without being serializable. */
    static final class Unreachable extends java.util.AbstractList<String> {
        @Override
        public String get(int index) {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        public int size() {
            return 0;
        }
    }

    final class Inner {
        final String name = "inner";
    }

    static Inner inner() {
        return new Values().new Inner();
    }

    static final class Fields {
        @Nullable
        Object any;

        @Nullable
        String text;

        int @Nullable [] numbers;

        @Nullable
        Optional<String> maybe;

        @Nullable
        Size size;

        @Nullable
        Map<String, List<Point>> map = new HashMap<>();

        boolean flag;
        byte b;
        short s;
        char c;
        int i;
        long l;
        float f;
        double d;
    }
}
