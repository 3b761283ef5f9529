package io.miniredis.nodemanager.node;

import io.miniredis.kit.node.NodeState;

/** Which states may follow which. Only {@link Node#become} moves a node. */
final class Transitions {

    private Transitions() {}

    static boolean allowed(NodeState from, NodeState to) {
        return switch (from) {
            case STOPPED -> to == NodeState.STARTING || to == NodeState.FAILED;
            case STARTING ->
                to == NodeState.READY || to == NodeState.CRASHED || to == NodeState.STOPPING || to == NodeState.FAILED;
            case READY -> to == NodeState.CRASHED || to == NodeState.STOPPING;
            // an engine that could not save goes on when it is wished to run again
            case STOPPING -> to == NodeState.STOPPED || to == NodeState.READY;
            case CRASHED -> to == NodeState.STARTING || to == NodeState.STOPPED || to == NodeState.FAILED;
            case FAILED -> to == NodeState.STARTING || to == NodeState.STOPPED;
        };
    }
}
