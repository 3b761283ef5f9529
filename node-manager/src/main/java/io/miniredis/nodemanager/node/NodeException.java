package io.miniredis.nodemanager.node;

/** Why a node cannot do what was asked of it. */
public abstract sealed class NodeException extends RuntimeException {

    private NodeException(String message) {
        super(message);
    }

    /** The caller's wish is older than what is on disk. */
    static final class StaleGeneration extends NodeException {
        StaleGeneration(String nodeId, long sent, long known) {
            super("Node %s is at generation %d already; generation %d came too late.".formatted(nodeId, known, sent));
        }
    }

    /** The wish is for a node that has been there, and this host does not have it: it would be a new one, without its data. */
    static final class Missing extends NodeException {
        Missing(String nodeId) {
            super("This host does not have node %s, which has existed. Nothing is started empty in its place."
                    .formatted(nodeId));
        }
    }

    /** There is no such node on this host. */
    public static final class Unknown extends NodeException {
        public Unknown(String nodeId) {
            super("There is no node %s on this host.".formatted(nodeId));
        }
    }

    /** The node is on its way to the trash. */
    static final class BeingDeleted extends NodeException {
        BeingDeleted(String nodeId) {
            super("Node %s is being deleted. Try again when it is gone, or use another id.".formatted(nodeId));
        }
    }

    /** The engine is not ready to take commands. */
    public static final class NotRunning extends NodeException {
        public NotRunning(String nodeId) {
            super("Node %s is not running. Start it first.".formatted(nodeId));
        }
    }

    /** The spec could not be written. */
    static final class DiskFailed extends NodeException {
        DiskFailed(String nodeId, Exception cause) {
            super("The spec of node %s could not be written, so the old one stands: %s"
                    .formatted(nodeId, cause.getMessage()));
            initCause(cause);
        }
    }
}
