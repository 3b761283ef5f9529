package io.miniredis.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/** Counts in this process. A bucket that nobody took from for its whole time is full again, and forgotten. */
final class MemoryBuckets implements Buckets {

    /** Addresses and credentials at one moment, about half a KiB each; what is used least goes first. */
    private static final int REMEMBERED = 20_000;

    private record Entry(Bucket bucket, Duration fullAfter) {}

    private final Cache<String, Entry> known;
    private final TimeMeter time;

    MemoryBuckets(Ticker ticker) {
        time = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return ticker.read();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
        known = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .ticker(ticker)
                .executor(Runnable::run)
                .expireAfter(Expiry.<String, Entry>accessing((name, entry) -> entry.fullAfter()))
                .build();
    }

    @Override
    public ConsumptionProbe take(String name, Rate rate) {
        var entry = known.get(name, it -> new Entry(bucket(rate), rate.per()));
        return entry.bucket().tryConsumeAndReturnRemaining(1);
    }

    private Bucket bucket(Rate rate) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.calls()).refillGreedy(rate.calls(), rate.per()))
                .withCustomTimePrecision(time)
                .build();
    }
}
