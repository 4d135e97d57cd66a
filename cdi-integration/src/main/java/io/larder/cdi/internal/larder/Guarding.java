package io.larder.cdi.internal.larder;

import io.larder.Guard;
import io.larder.cdi.annotation.Guarded;
import io.larder.cdi.internal.definition.Additions;
import io.larder.cdi.internal.error.LarderErrors;
import io.larder.cdi.internal.expression.Names;
import io.larder.cdi.internal.expression.Text;
import jakarta.interceptor.InvocationContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The guard around one method. Thread-safe. */
public final class Guarding {

    private final String method;
    private final LarderManager manager;
    private final Text key;
    private final @Nullable Text message;
    private final @Nullable Duration interval;
    private final @Nullable Duration longest;

    /**
     * Reads the annotation.
     *
     * @throws jakarta.enterprise.inject.spi.DefinitionException if something in it is wrong
     */
    Guarding(Additions additions, Guarded annotation, LarderManager manager) {
        this.method = additions.displayName();
        this.manager = manager;
        String place = "@Guarded of " + method;
        Names names = Names.of(additions.method(), false);
        this.key = Settings.name("key in " + place, annotation.key(), names);
        this.message =
                annotation.message().isEmpty() ? null : Text.of("message in " + place, annotation.message(), names);
        this.interval =
                annotation.oncePer().isEmpty() ? null : Settings.positive("oncePer in " + place, annotation.oncePer());
        this.longest = annotation.waitUpTo().isEmpty()
                ? null
                : Settings.notNegative("waitUpTo in " + place, annotation.waitUpTo());
        if (interval != null && longest != null) {
            throw LarderErrors.wrongSetting(
                    "waitUpTo in " + place, annotation.waitUpTo(), "With oncePer there is no turn to wait for");
        }
    }

    /** Calls the method if the guard lets the caller in. */
    public @Nullable Object invoke(InvocationContext call) throws Exception {
        return guard(call.getParameters()).<@Nullable Object, Exception>call(call::proceed);
    }

    private Guard guard(@Nullable Object[] arguments) {
        Guard guard = manager.locks(method).guard(key.of(arguments, null));
        if (message != null) {
            guard = guard.withMessage(message.of(arguments, null));
        }
        if (interval != null) {
            return guard.oncePer(interval);
        }
        return longest == null ? guard : guard.waitingUpTo(longest);
    }
}
