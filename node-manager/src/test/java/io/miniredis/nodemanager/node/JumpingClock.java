package io.miniredis.nodemanager.node;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** The system's clock, as if someone set it. */
final class JumpingClock extends Clock {

    private final Clock real = Clock.systemUTC();
    private volatile Duration off = Duration.ZERO;

    /** Sets it forward, or back where {@code by} is negative. */
    void jump(Duration by) {
        off = off.plus(by);
    }

    @Override
    public Instant instant() {
        return real.instant().plus(off);
    }

    @Override
    public ZoneId getZone() {
        return real.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("nobody asks for another zone");
    }
}
