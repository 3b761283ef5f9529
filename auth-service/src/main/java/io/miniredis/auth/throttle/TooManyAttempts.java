package io.miniredis.auth.throttle;

import java.time.Duration;

/** It was tried too often. Answered with 429. */
public final class TooManyAttempts extends RuntimeException {

    private final long seconds;

    TooManyAttempts(Duration wait) {
        this(Math.max(1, wait.plusMillis(999).toSeconds()));
    }

    private TooManyAttempts(long seconds) {
        super("Too many attempts. Try again in %s.".formatted(words(seconds)));
        this.seconds = seconds;
    }

    private static String words(long seconds) {
        if (seconds == 1) return "a second";
        return seconds < 120 ? seconds + " seconds" : (seconds + 59) / 60 + " minutes";
    }

    /** For the header {@code Retry-After}. */
    public long seconds() {
        return seconds;
    }
}
