package io.larder.cdi.internal.build;

import io.larder.cdi.internal.method.CachedMethods;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanDisposer;

/** Ends what the methods use, when the application ends. */
public final class CachedMethodsDisposer implements SyntheticBeanDisposer<CachedMethods> {

    @Override
    public void dispose(CachedMethods methods, Instance<Object> lookup, Parameters parameters) {
        methods.close();
    }
}
