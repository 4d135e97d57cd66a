package io.larder.cdi.internal.larder;

import io.larder.LarderHealth;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a readiness check says. Immutable. No addresses, no causes: such answers are often open to everybody.
 *
 * @param isReady whether the application can work with its caches
 * @param data the state, and what is known of the servers
 */
public record HealthReport(boolean isReady, Map<String, Object> data) {

    private static final String STATE = "state";

    /** Reports on servers that are asked already. */
    static HealthReport of(LarderHealth health) {
        LarderHealth.State state = health.state();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put(STATE, text(state));
        for (LarderHealth.Servers servers : health.servers()) {
            data.put(servers.name(), text(servers.state()));
            data.put(servers.name() + ".seconds", servers.lasting().toSeconds());
            data.put(servers.name() + ".masters", (long) servers.masters());
            data.put(servers.name() + ".answering", (long) servers.answering());
        }
        return new HealthReport(state != LarderHealth.State.DOWN, data);
    }

    /** Reports that there is no manager. */
    static HealthReport of(RuntimeException reason) {
        return new HealthReport(false, Map.of(STATE, "down", "error", id(reason)));
    }

    /** Reports that there is nothing to tell: another provider's manager does not say. */
    static HealthReport ofOther() {
        return new HealthReport(true, Map.of(STATE, "unknown"));
    }

    private static String text(LarderHealth.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** The number of the innermost of Larder's errors, which is the one that explains. */
    private static String id(Throwable reason) {
        String found = reason.getClass().getName();
        for (Throwable cause = reason; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (message.startsWith("LRD-") && message.indexOf(':') > 0) {
                found = message.substring(0, message.indexOf(':'));
            }
        }
        return found;
    }
}
