/**
 * Where configuration comes from: the file, the properties a manager is asked for with, system properties and the
 * environment. All of them speak one flat model of keys; what they say ends up in a {@link io.larder.LarderConfiguration}.
 */
@NullMarked
package io.larder.internal.config;

import org.jspecify.annotations.NullMarked;
