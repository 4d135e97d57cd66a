package io.larder.reference;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import javax.cache.Cache;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/** Draws random operations of a cache, all of them, for one setup. Used by one thread. */
final class Steps {

    static final int KEYS = 6;
    private static final int VALUES = 4;

    private final Random random;
    private final Setup setup;
    private final Cache<Integer, String> reference;

    /**
     * Begins.
     *
     * @param reference asked, by the one operation that nothing counts or touches, what would meet a known difference
     */
    Steps(Random random, Setup setup, Cache<Integer, String> reference) {
        this.random = random;
        this.setup = setup;
        this.reference = reference;
    }

    /** Draws until an operation meets no known difference. */
    Step next(boolean failing) {
        while (true) {
            Drawn drawn = draw(failing);
            if (drawn.differences().isEmpty()) {
                return drawn.step();
            }
        }
    }

    private record Drawn(Step step, Set<KnownDifference> differences) {}

    private Drawn draw(boolean failing) {
        int key = key();
        String value = value();
        String expected = value();
        return switch (random.nextInt(24)) {
            case 0 -> unless(readsThroughNothing(Set.of(key)), "get " + key, cache -> cache.get(key));
            case 1 -> getAll(failing);
            case 2 -> always("containsKey " + key, cache -> cache.containsKey(key));
            case 3, 4 ->
                always("put " + key + "=" + value, cache -> {
                    cache.put(key, value);
                    return "put";
                });
            case 5 -> always("getAndPut " + key + "=" + value, cache -> cache.getAndPut(key, value));
            case 6 -> putAll();
            case 7 ->
                unless(
                        when(
                                setup.addsNothing() && !reference.containsKey(key),
                                KnownDifference.PUT_IF_ABSENT_EXPIRED_ON_CREATION),
                        "putIfAbsent " + key + "=" + value,
                        cache -> cache.putIfAbsent(key, value));
            case 8 -> always("replace " + key + "=" + value, cache -> cache.replace(key, value));
            case 9, 10 ->
                always(
                        "replace " + key + "=" + expected + " by " + value,
                        cache -> cache.replace(key, expected, value));
            case 11 -> always("getAndReplace " + key + "=" + value, cache -> cache.getAndReplace(key, value));
            case 12 -> always("remove " + key, cache -> cache.remove(key));
            case 13 -> always("remove " + key + "=" + expected, cache -> cache.remove(key, expected));
            case 14 -> always("getAndRemove " + key, cache -> cache.getAndRemove(key));
            case 15 -> removeAll();
            case 16 -> clear();
            case 17 -> iterate(failing);
            case 18, 19, 20 -> invoke();
            case 21 -> invokeAll();
            default -> loadAll();
        };
    }

    private static Drawn always(String name, Step.Operation operation) {
        return unless(Set.of(), name, operation);
    }

    private static Drawn unless(Set<KnownDifference> differences, String name, Step.Operation operation) {
        return new Drawn(new Step(name, operation), differences);
    }

    private static Set<KnownDifference> when(boolean condition, KnownDifference difference) {
        return condition ? EnumSet.of(difference) : EnumSet.noneOf(KnownDifference.class);
    }

    private int key() {
        return random.nextInt(KEYS);
    }

    private String value() {
        return "value" + random.nextInt(VALUES);
    }

