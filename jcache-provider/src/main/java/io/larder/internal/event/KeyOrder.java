package io.larder.internal.event;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Runs tasks one after the other where they share a key, and side by side where they don't. Thread-safe.
 *
 * <p>A task is started when it becomes the first of its key, and the next one of that key when it says that it is done.
 * The lock guards only the queues; tasks run outside of it.
 */
final class KeyOrder {

    /** Something that takes its turn. */
    interface Task {

        /**
         * Begins. Must not block; the work itself happens on another thread, which calls {@code done} exactly once.
         *
         * @param executor where work can be done that nobody waits for
         */
        void start(Executor executor, Runnable done);
    }

    private final Executor executor;
    private final Map<String, Queue<Task>> waiting = new HashMap<>();

    KeyOrder(Executor executor) {
        this.executor = executor;
    }

    void add(String keyText, Task task) {
        synchronized (waiting) {
            Queue<Task> queue = waiting.get(keyText);
            if (queue != null) {
                queue.add(task);
                return;
            }
            waiting.put(keyText, new ArrayDeque<>(2));
        }
        start(keyText, task);
    }

    private void start(String keyText, Task task) {
        task.start(executor, () -> next(keyText));
    }

    private void next(String keyText) {
        Task task;
        synchronized (waiting) {
            Queue<Task> queue = waiting.get(keyText);
            task = queue == null ? null : queue.poll();
            if (task == null) {
                waiting.remove(keyText);
                return;
            }
        }
        start(keyText, task);
    }
}
