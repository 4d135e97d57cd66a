package io.larder.internal.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.redisson.RedissonShutdownException;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisNoScriptException;
import org.redisson.client.RedisRedirectException;
import org.redisson.client.RedisTryAgainException;
import org.redisson.client.protocol.CommandData;
import org.redisson.connection.MasterSlaveEntry;

/**
 * The way to one node. Thread-safe.
 *
 * <p>A command is sent once, for after a timeout nobody knows whether it ran. It is sent again only where the server said
 * that it has not run it: because it does not know the script (yet, or after a {@code SCRIPT FLUSH}, a restart or a
 * failover), which is loaded then; or because the slot is moving or has moved, where the client itself follows.
 */
final class Link {

    private final Masters masters;
    private final @Nullable MasterSlaveEntry node;
    private final boolean replicas;
    private final long timeoutMillis;
    private final Set<Sending> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Describes a way; nothing is opened yet.
     *
     * @param node the node; {@code null} if the client knows none for a slot, and may find one
     * @param replicas whether its replicas are asked, as far as the client is set to
     */
    Link(Masters masters, @Nullable MasterSlaveEntry node, boolean replicas, Duration timeout) {
        this.masters = masters;
        this.node = node;
        this.replicas = replicas;
        timeoutMillis = timeout.toMillis();
    }

    /** Sends commands together, in their order; each has its own answer. */
    void send(List<? extends Command<?>> commands) {
        send(commands, () -> {});
    }

    /**
     * Sends commands together, in their order; each has its own answer.
     *
     * @param landed what to do when nothing of it is under way any more, before the answers are given
     */
    void send(List<? extends Command<?>> commands, Runnable landed) {
        List<CommandData<?, ?>> data = new ArrayList<>(commands.size());
        commands.forEach(command -> data.add(command.toData()));
        if (node == null) {
            data.forEach(command -> command.tryFailure(new RedisConnectionException("no node has this slot")));
            settle(commands, data, landed);
            return;
        }
        Sending sending = new Sending(masters.service(), node, replicas, data, ended -> {
            underWay.remove(ended);
            settle(commands, data, landed);
        });
        underWay.add(sending);
        sending.start(timeoutMillis);
        if (closed) {
            sending.fail(closing());
        }
    }

    /** Fails what is under way, and at once what is sent from now on: the client's timers end with it. */
    void close() {
        closed = true;
        underWay.forEach(sending -> sending.fail(closing()));
    }

    /** What a request fails with that the end of the connection has caught. */
    static RedissonShutdownException closing() {
        return new RedissonShutdownException("The connection is closed");
    }

    private void settle(List<? extends Command<?>> commands, List<CommandData<?, ?>> data, Runnable landed) {
        List<Runnable> answers = new ArrayList<>(commands.size());
        List<CompletableFuture<?>> open = new ArrayList<>(0);
        for (int i = 0; i < commands.size(); i++) {
            answers.add(settle(commands.get(i), data.get(i), open));
        }
        if (open.isEmpty()) {
            landed.run();
            answers.forEach(Runnable::run);
            return;
        }
        CompletionStage<?> settled = CompletableFuture.allOf(open.toArray(CompletableFuture[]::new));
        settled.whenComplete((done, failure) -> {
            landed.run();
            answers.forEach(Runnable::run);
        });
    }

    /** Returns how to give a command its answer, once what is open has ended. */
    private <R> Runnable settle(Command<R> command, CommandData<?, ?> data, List<CompletableFuture<?>> open) {
        @SuppressWarnings("unchecked") // made from this command
        CompletableFuture<R> first = (CompletableFuture<R>) data.getPromise();
        CompletableFuture<R> last = remedy(command, data.cause());
        if (last != null) {
            open.add(last);
        }
        CompletableFuture<R> outcome = last == null ? first : last;
        return () -> command.answeredBy(outcome);
    }

    private <R> @Nullable CompletableFuture<R> remedy(Command<R> command, @Nullable Throwable cause) {
        if (cause instanceof RedisNoScriptException && command.script() != null) {
            return known(command, command.script());
        }
        boolean elsewhere = cause instanceof RedisRedirectException || cause instanceof RedisTryAgainException;
        return elsewhere || node == null ? followed(command) : null;
    }

    /** Loads and calls again. */
    private <R> CompletableFuture<R> known(Command<R> command, Script script) {
        return sent(Command.load(command.slot(), script)).thenCompose(loaded -> followed(command));
    }

    /**
     * Sends to where the slot is; if the script is not known there, or somebody has flushed it, sends its whole text, which
     * cannot fail so.
     */
    private <R> CompletableFuture<R> followed(Command<R> command) {
        Script script = command.script();
        CompletableFuture<R> answer = masters.follow(command, replicas);
        return script == null
                ? answer
                : answer.exceptionallyCompose(failure -> Failures.root(failure) instanceof RedisNoScriptException
                        ? masters.follow(command.withText(script), replicas)
                        : CompletableFuture.failedFuture(failure));
    }

    private <R> CompletableFuture<R> sent(Command<R> command) {
        send(List.of(command));
        return command.answer();
    }
}
