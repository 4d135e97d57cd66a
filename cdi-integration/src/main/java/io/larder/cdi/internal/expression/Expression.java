package io.larder.cdi.internal.expression;

import io.larder.cdi.internal.error.LarderErrors;
import jakarta.el.ArrayELResolver;
import jakarta.el.BeanNameELResolver;
import jakarta.el.BeanNameResolver;
import jakarta.el.CompositeELResolver;
import jakarta.el.ELContext;
import jakarta.el.ELException;
import jakarta.el.ELResolver;
import jakarta.el.ExpressionFactory;
import jakarta.el.FunctionMapper;
import jakarta.el.ListELResolver;
import jakarta.el.MapELResolver;
import jakarta.el.ValueExpression;
import jakarta.el.VariableMapper;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One expression of Jakarta Expression Language. It sees the names of one method, and what can be reached from there by
 * properties, components of records, elements and methods; it can change nothing by assignment. Immutable and thread-safe.
 */
final class Expression implements Text.Part {

    /** {@code x ->} and {@code (x, y) ->}, the names of whose parameters are the expression's own. */
    private static final Pattern LAMBDA = Pattern.compile("([\\w$]+|\\(\\s*[\\w$]+(?:\\s*,\\s*[\\w$]+)*\\s*\\))\\s*->");

    private final ValueExpression expression;
    private final Names names;
    private final ELResolver properties;

    private Expression(ValueExpression expression, Names names, ELResolver properties) {
        this.expression = expression;
        this.names = names;
        this.properties = properties;
    }

    /**
     * Reads an expression.
     *
     * @throws jakarta.enterprise.inject.spi.DefinitionException if it is wrong, or uses another name
     */
    static Expression of(String place, String text, Names names) {
        ExpressionFactory factory = factory(place, text);
        ELResolver properties = properties(factory);
        Identifiers identifiers = new Identifiers();
        ValueExpression parsed;
        try {
            parsed = factory.createValueExpression(
                    new Context(properties, identifiers), "${" + text + "}", Object.class);
        } catch (ELException e) {
            throw LarderErrors.wrongExpression(place, text, String.valueOf(e.getMessage()));
        }
        Set<String> own = parametersOfLambdas(text);
        for (String identifier : identifiers.found) {
            if (!names.has(identifier) && !own.contains(identifier)) {
                throw LarderErrors.unknownName(place, text, identifier, names.all(), names.areReal());
            }
        }
        return new Expression(parsed, names, properties);
    }

    private static ExpressionFactory factory(String place, String text) {
        try {
            return ExpressionFactory.newInstance();
        } catch (ELException e) {
            throw LarderErrors.noExpressionLanguage(place, text, String.valueOf(e.getMessage()));
        }
    }

    private static ELResolver properties(ExpressionFactory factory) {
        CompositeELResolver all = new CompositeELResolver();
        ELResolver streams = factory.getStreamELResolver();
        if (streams != null) {
            all.add(streams);
        }
        all.add(new MapELResolver(true));
        all.add(new ListELResolver(true));
        all.add(new ArrayELResolver(true));
        all.add(new PropertyResolver());
        return all;
    }

    private static Set<String> parametersOfLambdas(String text) {
        Set<String> names = new HashSet<>();
        Matcher lambdas = LAMBDA.matcher(text);
        while (lambdas.find()) {
            for (String name : lambdas.group(1).split("[(),\\s]+", -1)) {
                names.add(name);
            }
        }
        return names;
    }

    @Override
    public @Nullable Object of(@Nullable Object[] arguments, @Nullable Object result) {
        CompositeELResolver all = new CompositeELResolver();
        all.add(new BeanNameELResolver(new Values(names, arguments, result)));
        all.add(properties);
        return expression.getValue(new Context(all, null));
    }

    /** What the names stand for in one call. */
    private static final class Values extends BeanNameResolver {

        private final Names names;
        private final @Nullable Object[] arguments;
        private final @Nullable Object result;

        Values(Names names, @Nullable Object[] arguments, @Nullable Object result) {
            this.names = names;
            this.arguments = arguments;
            this.result = result;
        }

        @Override
        public boolean isNameResolved(String name) {
            return names.has(name);
        }

        @Override
        public @Nullable Object getBean(String name) {
            return names.valueOf(name, arguments, result);
        }

        @Override
        public boolean isReadOnly(String name) {
            return true;
        }
    }

    /** Notes every name that the parser asks for; there are no variables. */
    private static final class Identifiers extends VariableMapper {

        private final Set<String> found = new LinkedHashSet<>();

        @Override
        public @Nullable ValueExpression resolveVariable(String name) {
            found.add(name);
            return null;
        }

        @Override
        public ValueExpression setVariable(String name, ValueExpression value) {
            throw new UnsupportedOperationException("there are no variables");
        }
    }

    /** What an expression is read and evaluated in: no functions, no imports but those of the language itself. */
    private static final class Context extends ELContext {

        private final ELResolver resolver;
        private final @Nullable VariableMapper variables;

        Context(ELResolver resolver, @Nullable VariableMapper variables) {
            this.resolver = resolver;
            this.variables = variables;
        }

        @Override
        public ELResolver getELResolver() {
            return resolver;
        }

        @Override
        public @Nullable FunctionMapper getFunctionMapper() {
            return null;
        }

        @Override
        public @Nullable VariableMapper getVariableMapper() {
            return variables;
        }
    }
}
