package io.larder.cdi.internal.build;

import io.larder.cdi.annotation.FencingToken;
import io.larder.cdi.internal.method.CachedMethods;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;

/** Makes what tells the number of the lock that the calling thread holds. */
public final class FencingTokenCreator implements SyntheticBeanCreator<FencingToken> {

    @Override
    public FencingToken create(Instance<Object> lookup, Parameters parameters) {
        CachedMethods methods = lookup.select(CachedMethods.class).get();
        return methods::fencingToken;
    }
}
