package io.miniredis.monitoring.node;

/** The database is not known here, and the backend, which would know, does not answer. Answered with 503. */
public final class TargetsUnavailable extends RuntimeException {

    TargetsUnavailable(Throwable cause) {
        super("Whether this database exists cannot be told right now; try again in a few seconds.", cause);
    }
}
