package io.larder.cdi.internal.resolver;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Marks the default cache manager that is a bean only because the application has none. */
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
public @interface OfProvider {

    /** The one value. */
    final class Literal extends AnnotationLiteral<OfProvider> implements OfProvider {

        private static final long serialVersionUID = 1L;

        /** The qualifier. */
        public static final Literal INSTANCE = new Literal();

        private Literal() {}
    }
}
