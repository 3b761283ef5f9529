package io.miniredis.nodemanager.folder;

import io.miniredis.kit.node.NodeSpec;

/**
 * What is on disk of a node, in {@code node.json}: the wish, and what was decided for it once.
 *
 * @param spec the newest wish
 * @param port the port that the node keeps until it is deleted
 * @param adminPassword of the engine's user {@code miniredis}; known to nobody else, and never in an argument or a log
 * @param deleted whether it is to be stopped and moved to the trash
 */
public record NodeRecord(NodeSpec spec, int port, String adminPassword, boolean deleted) {

    public NodeRecord with(NodeSpec newer) {
        return new NodeRecord(newer, port, adminPassword, deleted);
    }

    public NodeRecord withPort(int other) {
        return new NodeRecord(spec, other, adminPassword, deleted);
    }

    public NodeRecord asDeleted() {
        return new NodeRecord(spec, port, adminPassword, true);
    }

    @Override
    public String toString() {
        return "NodeRecord[" + spec.nodeId() + " generation " + spec.generation() + " port " + port + "]";
    }
}
