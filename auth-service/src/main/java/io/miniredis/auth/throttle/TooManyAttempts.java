package io.miniredis.auth.throttle;

import java.time.Duration;

/** It was tried too often. Answered with 429. It has no stack trace: it is made a thousand times a second where somebody guesses. */
public final class TooManyAttempts extends RuntimeException {

    private final Duration pause;

    /** @param pause how long nothing is tried */
    public TooManyAttempts(Duration pause) {
        super("Too many attempts. Try again in %s.".formatted(words(seconds(pause))), null, false, false);
        this.pause = pause;
    }

    private static long seconds(Duration pause) {
        return Math.max(1, pause.plusMillis(999).toSeconds());
    }

    private static String words(long seconds) {
        if (seconds == 1) return "a second";
        return seconds < 120 ? seconds + " seconds" : (seconds + 59) / 60 + " minutes";
    }

    public Duration pause() {
        return pause;
    }

    /** For the header {@code Retry-After}. */
    public long seconds() {
        return seconds(pause);
    }
}
