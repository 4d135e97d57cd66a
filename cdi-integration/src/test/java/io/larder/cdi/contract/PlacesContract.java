package io.larder.cdi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Stereotype;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where an annotation may stand, and for what it holds there. */
class PlacesContract {

    abstract static class Counting {
        final AtomicInteger calls = Calls.counter();

        /** Static, because there are containers that intercept a bean's calls of its own methods. */
        static String next(AtomicInteger calls, Object id) {
            return id + "#" + calls.incrementAndGet();
        }
    }

    @ApplicationScoped
    @CacheResult(cacheName = "of class")
    static class OnTheClass extends Counting {

        public String find(String id) {
            return next(calls, id);
        }

        @CacheResult(cacheName = "of method")
        public String other(String id) {
            return next(calls, id);
        }

        @CacheRemove(cacheName = "of class")
        public String remove(String id) {
            return next(calls, id);
        }

        public void count() {
            next(calls, "");
        }
    }

    @ApplicationScoped
    @CachePut(cacheName = "put")
    static class PutOnTheClass extends Counting {

        public void put(String id, @CacheValue String value) {}

        public String find(String id) {
            return next(calls, id);
        }
    }

    @CacheResult(cacheName = "of superclass")
    static class Annotated extends Counting {

        public String find(String id) {
            return next(calls, id);
        }

        @CacheResult(cacheName = "of superclass")
        public String other(String id) {
            return next(calls, id);
        }
    }

    @ApplicationScoped
    static class SubclassOfAnnotated extends Annotated {

        @Override
        public String other(String id) {
            return next(calls, id);
        }

        public String own(String id) {
            return next(calls, id);
        }
    }

    abstract static class Dao<K> extends Counting {

        @CacheResult
        public String load(K id) {
            return next(calls, id);
        }
    }

    @ApplicationScoped
    @CacheDefaults(cacheName = "customers")
    static class CustomerDao extends Dao<Long> {}

    @ApplicationScoped
    @CacheDefaults(cacheName = "orders")
    static class OrderDao extends Dao<Long> {}

    interface Finder<K, V> {

        @CacheResult(cacheName = "of interface")
        V find(K id);

        @CacheResult(cacheName = "of interface")
        V get(K id);
    }

    @ApplicationScoped
    static class Generic extends Counting implements Finder<String, String> {

        @Override
        @CacheResult(cacheName = "generic")
        public String find(String id) {
            return next(calls, id);
        }

        @Override
        public String get(String id) {
            return next(calls, id);
        }
    }

    @Stereotype
    @CacheResult(cacheName = "of stereotype")
    @ApplicationScoped
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    public @interface ReadOnly {}

    @ReadOnly
    static class WithStereotype extends Counting {

        public String find(String id) {
            return next(calls, id);
        }
    }

    @InterceptorBinding
    @CacheResult(cacheName = "of binding")
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.TYPE})
    public @interface Remembered {}

    @ApplicationScoped
    static class WithBinding extends Counting {

        @Remembered
        public String find(String id) {
            return next(calls, id);
        }
    }

    @RegisterExtension
    final Application application = Application.of(
            OnTheClass.class,
            PutOnTheClass.class,
            SubclassOfAnnotated.class,
            CustomerDao.class,
            OrderDao.class,
            Generic.class,
            WithStereotype.class,
            WithBinding.class);

    @Test
    void annotationOfTheClass_methodWithoutOne_holds() {
        OnTheClass bean = application.get(OnTheClass.class);

        assertThat(bean.find("a")).isEqualTo("a#1");
        assertThat(bean.find("a")).isEqualTo("a#1");
        assertThat(Application.sizeOf("of class")).isEqualTo(1);
    }

    @Test
    void annotationOfTheClass_methodWithItsOwn_givesWay() {
        OnTheClass bean = application.get(OnTheClass.class);

        bean.other("a");
        bean.find("a");
        assertThat(Application.sizeOf("of method")).isEqualTo(1);
        bean.remove("a");
        assertThat(bean.remove("a")).as("not cached").isEqualTo("a#4");
        assertThat(bean.find("a")).as("removed").isEqualTo("a#5");
    }

    @Test
    void annotationOfTheClass_methodThatItDoesNotFit_isLeftAlone() {
        OnTheClass bean = application.get(OnTheClass.class);
        bean.count();
        bean.count();
        PutOnTheClass put = application.get(PutOnTheClass.class);
        put.put("a", "apple");

        assertThat(bean.find("a")).isEqualTo("a#3");
        assertThat(put.find("a")).isEqualTo("a#1");
        assertThat(put.find("a")).isEqualTo("a#2");
        assertThat(Application.sizeOf("put")).isEqualTo(1);
    }

    @Test
    void annotationOfTheSuperclass_isNotInherited() {
        SubclassOfAnnotated bean = application.get(SubclassOfAnnotated.class);

        assertThat(bean.own("a")).isEqualTo("a#1");
        assertThat(bean.own("a")).isEqualTo("a#2");
        assertThat(bean.find("a")).isEqualTo("a#3");
        assertThat(bean.find("a")).isEqualTo("a#4");
        assertThat(bean.other("a")).as("overridden without it").isEqualTo("a#5");
        assertThat(bean.other("a")).isEqualTo("a#6");
    }

    @Test
    void annotatedMethodOfTheSuperclass_isInherited_withTheDefaultsOfTheBean() {
        CustomerDao customers = application.get(CustomerDao.class);
        OrderDao orders = application.get(OrderDao.class);

        assertThat(customers.load(1L)).isEqualTo("1#1");
        assertThat(customers.load(1L)).isEqualTo("1#1");
        orders.load(1L);
        orders.load(2L);
        assertThat(Application.sizeOf("customers")).isEqualTo(1);
        assertThat(Application.sizeOf("orders")).isEqualTo(2);
    }

    @Test
    void annotatedMethod_calledThroughABridge_isInterceptedOnce() {
        Finder<String, String> finder = application.get(Generic.class);

        assertThat(finder.find("a")).isEqualTo("a#1");
        assertThat(finder.find("a")).isEqualTo("a#1");
        assertThat(application.get(Generic.class).find("a")).isEqualTo("a#1");
        assertThat(Application.sizeOf("generic")).isEqualTo(1);
    }

    @Test
    void annotatedMethodOfAnInterface_isNotInherited() {
        Generic bean = application.get(Generic.class);

        assertThat(bean.get("a")).isEqualTo("a#1");
        assertThat(bean.get("a")).isEqualTo("a#2");
    }

    @Test
    void annotationOfAStereotype_holdsAsIfItWereTheClasss() {
        WithStereotype bean = application.get(WithStereotype.class);

        assertThat(bean.find("a")).isEqualTo("a#1");
        assertThat(bean.find("a")).isEqualTo("a#1");
        assertThat(Application.sizeOf("of stereotype")).isEqualTo(1);
    }

    @Test
    void annotationOfAnInterceptorBinding_holdsWhereThatStands() {
        WithBinding bean = application.get(WithBinding.class);

        assertThat(bean.find("a")).isEqualTo("a#1");
        assertThat(bean.find("a")).isEqualTo("a#1");
        assertThat(Application.sizeOf("of binding")).isEqualTo(1);
    }
}