    private Set<Integer> keys() {
        return random.ints(random.nextInt(4), 0, KEYS).boxed().collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Set<KnownDifference> readsThroughNothing(Set<Integer> keys) {
        return when(
                setup.readThrough()
                        && setup.addsNothing()
                        && keys.stream().anyMatch(key -> !reference.containsKey(key)),
                KnownDifference.READ_THROUGH_EXPIRED_ON_CREATION);
    }

    private Drawn getAll(boolean failing) {
        Set<Integer> keys = keys();
        Set<KnownDifference> differences = readsThroughNothing(keys);
        differences.addAll(when(setup.readThrough() && failing, KnownDifference.GET_ALL_WITH_FAILING_LOADER));
        return unless(differences, "getAll " + keys, cache -> new TreeMap<>(cache.getAll(keys)));
    }

    private Drawn putAll() {
        Map<Integer, String> map = new LinkedHashMap<>();
        keys().forEach(key -> map.put(key, value()));
        return always("putAll " + map, cache -> {
            cache.putAll(map);
            return "put";
        });
    }

    private Drawn removeAll() {
        boolean all = random.nextInt(3) == 0;
        Set<Integer> keys = keys();
        return unless(
                when(setup.leavesRemains(), KnownDifference.REMOVE_ALL_AFTER_EXPIRY),
                all ? "removeAll" : "removeAll " + keys,
                cache -> {
                    if (all) {
                        cache.removeAll();
                    } else {
                        cache.removeAll(keys);
                    }
                    return "removed";
                });
    }

    /** Rarely, for it ends what went before. */
    private Drawn clear() {
        return random.nextInt(4) > 0
                ? draw(false)
                : always("clear", cache -> {
                    cache.clear();
                    return "cleared";
                });
    }

    /** A writer that fails ends the walk, and how far it has come by then is nobody's promise: then none is removed. */
    private Drawn iterate(boolean failing) {
        Set<Integer> unwanted = failing || random.nextBoolean() ? Set.of() : keys();
        return unless(
                when(setup.leavesRemains() && !unwanted.isEmpty(), KnownDifference.ITERATOR_REMOVES_AFTER_EXPIRY),
                "iterate, removing " + unwanted,
                cache -> {
                    Map<Integer, String> seen = new TreeMap<>();
                    Iterator<Cache.Entry<Integer, String>> iterator = cache.iterator();
                    while (iterator.hasNext()) {
                        Cache.Entry<Integer, String> entry = iterator.next();
                        seen.put(entry.getKey(), entry.getValue());
                        if (unwanted.contains(entry.getKey())) {
                            iterator.remove();
                        }
                    }
                    return seen;
                });
    }

    private Drawn loadAll() {
        Set<Integer> keys = keys();
        boolean replace = random.nextBoolean();
        return always("loadAll " + keys + (replace ? ", replacing" : ", keeping"), cache -> {
            CompletionListenerFuture loaded = new CompletionListenerFuture();
            cache.loadAll(keys, replace, loaded);
            try {
                loaded.get();
                return "loaded";
            } catch (ExecutionException e) {
                return Objects.requireNonNull(e.getCause()).getClass();
            }
        });
    }

    /** What a processor does to its entry. */
    private enum Action {
        EXISTS,
        GET,
        SET,
        REMOVE,
        THROW
    }

    private List<Action> actions() {
        List<Action> actions = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            int drawn = random.nextInt(17);
            actions.add(drawn == 0 ? Action.THROW : Action.values()[drawn % 4]);
        }
        return actions;
    }

    private Drawn invoke() {
        int key = key();
        List<Action> actions = actions();
        String value = value();
        return unless(
                differences(Set.of(key), actions),
                "invoke " + key + " " + actions + " " + value,
                cache -> cache.<@Nullable String>invoke(key, (entry, arguments) -> process(entry, actions, value)));
    }

    private Drawn invokeAll() {
        Set<Integer> keys = keys();
        List<Action> actions = actions();
        String value = value();
        return unless(
                differences(keys, actions),
                "invokeAll " + keys + " " + actions + " " + value,
                cache -> outcomes(cache.invokeAll(keys, (entry, arguments) -> process(entry, actions, value))));
    }

    private Set<KnownDifference> differences(Set<Integer> keys, List<Action> actions) {
        Set<KnownDifference> differences = EnumSet.noneOf(KnownDifference.class);
        int firstRemoval = actions.indexOf(Action.REMOVE);
        if (firstRemoval < 0) {
            return differences;
        }
        if (setup.readThrough() && actions.lastIndexOf(Action.GET) > firstRemoval) {
            differences.add(KnownDifference.INVOKE_GETS_AFTER_REMOVE);
        }
        boolean madeFirst = actions.subList(0, firstRemoval).contains(Action.SET)
                && actions.lastIndexOf(Action.REMOVE) == firstRemoval;
        if (!madeFirst && !keys.stream().allMatch(reference::containsKey)) {
            differences.add(KnownDifference.INVOKE_REMOVES_ABSENT);
        }
        return differences;
    }

    /** Answers what it saw; nothing where it saw nothing, for a result may be null. */
    private static @Nullable String process(MutableEntry<Integer, String> entry, List<Action> actions, String value) {
        StringBuilder seen = new StringBuilder();
        for (Action action : actions) {
            switch (action) {
                case EXISTS -> seen.append(entry.exists()).append(' ');
                case GET -> seen.append(entry.getValue()).append(' ');
                case SET -> entry.setValue(value);
                case REMOVE -> entry.remove();
                case THROW -> throw new IllegalStateException("the processor fails");
            }
        }
        return seen.isEmpty() ? null : seen.toString();
    }

    private static Map<Integer, Object> outcomes(Map<Integer, EntryProcessorResult<@Nullable String>> results) {
        Map<Integer, Object> outcomes = new TreeMap<>();
        results.forEach((key, result) -> {
            try {
                outcomes.put(key, Optional.ofNullable(result.get()));
            } catch (EntryProcessorException e) {
                outcomes.put(key, e.getClass());
            }
        });
        return outcomes;
    }
}
