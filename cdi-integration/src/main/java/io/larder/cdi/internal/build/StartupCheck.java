package io.larder.cdi.internal.build;

import io.larder.cdi.internal.method.CachedMethods;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticObserver;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.EventContext;

/** Ends the start of an application whose annotations are wrong. */
public final class StartupCheck implements SyntheticObserver<Startup> {

    @Override
    public void observe(EventContext<Startup> event, Parameters parameters) {
        CDI.current().select(CachedMethods.class).get().requireNoProblems();
    }
}
