package io.miniredis.backend.operation;

/** One step of an operation; each may be repeated safely. */
public enum OperationStep {
    /** Pick the host that the node will live on. */
    PLACE,
    /** Have the host start the node, and see it answer. */
    PROVISION,
    /** Have the host take over the changed wish, and see it in force. */
    APPLY,
    /** Log in with the new password, and see the one that was ended refused. */
    VERIFY,
    /** Have the host stop the node and put its data aside. */
    REMOVE
}
