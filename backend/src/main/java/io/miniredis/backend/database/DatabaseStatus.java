package io.miniredis.backend.database;

import io.miniredis.backend.operation.OperationKind;
import io.miniredis.kit.node.NodeState;
import org.jspecify.annotations.Nullable;

/** What tenants are told of a database. It says what is so, from what is wished, under way and observed. */
public enum DatabaseStatus {
    CREATING,
    RUNNING,
    STARTING,
    STOPPING,
    STOPPED,
    RESTARTING,
    /** Its process or its host is not there right now; it is being brought back. */
    UNAVAILABLE,
    DELETING,
    /** It needs a decision; reason and message say which. */
    FAILED;

    /**
     * @param underWay the open operation, if there is one
     * @param observed what the host saw last; null before it saw anything
     * @param hostLost whether the host is silent, so that what it saw last may not be so any more
     */
    static DatabaseStatus of(
            Desired desired, @Nullable OperationKind underWay, @Nullable NodeState observed, boolean hostLost) {
        return switch (underWay) {
            case CREATE -> CREATING;
            case START -> STARTING;
            case STOP -> STOPPING;
            case RESTART -> RESTARTING;
            case DELETE -> DELETING;
            case UPDATE, ROTATE -> atRest(desired, observed, hostLost);
            case null -> atRest(desired, observed, hostLost);
        };
    }

    private static DatabaseStatus atRest(Desired desired, @Nullable NodeState observed, boolean hostLost) {
        if (hostLost) return UNAVAILABLE;
        if (observed == null) return CREATING;
        return switch (desired) {
            case RUNNING ->
                switch (observed) {
                    case READY -> RUNNING;
                    case STARTING, STOPPED -> STARTING;
                    case CRASHED, STOPPING -> UNAVAILABLE;
                    case FAILED -> FAILED;
                };
            case STOPPED ->
                switch (observed) {
                    case STOPPED -> STOPPED;
                    case READY, STARTING, CRASHED, STOPPING -> STOPPING;
                    case FAILED -> FAILED;
                };
            case DELETED -> DELETING;
        };
    }
}
