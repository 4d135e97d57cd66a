package io.larder.internal.processor;

import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;

/**
 * What one key of an {@code invokeAll} came to. Immutable.
 *
 * @param <T> the type of result
 */
public sealed interface ProcessingResult<T> extends EntryProcessorResult<T> {

    /**
     * The processor returned something.
     *
     * @param get what it returned
     */
    record Returned<T>(T get) implements ProcessingResult<T> {}

    /**
     * The processor, or what followed from it, failed.
     *
     * @param failure how
     */
    record Failed<T>(EntryProcessorException failure) implements ProcessingResult<T> {

        /**
         * Fails as the processor did.
         *
         * @throws EntryProcessorException always
         */
        @Override
        public T get() {
            throw failure;
        }
    }
}
