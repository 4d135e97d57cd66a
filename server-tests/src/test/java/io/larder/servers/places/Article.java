package io.larder.servers.places;

import java.io.Serializable;

/** A value whose class is the application's, and never that of the libraries. */
public record Article(String name, int calls) implements Serializable {}
