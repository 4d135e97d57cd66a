package io.larder.internal.redis;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.redisson.client.handler.CommandPubSubDecoder;

/**
 * Notices that a server ends sharded subscriptions of its own accord, as it does with those of a slot that it does not have
 * any more. Redisson's decoder passes over what it has not asked for, so this stands in front of it and looks at the bytes;
 * no message about entries can have these in it, for a key's text has no line ends. For one connection's event loop.
 */
final class SlotsGivenAway extends ChannelInboundHandlerAdapter {

    private static final byte[] NEWS = "\r\nsunsubscribe\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Runnable told;
    private byte[] last = {};

    private SlotsGivenAway(Runnable told) {
        this.told = told;
    }

    static void tell(Channel channel, Runnable told) {
        String decoder = channel.pipeline().context(CommandPubSubDecoder.class).name();
        channel.pipeline().addBefore(decoder, SlotsGivenAway.class.getName(), new SlotsGivenAway(told));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf next && isIn(next)) {
            told.run();
        }
        context.fireChannelRead(message);
    }

    private boolean isIn(ByteBuf next) {
        byte[] bytes = Arrays.copyOf(last, last.length + next.readableBytes());
        next.getBytes(next.readerIndex(), bytes, last.length, next.readableBytes());
        last = Arrays.copyOfRange(bytes, Math.max(0, bytes.length - NEWS.length + 1), bytes.length);
        return ByteBufUtil.indexOf(Unpooled.wrappedBuffer(NEWS), Unpooled.wrappedBuffer(bytes)) >= 0;
    }
}
