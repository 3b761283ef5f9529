package io.miniredis.nodemanager.node;

import io.miniredis.kit.node.NodeHistoryEvent;
import io.miniredis.kit.node.NodeStatus;
import java.time.Duration;

/** What happened to a node. */
public sealed interface NodeEvent {

    /** Its status is another one now. */
    record Changed(NodeStatus status) implements NodeEvent {}

    /** It is deleted. */
    record Gone(String nodeId) implements NodeEvent {}

    /** Its engine was launched, which took this long until the system had the process. */
    record Spawned(String nodeId, Duration took) implements NodeEvent {}

    /** A started engine answered an authenticated PING, this long after its launch began. */
    record BecameReady(String nodeId, Duration took) implements NodeEvent {}

    /**
     * Its engine ended unasked.
     *
     * @param backedOff whether the next start is put off, because it was not the first failure in a row
     */
    record Crashed(String nodeId, boolean backedOff) implements NodeEvent {}

    /** Something was put into its history. */
    record Told(String nodeId, NodeHistoryEvent event) implements NodeEvent {}

    /** A node-manager that came back has taken over all engines that still ran. */
    record Adopted(int engines, Duration took) implements NodeEvent {}
}
