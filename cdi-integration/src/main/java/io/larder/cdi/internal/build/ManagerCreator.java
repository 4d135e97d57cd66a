package io.larder.cdi.internal.build;

import io.larder.cdi.internal.method.CachedMethods;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;
import jakarta.enterprise.inject.spi.CDI;
import javax.cache.CacheManager;

/** Gets the provider's cache manager, for applications that have none of their own. */
public final class ManagerCreator implements SyntheticBeanCreator<CacheManager> {

    @Override
    public CacheManager create(Instance<Object> lookup, Parameters parameters) {
        return CDI.current().select(CachedMethods.class).get().managerOfProvider();
    }
}
