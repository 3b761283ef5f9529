package io.miniredis.backend.host;

import io.miniredis.kit.node.NodeStatus;
import java.util.List;

/**
 * A host told about its nodes. Published inside the transaction that records the report.
 *
 * @param complete whether {@code nodes} is everything that the host has
 */
public record HostReported(String hostId, boolean complete, List<NodeStatus> nodes) {}
