package io.larder.cdi.internal.larder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.larder.LarderLock;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A server's thread outlives the application, and what stays at it keeps the application's classes. */
class HeldLocksTest {

    private final HeldLocks held = new HeldLocks();

    /** Has a number, and can do nothing else. */
    private static LarderLock lock(long number) {
        return (LarderLock) Proxy.newProxyInstance(
                LarderLock.class.getClassLoader(), new Class<?>[] {LarderLock.class}, (lock, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("fencingToken");
                    return number;
                });
    }

    private @Nullable Object atThisThread() throws ReflectiveOperationException {
        Field ofThread = HeldLocks.class.getDeclaredField("ofThread");
        ofThread.setAccessible(true);
        return ((ThreadLocal<?>) ofThread.get(held)).get();
    }

    @Test
    void removeLast_theOnlyOne_leavesNothingAtTheThread() throws Exception {
        held.add(lock(1));
        assertThat(atThisThread()).isNotNull();

        held.removeLast();

        assertThat(atThisThread()).isNull();
    }

    @Test
    void removeLast_theInnerOne_leavesTheOuterOne() throws Exception {
        held.add(lock(1));
        held.add(lock(2));
        assertThat(held.fencingToken()).isEqualTo(2);

        held.removeLast();
        assertThat(held.fencingToken()).isEqualTo(1);

        held.removeLast();
        assertThat(atThisThread()).isNull();
    }

    @Test
    void fencingToken_ofNone_isRefused() {
        assertThatThrownBy(held::fencingToken).isInstanceOf(IllegalStateException.class);
    }
}
