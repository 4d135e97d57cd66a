package io.larder.internal.config;

/**
 * A configuration file that was read.
 *
 * @param name its name, as errors say it
 * @param content its bytes, or one more than are allowed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FoundFile(String name, byte[] content) {}
