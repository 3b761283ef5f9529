package io.miniredis.monitoring.history;

/** A range that is not offered. Answered with 422. */
public final class UnknownRange extends RuntimeException {

    UnknownRange(String known) {
        super("must be one of " + known);
    }
}
