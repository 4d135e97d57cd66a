package io.larder.pressure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * Lets many threads do the same to the same keys, and says who won what. Arguments: address, key prefix, name of the
 * cache, name of the race, threads, rounds, and a number that tells this JVM from others.
 */
final class RaceRole {

    private RaceRole() {}

    public static void main(String[] args) throws Exception {
        Parent parent = new Parent();
        try (Managers managers = new Managers(args[0], args[1])) {
            Cache<Long, Long> cache = managers.cache(args[2]);
            cache.get(0L);
            parent.tell("ready");
            parent.await("go");
            Race race = Race.valueOf(args[3]);
            long start = System.nanoTime();
            run(Integer.parseInt(args[4]), Integer.parseInt(args[5]), Long.parseLong(args[6]), (round, id) -> {
                race.run(cache, round, id, parent);
            });
            parent.tell("millis " + (System.nanoTime() - start) / 1_000_000);
            parent.tell("done");
        }
    }

    /** Every thread goes through the rounds in order, with an id that no other thread and round has. */
    private static void run(int threads, int rounds, long jvm, BiConsumer<Long, Long> round)
            throws InterruptedException, ExecutionException {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<Callable<@Nullable Void>> tasks = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            long thread = jvm * threads + i;
            tasks.add(() -> {
                for (long number = 0; number < rounds; number++) {
                    round.accept(number, 1 + thread * rounds + number);
                }
                return null;
            });
        }
        for (Future<@Nullable Void> task : executor.invokeAll(tasks)) {
            task.get();
        }
        executor.shutdown();
    }

    /** What is done in one round. */
    enum Race {
        /** One of all threads puts its id under the round's key. */
        PUT_IF_ABSENT {
            @Override
            void run(Cache<Long, Long> cache, long round, long id, Parent parent) {
                if (cache.putIfAbsent(round, id)) {
                    parent.tell("won " + round + " " + id);
                }
            }
        },
        /** One of all threads removes the value that is under the round's key from the beginning. */
        REMOVE_VALUE {
            @Override
            void run(Cache<Long, Long> cache, long round, long id, Parent parent) {
                if (cache.remove(round, 0L)) {
                    parent.tell("won " + round + " " + id);
                }
            }
        },
        /** Every thread adds one to the counter under the key 0, however often it has to try. */
        REPLACE_VALUE {
            @Override
            void run(Cache<Long, Long> cache, long round, long id, Parent parent) {
                long seen = cache.get(0L);
                while (!cache.replace(0L, seen, seen + 1)) {
                    seen = cache.get(0L);
                }
                parent.tell("won " + (seen + 1) + " " + id);
            }
        },
        /** Every thread puts its id under the key 0 and takes what was there. */
        GET_AND_PUT {
            @Override
            void run(Cache<Long, Long> cache, long round, long id, Parent parent) {
                parent.tell("put " + id);
                took(cache.getAndPut(0L, id), parent);
            }
        },
        /** Every thread replaces what is under the key 0 by its id. */
        GET_AND_REPLACE {
            @Override
            void run(Cache<Long, Long> cache, long round, long id, Parent parent) {
                parent.tell("put " + id);
                took(cache.getAndReplace(0L, id), parent);
            }
        },
        /** Every thread puts its id under the key 0 if nothing is there, and takes what is. */
        GET_AND_REMOVE {
            @Override
            void run(Cache<Long, Long> cache, long round, long id, Parent parent) {
                if (cache.putIfAbsent(0L, id)) {
                    parent.tell("put " + id);
                }
                took(cache.getAndRemove(0L), parent);
            }
        };

        abstract void run(Cache<Long, Long> cache, long round, long id, Parent parent);

        private static void took(@Nullable Long value, Parent parent) {
            if (value != null) {
                parent.tell("took " + value);
            }
        }
    }
}
