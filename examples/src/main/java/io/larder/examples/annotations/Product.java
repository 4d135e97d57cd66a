package io.larder.examples.annotations;

import java.io.Serializable;

/** What the shop sells. */
public record Product(long id, String name, String category, int cents) implements Serializable {}
