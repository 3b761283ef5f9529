package io.miniredis.nodemanager.torture;

import io.miniredis.kit.node.NodeSpec;
import io.miniredis.kit.node.NodeStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line to the node-manager's process. */
record Order(
        long number,
        Kind kind,
        @Nullable NodeSpec spec,
        @Nullable String nodeId) {

    enum Kind {
        PUT,
        DELETE,
        LIST
    }

    /**
     * One line back; number 0 says that the node-manager has taken its host over.
     *
     * @param refusal the simple name of what was thrown; null when the order is acknowledged
     */
    record Answer(
            long number,
            List<NodeStatus> nodes,
            @Nullable String refusal,
            @Nullable String message) {

        boolean isAcknowledged() {
            return refusal == null;
        }
    }
}
