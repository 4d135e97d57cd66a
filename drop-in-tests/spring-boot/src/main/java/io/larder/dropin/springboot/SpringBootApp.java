package io.larder.dropin.springboot;

import io.micrometer.core.instrument.MeterRegistry;
import javax.cache.Caching;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.jcache.JCacheCacheManager;

/** Caches with Spring's annotations, and leaves it to Spring Boot where. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableCaching
public class SpringBootApp implements ApplicationRunner {

    private final Catalogue catalogue;
    private final CacheManager caches;
    private final MeterRegistry meters;

    /** Takes what Spring Boot configured. */
    SpringBootApp(Catalogue catalogue, CacheManager caches, MeterRegistry meters) {
        this.catalogue = catalogue;
        this.caches = caches;
        this.meters = meters;
    }

    /** Runs the application until it has said all. */
    public static void main(String[] args) {
        SpringApplication.run(SpringBootApp.class, args).close();
    }

    @Override
    public void run(ApplicationArguments args) {
        System.out.println(
                "provider: " + Caching.getCachingProvider().getClass().getName());
        System.out.println(
                "manager: " + ((JCacheCacheManager) caches).getCacheManager().getURI());
        System.out.println("caches: " + caches.getCacheNames());
        Book first = catalogue.book("0-330-25864-8");
        Book second = catalogue.book("0-330-25864-8");
        System.out.println("equal: " + first.equals(second) + ", looked up: " + catalogue.lookUps());
        System.out.println("synchronized: " + catalogue.title("0-330-25864-8") + catalogue.title("0-330-25864-8")
                + ", looked up: " + catalogue.lookUps());
        System.out.println(
                "nothing: " + catalogue.book("none") + catalogue.book("none") + ", looked up: " + catalogue.lookUps());
        catalogue.forget("0-330-25864-8");
        System.out.println("forgotten: " + (caches.getCache("books").get("0-330-25864-8") == null));
        System.out.println("metrics: " + gets("hit") + " hits, " + gets("miss") + " misses");
    }

    private long gets(String result) {
        return (long) meters.get("cache.gets")
                .tag("cache", "books")
                .tag("result", result)
                .functionCounter()
                .count();
    }
}
