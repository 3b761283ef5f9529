package io.miniredis.gateway.testing;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Time that stands still until a test moves it. */
public final class SettableTicker implements Ticker {

    private final AtomicLong nanos = new AtomicLong();

    public void advance(Duration more) {
        nanos.addAndGet(more.toNanos());
    }

    @Override
    public long read() {
        return nanos.get();
    }
}
