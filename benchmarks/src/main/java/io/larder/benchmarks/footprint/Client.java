package io.larder.benchmarks.footprint;

/** A client under measurement, connected and with one cache. Thread-safe. */
interface Client extends AutoCloseable {

    void put(String key, String value);

    String get(String key);

    @Override
    void close();
}
