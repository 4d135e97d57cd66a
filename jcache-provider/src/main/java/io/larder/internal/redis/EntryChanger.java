package io.larder.internal.redis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Changes entries of one cache: single ones together with what others ask, many by calls of their own. Thread-safe.
 *
 * <p>Many changes go out in waves, one after the other. No entry is twice in a wave, so that changes of one entry keep
 * their order even if the server does not know the script and calls are sent again.
 */
final class EntryChanger {

    private static final int ENTRIES_PER_WAVE = 1024;
    private static final int BYTES_PER_WAVE = 16 << 20;

    private final Nodes nodes;
    private final Masters masters;
    private final Failures failures;

    EntryChanger(Nodes nodes, Masters masters, Failures failures) {
        this.nodes = nodes;
        this.masters = masters;
        this.failures = failures;
    }

    /**
     * Makes one change.
     *
     * @param operation what the caller's message calls this
     */
    <R> CompletionStage<R> run(String operation, Change<R> change) {
        ChangeRequest<R> request = new ChangeRequest<>(operation, change, failures);
        nodes.queue(change.partition().slot, false).add(request);
        return request;
    }

    /** Makes changes, in their order where they share an entry; each has its own answer. */
    <R> List<CompletionStage<R>> runAll(String operation, List<Change<R>> changes) {
        List<CompletionStage<R>> answers = new ArrayList<>(changes.size());
        CompletionStage<?> before = CompletableFuture.completedStage(null);
        Wave wave = new Wave();
        for (Change<R> change : changes) {
            if (!wave.takes(change)) {
                before = sendAfter(before, wave);
                wave = new Wave();
            }
            ChangeRequest<R> request = new ChangeRequest<>(operation, change, failures);
            answers.add(request);
            wave.add(request);
        }
        sendAfter(before, wave);
        return answers;
    }

    private static CompletionStage<?> sendAfter(CompletionStage<?> before, Wave wave) {
        return before.thenCompose(done -> wave.send());
    }

    /** Changes that are under way together. */
    private final class Wave {

        private final Set<String> entries = new HashSet<>();
        private final Map<Integer, ChangeCall> open = new HashMap<>();
        private final List<ChangeCall> calls = new ArrayList<>();
        private int bytes;

        private boolean takes(Change<?> change) {
            boolean roomy = entries.size() < ENTRIES_PER_WAVE && bytes < BYTES_PER_WAVE;
            return entries.isEmpty() || (roomy && !entries.contains(change.entry()));
        }

        private void add(ChangeRequest<?> request) {
            entries.add(request.name());
            bytes += request.bytes();
            int slot = request.partition().slot;
            ChangeCall call = open.computeIfAbsent(slot, s -> opened());
            call.add(request);
            if (call.isFull()) {
                open.remove(slot);
            }
        }

        private ChangeCall opened() {
            ChangeCall call = new ChangeCall();
            calls.add(call);
            return call;
        }

        /** Completes, always well, when all answers are there, good or bad. */
        private CompletionStage<?> send() {
            List<Command<?>> commands = new ArrayList<>(calls.size());
            calls.forEach(call -> commands.add(call.toCommand(masters)));
            return nodes.send(commands, false).handle((done, failure) -> true);
        }
    }
}
