package io.larder.dropin.embedded;

import java.net.URI;
import java.util.List;
import java.util.Properties;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;

/** Asks for the embedded Redis twice, and says which processes there are while it has it and afterwards. */
public final class EmbeddedApplication {

    private EmbeddedApplication() {}

    /** With the argument {@code exits} it does not close what it opens. */
    public static void main(String[] args) {
        CacheManager first = manager("urn:first");
        CacheManager second = manager("urn:second");
        first.createCache("shared", new MutableConfiguration<String, String>()).put("k", "from the first");
        System.out.println("second reads: "
                + second.createCache("shared", new MutableConfiguration<String, String>())
                        .get("k"));
        System.out.println("servers: " + servers());
        if (args.length > 0) {
            System.exit(0);
        }
        first.close();
        System.out.println("servers after the first close: " + servers().size());
        second.close();
        System.out.println("servers after the second close: " + servers().size());
        try (CacheManager again = manager("urn:first")) {
            System.out.println("started again: " + servers().size() + ", empty: "
                    + (again.createCache("shared", new MutableConfiguration<String, String>())
                                    .get("k")
                            == null));
        }
        System.out.println("servers at the end: " + servers().size());
    }

    private static CacheManager manager(String uri) {
        Properties properties = new Properties();
        properties.setProperty("larder.redis", "embedded:");
        CachingProvider provider = Caching.getCachingProvider();
        return provider.getCacheManager(URI.create(uri), provider.getDefaultClassLoader(), properties);
    }

    private static List<Long> servers() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).toList();
    }
}
