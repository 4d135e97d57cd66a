package io.larder.cdi;

import jakarta.enterprise.inject.AmbiguousResolutionException;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The beans of one type: those that the container shows or, if it shows none, those that are known of besides and that the
 * class which uses them can have to do with.
 */
record FoundBeans<T>(
        Instance<T> shown,
        Class<T> type,
        List<Annotation> qualifiers,
        ApplicationBeans all,
        BeanManager manager,
        Class<?> user)
        implements Instance<T> {

    @Override
    public Instance<T> select(Annotation... more) {
        return shown.select(more);
    }

    @Override
    public <U extends T> Instance<U> select(Class<U> subtype, Annotation... more) {
        return new FoundBeans<>(shown.select(subtype, more), subtype, List.of(more), all, manager, user);
    }

    @Override
    public <U extends T> Instance<U> select(TypeLiteral<U> subtype, Annotation... more) {
        return shown.select(subtype, more);
    }

    @Override
    public boolean isUnsatisfied() {
        return shown.isUnsatisfied() && hidden().isEmpty();
    }

    @Override
    public boolean isAmbiguous() {
        return shown.isAmbiguous()
                || (shown.isUnsatisfied() && !hidden().isEmpty() && resolved().isEmpty());
    }

    @Override
    public T get() {
        return shown.isUnsatisfied() ? resolved().map(this::reference).orElseGet(shown::get) : shown.get();
    }

    private Set<Bean<?>> hidden() {
        return all.of(type, qualifiers, user);
    }

    private Optional<Bean<?>> resolved() {
        try {
            return Optional.ofNullable(manager.resolve(hidden()));
        } catch (AmbiguousResolutionException e) {
            return Optional.empty();
        }
    }

    private T reference(Bean<?> bean) {
        return type.cast(manager.getReference(bean, type, manager.createCreationalContext(bean)));
    }

    @Override
    public void destroy(T instance) {
        shown.destroy(instance);
    }

    @Override
    public Handle<T> getHandle() {
        return shown.getHandle();
    }

    @Override
    public Iterable<? extends Handle<T>> handles() {
        return shown.handles();
    }

    @Override
    public Iterator<T> iterator() {
        return shown.iterator();
    }
}
