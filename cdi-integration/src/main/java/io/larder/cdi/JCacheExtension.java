package io.larder.cdi;

import io.larder.cdi.annotation.FencingToken;
import io.larder.cdi.internal.definition.BeanDefinition;
import io.larder.cdi.internal.health.HealthChecks;
import io.larder.cdi.internal.injection.Producers;
import io.larder.cdi.internal.interceptor.AnnotationInterceptor;
import io.larder.cdi.internal.interceptor.Bindings;
import io.larder.cdi.internal.method.CachedMethods;
import io.larder.cdi.internal.resolver.OfProvider;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Destroyed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.Interceptor;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.CacheManager;

/**
 * Makes a container of CDI Full intercept the caching annotations, and refuses applications that use them wrongly.
 * Containers find it in {@code META-INF/services}; it keeps {@link JCacheBuildCompatibleExtension} from doing the same
 * again.
 */
public class JCacheExtension implements Extension {

    private static final String PAYARAS_OWN = "fish.payara.cdi.jsr107.";

    private final Map<Class<?>, BeanDefinition> beans = new ConcurrentHashMap<>();
    private final ApplicationBeans all = new ApplicationBeans();
    private volatile boolean hasManager;

    /** Creates it; for containers. */
    public JCacheExtension() {}

    void bind(@Observes BeforeBeanDiscovery event, BeanManager manager) {
        Bindings.ALL.forEach(annotation -> event.configureInterceptorBinding(annotation)
                .methods()
                .forEach(member -> member.add(Nonbinding.Literal.INSTANCE)));
        AnnotationInterceptor.ALL.forEach(type -> add(type, event, manager));
        Producers.classNames().forEach(name -> add(load(name), event, manager));
    }

    private static void add(Class<?> type, BeforeBeanDiscovery event, BeanManager manager) {
        event.addAnnotatedType(manager.createAnnotatedType(type), type.getName());
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, JCacheExtension.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(name + " is a class of this jar", e);
        }
    }

    /** Payara intercepts the same annotations for a provider of its own, in each application; both would run. */
    void veto(@Observes @WithAnnotations({Interceptor.class, Produces.class}) ProcessAnnotatedType<?> event) {
        if (event.getAnnotatedType().getJavaClass().getName().startsWith(PAYARAS_OWN)) {
            event.veto();
        }
    }

    void note(@Observes ProcessBean<?> event) {
        all.add(event.getBean());
        hasManager = hasManager
                || (event.getBean().getTypes().contains(CacheManager.class)
                        && event.getBean().getQualifiers().contains(Default.Literal.INSTANCE));
    }

    void read(@Observes ProcessManagedBean<?> event) {
        BeanDefinition bean = BeanDefinition.of(event.getAnnotatedBeanClass().getJavaClass());
        if (!bean.isEmpty()) {
            beans.put(bean.beanClass(), bean);
        }
    }

    void register(@Observes AfterBeanDiscovery event, BeanManager manager) {
        event.<CachedMethods>addBean()
                .id(CachedMethods.class.getName()) // by which an activated interceptor finds it again in OpenWebBeans
                .addType(CachedMethods.class)
                .scope(ApplicationScoped.class)
                .produceWith(
                        lookup -> new CachedMethods(beans.values(), user -> all.seenBesides(lookup, manager, user)))
                .disposeWith((methods, lookup) -> {
                    methods.close();
                    CallerThreads.forget(); // the server's thread that undeploys
                });
        event.<FencingToken>addBean()
                .id(FencingToken.class.getName())
                .addType(FencingToken.class)
                .scope(ApplicationScoped.class)
                .produceWith(lookup -> lookup.select(CachedMethods.class).get()::fencingToken);
        HealthChecks.beans(
                        anyBeanClass(),
                        () -> manager.createInstance()
                                .select(CachedMethods.class)
                                .get())
                .forEach(event::addBean);
        if (!hasManager) {
            event.<CacheManager>addBean()
                    .id(CacheManager.class.getName())
                    .addType(CacheManager.class)
                    .addQualifiers(Default.Literal.INSTANCE, OfProvider.Literal.INSTANCE, Any.Literal.INSTANCE)
                    .scope(Dependent.class)
                    .produceWith(lookup ->
                            manager.createInstance() // the one that is given knows this bean's qualifiers only
                                    .select(CachedMethods.class)
                                    .get()
                                    .managerOfProvider());
        }
    }

    /** The class of a bean of the application's, always the same one; this class if there is none with annotations. */
    private Class<?> anyBeanClass() {
        return beans.keySet().stream().min(Comparator.comparing(Class::getName)).orElse(getClass());
    }

    /** A request ends, and its thread goes back to the server. */
    void release(@Observes @Destroyed(RequestScoped.class) Object request) {
        CallerThreads.forget();
    }

    void validate(@Observes AfterDeploymentValidation event, BeanManager manager) {
        new CachedMethods(beans.values(), user -> all.seenBesides(manager.createInstance(), manager, user))
                .requireNoProblems();
    }
}
