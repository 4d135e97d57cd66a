package io.larder.cdi;

import io.larder.cdi.annotation.CacheNamed;
import io.larder.cdi.annotation.FencingToken;
import io.larder.cdi.internal.build.CachedMethodsCreator;
import io.larder.cdi.internal.build.CachedMethodsDisposer;
import io.larder.cdi.internal.build.FencingTokenCreator;
import io.larder.cdi.internal.build.ManagerCreator;
import io.larder.cdi.internal.build.StartupCheck;
import io.larder.cdi.internal.health.HealthChecks;
import io.larder.cdi.internal.injection.Producers;
import io.larder.cdi.internal.interceptor.AnnotationInterceptor;
import io.larder.cdi.internal.interceptor.Bindings;
import io.larder.cdi.internal.method.CachedMethods;
import io.larder.cdi.internal.resolver.OfProvider;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.MetaAnnotations;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.ScannedClasses;
import jakarta.enterprise.inject.build.compatible.spi.SkipIfPortableExtensionPresent;
import jakarta.enterprise.inject.build.compatible.spi.Synthesis;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticComponents;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.types.Type;
import jakarta.enterprise.util.Nonbinding;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.cache.CacheManager;

/**
 * Makes a container of CDI Lite intercept the caching annotations, and refuses to start applications that use them
 * wrongly. Containers find it in {@code META-INF/services}; one that takes {@link JCacheExtension} leaves this one
 * alone.
 */
@SkipIfPortableExtensionPresent(JCacheExtension.class)
public class JCacheBuildCompatibleExtension implements BuildCompatibleExtension {

    private final Map<String, ClassInfo> beanClasses = new LinkedHashMap<>();
    private boolean hasManager;

    /** Creates it; for containers. */
    public JCacheBuildCompatibleExtension() {}

    /**
     * Makes the annotations interceptor bindings, and adds the interceptors, producers and qualifiers.
     *
     * @param annotations where interceptor bindings and qualifiers are added
     * @param classes where interceptors are added
     */
    @Discovery
    public void bind(MetaAnnotations annotations, ScannedClasses classes) {
        Bindings.ALL.forEach(annotation -> annotations
                .addInterceptorBinding(annotation)
                .methods()
                .forEach(member -> member.addAnnotation(Nonbinding.class)));
        Bindings.OWN.forEach(annotations::addInterceptorBinding);
        // Qualifiers by themselves, but Quarkus does not look into this jar: it knows those that it is told of.
        annotations.addQualifier(CacheNamed.class);
        annotations.addQualifier(OfProvider.class);
        AnnotationInterceptor.ALL.forEach(type -> classes.add(type.getName()));
        Producers.classNames().forEach(classes::add);
        HealthChecks.classNames().forEach(classes::add);
    }

    /**
     * Notes the class of a bean.
     *
     * @param bean a bean
     */
    @Registration(types = Object.class)
    public void read(BeanInfo bean) {
        hasManager |= bean.types().stream().anyMatch(JCacheBuildCompatibleExtension::isManager)
                && bean.qualifiers().stream()
                        .anyMatch(qualifier -> qualifier.name().equals(Default.class.getName()));
        if (bean.isClassBean()) {
            beanClasses.put(bean.declaringClass().name(), bean.declaringClass());
        }
    }

    private static boolean isManager(Type type) {
        return type.isClass() && type.asClass().declaration().name().equals(CacheManager.class.getName());
    }

    /**
     * Leaves the classes to be read when the application starts.
     *
     * @param components where beans and observers are added
     */
    @Synthesis
    public void register(SyntheticComponents components) {
        components
                .addBean(CachedMethods.class)
                .type(CachedMethods.class)
                .scope(ApplicationScoped.class)
                .withParam(
                        CachedMethodsCreator.BEAN_CLASSES, beanClasses.values().toArray(ClassInfo[]::new))
                .createWith(CachedMethodsCreator.class)
                .disposeWith(CachedMethodsDisposer.class);
        components
                .addBean(FencingToken.class)
                .type(FencingToken.class)
                .scope(ApplicationScoped.class)
                .createWith(FencingTokenCreator.class);
        if (!hasManager) {
            components
                    .addBean(CacheManager.class)
                    .type(CacheManager.class)
                    .qualifier(Default.class)
                    .qualifier(OfProvider.class)
                    .scope(Dependent.class)
                    .createWith(ManagerCreator.class);
        }
        components.addObserver(Startup.class).observeWith(StartupCheck.class);
    }
}
