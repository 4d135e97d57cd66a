package io.larder.cdi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheResult;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When the interceptors run, and between which others. */
class InterceptionContract {

    private static final List<String> TRACE = new CopyOnWriteArrayList<>();

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.TYPE})
    public @interface Traced {}

    @Traced
    @Interceptor
    @Priority(Interceptor.Priority.LIBRARY_BEFORE)
    static class Outer {
        @AroundInvoke
        Object trace(InvocationContext call) throws Exception {
            TRACE.add("outer");
            return call.proceed();
        }
    }

    @Traced
    @Interceptor
    @Priority(Interceptor.Priority.APPLICATION)
    static class Inner {
        @AroundInvoke
        Object trace(InvocationContext call) throws Exception {
            TRACE.add("inner");
            return call.proceed();
        }
    }

    @ApplicationScoped
    static class Products {

        private final AtomicInteger calls = Calls.counter();

        @Traced
        @CacheResult(cacheName = "products")
        public String find(String id) {
            TRACE.add("method");
            return id + '#' + calls.incrementAndGet();
        }

        @CacheResult(cacheName = "twice", skipGet = true)
        public String twice(String id) {
            return id + '#' + calls.incrementAndGet();
        }

        public String findMyself(String id) {
            return find(id);
        }
    }

    @SessionScoped
    static class Basket implements Serializable {
        private static final long serialVersionUID = 1L;

        @CacheResult(cacheName = "prices")
        public String price(String id) {
            return id;
        }
    }

    @Dependent
    static class Passivated implements Serializable {
        private static final long serialVersionUID = 1L;

        private int calls;

        @CacheResult(cacheName = "passivated")
        public String find(String id) {
            calls++;
            return id + '#' + calls;
        }
    }

    /** Finds classes as a server's store of sessions does: those of the container too, which the application may not see. */
    private static final class SessionInput extends ObjectInputStream {

        SessionInput(byte[] bytes) throws IOException {
            super(new ByteArrayInputStream(bytes));
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass type) throws ClassNotFoundException {
            try {
                return Class.forName(
                        type.getName(), false, Thread.currentThread().getContextClassLoader());
            } catch (ClassNotFoundException e) {
                Class<?> ofContainer = CDI.current().getBeanManager().getClass();
                return Class.forName(type.getName(), false, ofContainer.getClassLoader());
            }
        }
    }

    @RegisterExtension
    final Application application =
            Application.of(Outer.class, Inner.class, Products.class, Basket.class, Passivated.class);

    @BeforeEach
    void clear() {
        TRACE.clear();
    }

    @Test
    void order_miss_isByPriority() {
        application.get(Products.class).find("a");

        assertThat(TRACE).containsExactly("outer", "inner", "method");
    }

    @Test
    void order_hit_leavesOutWhatIsFurtherIn() {
        application.get(Products.class).find("a");
        TRACE.clear();
        application.get(Products.class).find("a");

        assertThat(TRACE).containsExactly("outer");
    }

    @Test
    void interception_happensOnce() {
        Application.caches()
                .createCache("twice", new MutableConfiguration<>())
                .registerCacheEntryListener(Writes.LISTENER);
        Writes.COUNT.set(0);

        application.get(Products.class).twice("a");

        assertThat(Writes.COUNT).hasValue(1);
    }

    @Test
    void selfInvocation_isNotIntercepted() {
        Products products = application.get(Products.class);

        assertThat(products.findMyself("a")).isEqualTo("a#1");
        assertThat(products.findMyself("a")).isEqualTo("a#2");
        assertThat(TRACE).containsExactly("method", "method");
    }

    /**
     * Containers refuse beans of passivating scopes with interceptors that are not serializable: this one was accepted.
     */
    @Test
    void bean_ofAPassivatingScope_isDeployed() {
        assertThat(application.has(Basket.class)).isTrue();
    }

    @Test
    void bean_passivatedAndActivated_isStillIntercepted() throws Exception {
        Passivated before = application.get(Passivated.class);
        assertThat(before.find("a")).isEqualTo("a#1");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(before);
        }

        Passivated after;
        try (ObjectInputStream in = new SessionInput(bytes.toByteArray())) {
            after = (Passivated) in.readObject();
        }

        assertThat(after.find("a")).isEqualTo("a#1");
        assertThat(after.find("b")).isEqualTo("b#2");
        assertThat(after.find("b")).isEqualTo("b#2");
    }
}
