package io.larder.servers.life;

import java.io.Serializable;

/** A value whose class is the application's. */
public record Price(String product, int cents) implements Serializable {}
