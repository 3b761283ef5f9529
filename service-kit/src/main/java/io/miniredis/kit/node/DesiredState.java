package io.miniredis.kit.node;

/** What a node should be doing. */
public enum DesiredState {
    RUNNING,
    STOPPED
}
