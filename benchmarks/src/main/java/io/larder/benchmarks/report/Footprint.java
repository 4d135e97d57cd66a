package io.larder.benchmarks.report;

import io.larder.benchmarks.peer.PeerKind;

/** How much memory of the servers an entry takes. */
public record Footprint(String topology, PeerKind peer, int valueBytes, int entries, double bytesPerEntry) {}
