package io.larder.internal.store;

/**
 * An entry found by walking through a cache.
 *
 * @param keyText the key in its printable form
 * @param entry the entry, valid at the moment it was read
 */
public record ScannedEntry(String keyText, StoredEntry entry) {}
