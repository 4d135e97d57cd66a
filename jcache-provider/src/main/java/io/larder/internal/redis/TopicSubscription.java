package io.larder.internal.redis;

import io.netty.channel.Channel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RTopic;
import org.redisson.api.listener.MessageListener;
import org.redisson.api.listener.StatusListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A subscription of Redisson's to a cache's channel of names, which comes back by itself; it stands while the connection is
 * there that the server has confirmed it on. Thread-safe.
 */
final class TopicSubscription implements NearSubscription {

    private static final Logger LOG = LoggerFactory.getLogger(TopicSubscription.class);
    private static final int FLAG = 8;

    private final Masters masters;
    private final RTopic topic;

    private @Nullable Owner owner;
    private @Nullable MessageListener<byte[]> receiver;
    private CompletionStage<?> subscription = CompletableFuture.completedStage(null);
    private @Nullable Integer statusListener;

    /** The connection whose subscription the server has confirmed. */
    private @Nullable Channel confirmed;

    /** The connection that was there at the last look without a confirmation. */
    private @Nullable Channel candidate;

    TopicSubscription(Masters masters, RTopic topic) {
        this.masters = masters;
        this.topic = topic;
    }

    @Override
    public int flag() {
        return FLAG;
    }

    @Override
    public synchronized void open(Owner wanted, Consumer<byte[]> consumer) {
        owner = wanted;
        MessageListener<byte[]> listener = (channel, message) -> consumer.accept(message);
        receiver = listener;
        subscribe(listener);
    }

    /** First who takes the messages: what is confirmed to the other is then told to both. */
    private void subscribe(MessageListener<byte[]> listener) {
        subscription = topic.addListenerAsync(byte[].class, listener)
                .thenCompose(done -> topic.addListenerAsync(new Subscribed()))
                .handle(this::subscribed);
    }

    private synchronized @Nullable Void subscribed(@Nullable Integer listener, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.debug("Changes of {} cannot be followed; the next attempt follows", name(), failure);
            return null;
        }
        statusListener = listener;
        confirm(masters.subscribed(name()));
        return null;
    }

    /** Hears that the server has taken the subscription, at first and on each connection that takes another's place. */
    private final class Subscribed implements StatusListener {

        @Override
        public void onSubscribe(String channel) {
            confirm(masters.subscribed(name()));
        }

        @Override
        public void onUnsubscribe(String channel) {
            left(); // to be taken by another connection: between the two nothing is told
        }
    }

    private String name() {
        return topic.getChannelNames().get(0);
    }

    private synchronized void confirm(@Nullable Channel channel) {
        if (owner == null || channel == null || channel == confirmed) {
            return;
        }
        left();
        confirmed = channel;
        owner.stands(this, channel);
        channel.closeFuture().addListener(closed -> lost(channel));
    }

    private synchronized void lost(Channel channel) {
        if (confirmed == channel) {
            left();
        }
    }

    private synchronized void left() {
        Channel before = confirmed;
        confirmed = null;
        if (owner != null && before != null) {
            owner.ended(this, before);
        }
    }

    @Override
    public synchronized void look() {
        MessageListener<byte[]> listener = receiver;
        if (owner == null || listener == null) {
            return;
        }
        if (statusListener == null) {
            if (subscription.toCompletableFuture().isDone()) {
                subscribe(listener);
            }
            return;
        }
        Channel now = masters.subscribed(name());
        if (now != confirmed) {
            left();
            if (now == candidate) { // has been there since the last look: long confirmed, whoever missed it
                confirm(now);
            }
        }
        candidate = now;
    }

    @Override
    public synchronized CompletionStage<?> close() {
        MessageListener<byte[]> listener = receiver;
        owner = null;
        if (listener == null) {
            return CompletableFuture.completedStage(null);
        }
        return subscription
                .thenCompose(done -> topic.removeListenerAsync(listener))
                .thenCompose(done -> removeStatusListener());
    }

    private synchronized CompletionStage<?> removeStatusListener() {
        return statusListener == null
                ? CompletableFuture.completedStage(null)
                : topic.removeListenerAsync(statusListener);
    }
}
