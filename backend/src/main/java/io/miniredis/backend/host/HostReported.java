package io.miniredis.backend.host;

import io.miniredis.kit.node.NodeStatus;
import java.util.List;

/**
 * A host told about its nodes. Published inside the transaction that records the report.
 *
 * @param revision how far the host had come when it looked; what it saw later cannot be in {@code nodes}
 * @param complete whether {@code nodes} is everything that the host has
 */
public record HostReported(String hostId, long revision, boolean complete, List<NodeStatus> nodes) {}
