package io.larder.dropin.war;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;

/** Opens the caches with the application and closes them with it. */
@WebListener
public class Caches implements ServletContextListener {

    @Override
    public void contextInitialized(ServletContextEvent event) {
        CacheManager manager = Caching.getCachingProvider().getCacheManager();
        manager.createCache(
                "visits",
                new MutableConfiguration<String, Visit>()
                        .setTypes(String.class, Visit.class)
                        .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.MINUTES, 5)))
                        .setStatisticsEnabled(true)
                        .setManagementEnabled(true));
        event.getServletContext().setAttribute(CacheManager.class.getName(), manager);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        Caching.getCachingProvider().close();
    }
}
