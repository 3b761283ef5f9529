package io.miniredis.nodemanager.node;

import java.time.Duration;

/** When a node's engine may be started next. All times are {@link System#nanoTime}'s, which no change of the clock moves. */
final class Restarts {

    /**
     * A killed engine is seen as ended when its first thread is; the last of its threads closes the port, moments later, and seconds later
     * where a thousand end at once.
     */
    private static final Duration PORT_LINGERS = Duration.ofSeconds(5);

    private final RestartPolicy policy;
    private int failures;
    private long startAt = System.nanoTime();
    private long readySince = startAt;
    private long endedAt = startAt - PORT_LINGERS.toNanos();

    Restarts(RestartPolicy policy) {
        this.policy = policy;
    }

    /** How long a start has to wait yet; zero or less is now. */
    Duration untilStart() {
        return Duration.ofNanos(startAt - System.nanoTime());
    }

    void noSoonerThan(Duration wait) {
        startAt = System.nanoTime() + wait.toNanos();
    }

    void now() {
        startAt = System.nanoTime();
    }

    void ready() {
        readySince = System.nanoTime();
        startAt = readySince;
    }

    void stopped() {
        endedAt = System.nanoTime();
        startAt = endedAt;
        failures = 0;
    }

    /**
     * Counts a failure.
     *
     * @param wasReady whether the engine had been ready
     * @return the wait before the next start
     */
    Duration failed(boolean wasReady) {
        endedAt = System.nanoTime();
        failures = policy.failuresAfter(failures, Duration.ofNanos(wasReady ? endedAt - readySince : 0));
        var wait = policy.delayAfter(failures);
        noSoonerThan(wait);
        return wait;
    }

    int failuresInARow() {
        return failures;
    }

    boolean isLoop() {
        return policy.isLoop(failures);
    }

    /** The pause before the port is looked at again. */
    Duration lookForPortAgain() {
        var soon = System.nanoTime() - endedAt < Duration.ofMillis(50).toNanos();
        return soon ? Duration.ofNanos(300_000) : Duration.ofMillis(20);
    }

    /** Whether the port of the engine that ended may still be on its way to be free. */
    boolean portMayLinger() {
        return System.nanoTime() - endedAt < PORT_LINGERS.toNanos();
    }
}
