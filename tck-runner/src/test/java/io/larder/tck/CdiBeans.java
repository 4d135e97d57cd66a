package io.larder.tck;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import javax.cache.annotation.BeanProvider;
import manager.CacheNameOnEachMethodBlogManagerImpl;
import manager.ClassLevelCacheConfigBlogManagerImpl;
import manager.UsingDefaultCacheNameBlogManagerImpl;

/**
 * The TCK's annotated beans in whatever CDI container the class path has. The TCK finds this class as a service, and
 * silently leaves its tests out if that fails.
 */
public final class CdiBeans implements BeanProvider {

    private final SeContainer container = container();

    private static SeContainer container() {
        SeContainerInitializer initializer = SeContainerInitializer.newInstance()
                .addBeanClasses(
                        CacheNameOnEachMethodBlogManagerImpl.class,
                        ClassLevelCacheConfigBlogManagerImpl.class,
                        UsingDefaultCacheNameBlogManagerImpl.class);
        boolean isWeld = initializer.getClass().getName().startsWith("org.jboss.weld.");
        // Weld looks for extensions only where it looks for beans; OpenWebBeans would take all classes of the TCK for
        // beans.
        return (isWeld ? initializer : initializer.disableDiscovery()).initialize();
    }

    @Override
    public <T> T getBeanByType(Class<T> type) {
        return container.select(type).get();
    }
}
