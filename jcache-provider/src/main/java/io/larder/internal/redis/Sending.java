package io.larder.internal.redis;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.util.Timeout;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.redisson.RedissonShutdownException;
import org.redisson.client.RedisConnection;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisResponseTimeoutException;
import org.redisson.client.protocol.CommandData;
import org.redisson.client.protocol.CommandsData;
import org.redisson.connection.MasterSlaveEntry;
import org.redisson.connection.ServiceManager;

/**
 * Commands under way to one node, together: one connection of the client's pool, one write, and an end whatever comes of
 * it. A connection whose answers do not come is given up, so that nobody else waits for it.
 */
@SuppressWarnings("FutureReturnValueIgnored") // all outcomes meet in end()
final class Sending {

    private final ServiceManager service;
    private final MasterSlaveEntry node;
    private final boolean replicas;
    private final List<CommandData<?, ?>> commands;
    private final Consumer<Sending> over;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final ChannelFutureListener lost = closed -> end(new RedisConnectionException("The connection was lost"));
    private @Nullable CompletableFuture<RedisConnection> connection;
    private @Nullable Timeout timeout;

    /**
     * Prepares.
     *
     * @param replicas whether the node's replicas are asked, as far as the client is set to
     * @param over what to do when each command has its answer or its failure, and the connection is given back
     */
    Sending(
            ServiceManager service,
            MasterSlaveEntry node,
            boolean replicas,
            List<CommandData<?, ?>> commands,
            Consumer<Sending> over) {
        this.service = service;
        this.node = node;
        this.replicas = replicas;
        this.commands = commands;
        this.over = over;
    }

    void start(long timeoutMillis) {
        if (service.isShuttingDown()) {
            end(new RedissonShutdownException("The client is shut down"));
            return;
        }
        CompletableFuture<RedisConnection> acquired = replicas
                ? node.connectionReadOp(commands.get(0).getCommand(), false)
                : node.connectionWriteOp(commands.get(0).getCommand());
        connection = acquired; // first, so that whatever ends this finds it
        timeout = service.newTimeout(
                late -> end(new RedisResponseTimeoutException("no answer within " + timeoutMillis + " ms")),
                timeoutMillis,
                TimeUnit.MILLISECONDS);
        acquired.whenComplete((found, failure) -> {
            if (failure != null) {
                end(failure);
            } else if (!ended.get()) {
                write(found);
            }
        });
    }

    private void write(RedisConnection to) {
        to.getChannel().closeFuture().addListener(lost);
        try {
            ChannelFuture writing = commands.size() == 1 ? writeOne(to) : writeAll(to);
            writing.addListener(written -> {
                if (!written.isSuccess()) {
                    end(written.cause());
                }
            });
        } catch (RuntimeException e) {
            end(e);
        }
    }

    private ChannelFuture writeOne(RedisConnection to) {
        commands.get(0).getPromise().whenComplete((answer, failure) -> end(null));
        return to.send(commands.get(0));
    }

    private ChannelFuture writeAll(RedisConnection to) {
        CompletableFuture<Void> all = new CompletableFuture<>();
        all.whenComplete((done, failure) -> end(null));
        return to.send(new CommandsData(all, commands, false, false));
    }

    /** Ends it, unless it has its answers. */
    void fail(Throwable cause) {
        end(cause);
    }

    /** Once, whatever comes first: the answers, the loss of the connection, or the end of patience. */
    private void end(@Nullable Throwable failure) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        if (timeout != null) {
            timeout.cancel();
        }
        giveBack(failure != null);
        if (failure != null) {
            commands.forEach(command -> command.tryFailure(failure));
        }
        over.accept(this);
    }

    private void giveBack(boolean failed) {
        CompletableFuture<RedisConnection> acquired = connection;
        if (acquired == null || isNoLongerWanted(acquired) || acquired.isCompletedExceptionally()) {
            return;
        }
        RedisConnection used = acquired.join();
        used.getChannel().closeFuture().removeListener(lost);
        if (failed) {
            // Not before it is closed: until then the pool takes it for a good one and gives it to the next.
            used.getChannel().close().addListener(closed -> release(used));
        } else {
            release(used);
        }
    }

    private void release(RedisConnection used) {
        if (replicas) {
            node.releaseRead(used);
        } else {
            node.releaseWrite(used);
        }
    }

    private static boolean isNoLongerWanted(CompletableFuture<RedisConnection> acquired) {
        return !acquired.isDone() && acquired.cancel(false);
    }
}
