package io.miniredis.nodemanager.node;

import java.time.Duration;

/**
 * The restart rule of a node: immediately once, then doubling up to {@code longest}, forgotten after {@code calm} of health. It is
 * never given up.
 *
 * @param first the wait after the second failure in a row
 * @param longest the longest wait
 * @param calm how long a node must have been ready for its failures to be forgotten
 */
public record RestartPolicy(Duration first, Duration longest, Duration calm) {

    private static final int LOOP = 3;

    /** @param failuresInARow 1 or more */
    Duration delayAfter(int failuresInARow) {
        if (failuresInARow <= 1) return Duration.ZERO;
        var doubled = first.multipliedBy(1L << Math.min(failuresInARow - 2, 20));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }

    /** How many failures in a row there are, after one that ended {@code ready} of health. */
    int failuresAfter(int failuresBefore, Duration ready) {
        return ready.compareTo(calm) >= 0 ? 1 : failuresBefore + 1;
    }

    boolean isLoop(int failuresInARow) {
        return failuresInARow >= LOOP;
    }
}
