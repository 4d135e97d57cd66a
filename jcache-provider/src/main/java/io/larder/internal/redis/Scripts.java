package io.larder.internal.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.redisson.client.codec.Codec;

/**
 * Runs scripts that are not requests of callers, or many at a time: pipelined per master, each with its own answer.
 * Thread-safe.
 */
final class Scripts {

    private final Masters masters;
    private final Nodes nodes;

    Scripts(Masters masters, Nodes nodes) {
        this.masters = masters;
        this.nodes = nodes;
    }

    /** Runs one script; the elements of its answer are decoded by the codec. */
    CompletableFuture<List<Object>> run(ScriptCall call, Codec codec) {
        return runAll(List.of(call), codec).get(0);
    }

    /** Runs scripts, pipelined per master in their order; each answer is its own. */
    List<CompletableFuture<List<Object>>> runAll(List<ScriptCall> calls, Codec codec) {
        List<Command<List<Object>>> commands = new ArrayList<>(calls.size());
        List<CompletableFuture<List<Object>>> answers = new ArrayList<>(calls.size());
        for (ScriptCall call : calls) {
            Command<List<Object>> command = call.toCommand(masters, codec);
            commands.add(command);
            answers.add(command.answer());
        }
        nodes.send(commands, false);
        return answers;
    }
}
