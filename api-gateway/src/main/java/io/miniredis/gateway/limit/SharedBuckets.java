package io.miniredis.gateway.limit;

import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts in a Redis, so that a caller has the same budget at every gateway. While the Redis fails, each gateway counts for itself, and
 * asks it again after a pause: limits then hold for each gateway, and no call waits or fails for it.
 */
final class SharedBuckets implements Buckets, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SharedBuckets.class);
    private static final String PREFIX = "miniredis:limit:";

    private final RedisBuckets shared;
    private final Buckets alone;
    private final Ticker ticker;
    private final long pauseNanos;

    /** When the Redis failed, on the ticker; null while it answers. */
    private final AtomicReference<@Nullable Long> failedAt = new AtomicReference<>();

    private final AtomicLong failures = new AtomicLong();

    SharedBuckets(RedisBuckets shared, Buckets alone, Ticker ticker, Duration pause) {
        this.shared = shared;
        this.alone = alone;
        this.ticker = ticker;
        this.pauseNanos = pause.toNanos();
    }

    @Override
    public ConsumptionProbe take(String name, Rate rate) {
        if (!mayAsk()) return alone.take(name, rate);
        try {
            var probe = shared.getProxy(
                            PREFIX + rate.calls() + ":" + rate.per().toSeconds() + ":" + name,
                            () -> configuration(rate))
                    .tryConsumeAndReturnRemaining(1);
            if (failedAt.getAndSet(null) != null) log.warn("rate limits are shared again");
            return probe;
        } catch (RuntimeException exception) {
            failures.incrementAndGet();
            if (failedAt.getAndSet(ticker.read()) == null) {
                log.warn(
                        "the Redis of the rate limits does not answer; each gateway counts for itself: {}",
                        exception.toString());
            }
            return alone.take(name, rate);
        }
    }

    /** After the pause one call asks, and the others go on without until it knows. */
    private boolean mayAsk() {
        var failed = failedAt.get();
        if (failed == null) return true;
        var now = ticker.read();
        return now - failed >= pauseNanos && failedAt.compareAndSet(failed, now);
    }

    private static BucketConfiguration configuration(Rate rate) {
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(rate.calls()).refillGreedy(rate.calls(), rate.per()))
                .build();
    }

    boolean isShared() {
        return failedAt.get() == null;
    }

    long failures() {
        return failures.get();
    }

    @Override
    public void close() {
        shared.close();
    }
}
