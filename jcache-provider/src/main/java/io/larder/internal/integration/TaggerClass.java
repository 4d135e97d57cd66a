package io.larder.internal.integration;

import io.larder.Tagger;
import io.larder.internal.error.ConfigurationErrors;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import javax.cache.CacheException;
import javax.cache.configuration.Factory;

/** Taggers that are configured by the name of their class. */
public final class TaggerClass {

    private TaggerClass() {}

    /**
     * Finds a class of taggers.
     *
     * @param name the name, as {@link Class#getName} has it
     * @param loader where to look
     * @return what makes one
     * @throws CacheException if there is no such class, or no tagger can be made of it
     */
    public static Factory<Tagger<?, ?>> factoryOf(String name, ClassLoader loader) {
        Class<?> found;
        try {
            found = Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            throw ConfigurationErrors.taggerNotFound(name, e);
        }
        Constructor<?> constructor = constructorOf(found);
        return () -> make(constructor);
    }

    private static Constructor<?> constructorOf(Class<?> found) {
        int modifiers = found.getModifiers();
        if (!Tagger.class.isAssignableFrom(found) || !Modifier.isPublic(modifiers) || Modifier.isAbstract(modifiers)) {
            throw ConfigurationErrors.noTagger(found.getName());
        }
        try {
            return found.getConstructor();
        } catch (NoSuchMethodException | LinkageError e) {
            throw ConfigurationErrors.noTagger(found.getName());
        }
    }

    private static Tagger<?, ?> make(Constructor<?> constructor) {
        try {
            return (Tagger<?, ?>) constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : failed(constructor, e);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw failed(constructor, e);
        }
    }

    private static CacheException failed(Constructor<?> constructor, Throwable cause) {
        return new CacheException(
                "The constructor of " + constructor.getDeclaringClass().getName() + " failed", cause);
    }
}
