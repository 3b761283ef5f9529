package io.miniredis.backend.database;

/**
 * What is promised on a host.
 *
 * @param nodes how many nodes live there, each of which has a port
 * @param memoryBytes the sum of their {@code maxmemory}
 */
public record HostLoad(String hostId, long nodes, long memoryBytes) {}
