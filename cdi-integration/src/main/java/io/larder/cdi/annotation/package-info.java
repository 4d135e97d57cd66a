/**
 * Larder's own annotations, beside those of JSR-107: tags, terms of entries, locks and guards, injection of caches. They need
 * Larder as the JCache provider; an application that uses them with another one is not deployed, and told why.
 *
 * <p>Names, tags, messages and conditions are texts in which {@code ${…}} is an expression of Jakarta Expression Language over
 * the parameters of the method, by their names if it is compiled with {@code -parameters} and always as {@code arg0}, {@code
 * arg1} and so on, and over its {@code result} where there is one. <code>\${</code> is a dollar and a brace. What is wrong
 * with an expression ends the deployment.
 *
 * <p>From the outside in: {@link io.larder.cdi.annotation.Locked @Locked}, {@link io.larder.cdi.annotation.Guarded @Guarded},
 * {@link io.larder.cdi.annotation.InvalidateTags @InvalidateTags}, the platform's transactions and security, and then the
 * annotations of JSR-107.
 */
@NullMarked
package io.larder.cdi.annotation;

import org.jspecify.annotations.NullMarked;
