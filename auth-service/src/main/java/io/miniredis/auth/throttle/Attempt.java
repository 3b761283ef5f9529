package io.miniredis.auth.throttle;

import java.util.List;

/**
 * An attempt that was let through and is counted. Closed without having been right or wrong (something else came in between), it does not
 * count.
 */
public final class Attempt implements AutoCloseable {

    private final Throttle throttle;
    private final Counter here;
    private final List<Counter> asked;
    private final boolean trusted;
    private boolean decided;

    Attempt(Throttle throttle, Counter here, List<Counter> asked, boolean trusted) {
        this.throttle = throttle;
        this.here = here;
        this.asked = asked;
        this.trusted = trusted;
    }

    /** Whether this account was entered from this address before. */
    public boolean isTrusted() {
        return trusted;
    }

    public void failed() {
        decided = true;
    }

    public void succeeded() {
        decided = true;
        throttle.succeeded(here, asked);
    }

    @Override
    public void close() {
        if (!decided) throttle.withdrawn(asked);
    }
}
