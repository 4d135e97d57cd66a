package io.larder.servers.places;

import static java.util.stream.Collectors.joining;

import io.larder.cdi.BeanFactory;
import io.larder.spi.LarderCachingProvider;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CompletionListenerFuture;

/** Does what it is asked to, and says what came of it. */
@WebServlet("/place")
public class PlaceServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** Threads of Larder and its client that run no code of the application. */
    private static final String CLIENT_THREADS = ".*(redisson|netty|globaleventexec|larder-scheduler|larder-leases).*";

    @Inject
    @SuppressWarnings({"NullAway.Init", "serial"})
    private transient Articles articles;

    @Inject
    @SuppressWarnings({"NullAway.Init", "serial"})
    private transient Callbacks callbacks;

    @Inject
    @SuppressWarnings({"NullAway.Init", "serial"})
    private transient Instance<CacheManager> managers;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Properties answer = new Properties();
        switch (request.getParameter("call")) {
            case "find" ->
                answer.put(
                        "found", articles.find(request.getParameter("article")).toString());
            case "lock" -> answer.put("own", String.valueOf(articles.lock()));
            case "callbacks" -> answer.putAll(callbacks());
            case "threads" -> {
                answer.put("all", clientThreads(thread -> true));
                answer.put(
                        "ofApplication", clientThreads(thread -> LoadedBy.application(thread.getContextClassLoader())));
            }
            case "place" ->
                answer.put(
                        "larder",
                        LoadedBy.application(LarderCachingProvider.class.getClassLoader()) ? "application" : "outside");
            case "article" -> answer.put("larder", articleOfLarder());
            case "visible" -> answer.put("visible", visible(request.getParameter("class")));
            default -> throw new ServletException(request.getParameter("call"));
        }
        response.setContentType("text/plain; charset=ISO-8859-1");
        answer.store(response.getOutputStream(), null);
    }

    private Map<String, String> callbacks() throws ServletException {
        // Not for a field: on WildFly threads of its factory had no java:comp where the servlet's making opened the
        // manager.
        CacheManager caches = managers.get();
        Cache<String, Article> cache = caches.getCache("with callbacks", String.class, Article.class);
        if (cache == null) {
            cache = caches.createCache("with callbacks", configuration());
        }
        cache.clear();
        try {
            CompletionListenerFuture loaded = new CompletionListenerFuture();
            cache.loadAll(Set.of("loaded"), true, loaded);
            loaded.get();
        } catch (Exception e) {
            throw new ServletException(e);
        }
        cache.put("put", new Article("put", 1));
        cache.invoke("loaded", new OneCallMore(callbacks));
        Map<String, String> found = new HashMap<>(callbacks.found());
        found.put("value", String.valueOf(cache.get("loaded")));
        return found;
    }

    private static MutableConfiguration<String, Article> configuration() {
        return new MutableConfiguration<String, Article>()
                .setTypes(String.class, Article.class)
                .setReadThrough(true)
                .setCacheLoaderFactory(BeanFactory.of(ArticleLoader.class))
                .addCacheEntryListenerConfiguration(new MutableCacheEntryListenerConfiguration<>(
                        BeanFactory.of(ArticleListener.class), null, false, false));
    }

    private static String clientThreads(Predicate<Thread> condition) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().toLowerCase(Locale.ROOT).matches(CLIENT_THREADS))
                .filter(condition)
                .map(Thread::getName)
                .sorted()
                .collect(joining(","));
    }

    /** Whose class of that name Larder's own class loader finds. */
    private static String articleOfLarder() {
        try {
            ClassLoader larders = LarderCachingProvider.class.getClassLoader();
            return larders.loadClass(Article.class.getName()) == Article.class ? "own" : "another";
        } catch (ClassNotFoundException e) {
            return "none";
        }
    }

    private static String visible(String className) {
        try {
            Class.forName(className, false, PlaceServlet.class.getClassLoader());
            return "true";
        } catch (ClassNotFoundException e) {
            return "false";
        }
    }
}
