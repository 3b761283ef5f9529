package io.miniredis.launcher.process;

import java.time.Duration;

/**
 * The restart rule of a service: {@code first}, then doubling up to {@code longest}.
 *
 * @param first   the wait after the first failure
 * @param longest the wait is never longer
 * @param calm    a process that was healthy for so long has no failures behind it
 */
public record Backoff(Duration first, Duration longest, Duration calm) {

    public static final Backoff OF_SERVICES =
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(1));

    private static final int MOST_DOUBLINGS = 20;

    /** @param failuresInARow 0 when nothing has failed yet, which waits for nothing */
    public Duration delayAfter(int failuresInARow) {
        if (failuresInARow <= 0) return Duration.ZERO;
        var doubled = first.multipliedBy(1L << Math.min(failuresInARow - 1, MOST_DOUBLINGS));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }
}
