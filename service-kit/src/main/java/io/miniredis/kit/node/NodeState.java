package io.miniredis.kit.node;

/** What the node-manager saw of a node. READY is earned by an authenticated PING. */
public enum NodeState {
    /** The process is being started, or has not answered yet. */
    STARTING,
    /** The engine answered an authenticated PING over its Unix socket. */
    READY,
    /** The process ended without being asked to; it is started again after the back-off. */
    CRASHED,
    /** The engine was asked to save and exit. */
    STOPPING,
    /** No process, as wished. */
    STOPPED,
    /** It cannot be started until the reason is dealt with; it is tried again, slowly. */
    FAILED
}
