package io.miniredis.monitoring.history;

import java.time.Duration;
import java.time.Instant;

/** Time in steps of 5 s since 1970: the slots of the rings, and the moments at which rounds begin. */
public final class Ticks {

    public static final Duration STEP = Duration.ofSeconds(5);

    static final int IN_A_MINUTE = 12;

    private static final long MILLIS = STEP.toMillis();

    private Ticks() {}

    /** The last tick that has come. */
    public static long before(Instant time) {
        return Math.floorDiv(time.toEpochMilli(), MILLIS);
    }

    /** The tick that a round at {@code time} stands for; a little early or late is still that round. */
    public static long nearest(Instant time) {
        return Math.floorDiv(time.toEpochMilli() + MILLIS / 2, MILLIS);
    }

    public static Instant at(long tick) {
        return Instant.ofEpochMilli(tick * MILLIS);
    }
}
