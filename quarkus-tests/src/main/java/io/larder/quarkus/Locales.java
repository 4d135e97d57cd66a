package io.larder.quarkus;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/** Injected into the key generator. */
@ApplicationScoped
public class Locales {

    public Locale ofKeys() {
        return Locale.ROOT;
    }
}
