package io.miniredis.monitoring.node;

/** The engine does not answer, or not in time. Answered with 503. */
public final class EngineUnavailable extends RuntimeException {

    EngineUnavailable(Throwable cause) {
        super("The database does not answer right now; its status says why. Try again when it is running.", cause);
    }
}
