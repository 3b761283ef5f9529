package io.miniredis.auth.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The real time plus what a test adds, or a moment that lasts. */
public final class SettableClock extends Clock {

    private final Clock real = Clock.systemUTC();
    private volatile Duration ahead = Duration.ZERO;
    private volatile @Nullable Instant stopped;

    /** From now on it moves only when it is advanced, however long a busy machine takes for a test. */
    public void stop() {
        stopped = real.instant();
    }

    public void advance(Duration more) {
        ahead = ahead.plus(more);
    }

    public void reset() {
        ahead = Duration.ZERO;
        stopped = null;
    }

    @Override
    public Instant instant() {
        var moment = stopped;
        return (moment == null ? real.instant() : moment).plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
