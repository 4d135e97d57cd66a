package io.larder.internal.redis;

import io.netty.channel.EventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.kqueue.KQueue;
import java.util.function.BooleanSupplier;
import org.redisson.config.TransportMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses how event loops wait for the network: with the kernel's own means (epoll, kqueue) where Netty's native library
 * is on the class path and loads, and else as Java does it, which works everywhere. Netty itself remembers the outcome of
 * the loading, so asking again costs nothing.
 *
 * <p>There is no io_uring here: it is refused by the seccomp rules of most containers, and has nothing to offer for a few
 * sockets.
 */
final class Transport {

    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);

    /** What every native transport registers its functions at. */
    private static final String REGISTERED_AT = "io/netty/channel/unix/FileDescriptor.class";

    private Transport() {}

    /** Returns the best transport that works in this JVM; never fails. */
    static TransportMode best() {
        TransportMode best = chosen();
        LOG.debug("Netty's transport is {}", best);
        return best;
    }

    // Lambdas, not method references: those would link the class here, before anybody can catch that it is absent.
    @SuppressWarnings("UnnecessaryLambda")
    private static TransportMode chosen() {
        if (wouldBreakAnotherNetty()) {
            return TransportMode.NIO;
        }
        if (works(() -> Epoll.isAvailable())) {
            return TransportMode.EPOLL;
        }
        if (works(() -> KQueue.isAvailable())) {
            return TransportMode.KQUEUE;
        }
        return TransportMode.NIO;
    }

    /**
     * When a class loader goes, so does the native library that it loaded. Netty's library then takes its functions back
     * from the classes of those names that the system class loader has, whoever's they are. So an application in a class
     * loader of its own has to do without where there is a Netty on the JVM's class path too.
     */
    private static boolean wouldBreakAnotherNetty() {
        ClassLoader system = ClassLoader.getSystemClassLoader();
        return EventLoop.class.getClassLoader() != system && system.getResource(REGISTERED_AT) != null;
    }

    /** A library that is there and loads has also made its poll descriptor: what the kernel refuses, shows here. */
    private static boolean works(BooleanSupplier isAvailable) {
        try {
            return isAvailable.getAsBoolean();
        } catch (LinkageError e) { // no such classes, or those of a Netty that does not go with the others
            LOG.trace("A native transport is not there", e);
            return false;
        }
    }
}
