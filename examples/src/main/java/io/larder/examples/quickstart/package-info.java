/**
 * A small catalogue over a database, read and written through a cache in Redis: what JCache offers, and what it saves.
 */
@NullMarked
package io.larder.examples.quickstart;

import org.jspecify.annotations.NullMarked;
