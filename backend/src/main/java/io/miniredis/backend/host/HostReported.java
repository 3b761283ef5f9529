package io.miniredis.backend.host;

import io.miniredis.kit.node.NodeStatus;
import java.time.Instant;
import java.util.List;

/**
 * A host told about its nodes. Published inside the transaction that records the report.
 *
 * @param takenAt when the host looked, by its clock
 * @param complete whether {@code nodes} is everything that the host has
 */
public record HostReported(String hostId, Instant takenAt, boolean complete, List<NodeStatus> nodes) {}
