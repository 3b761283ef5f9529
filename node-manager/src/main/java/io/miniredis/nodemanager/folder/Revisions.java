package io.miniredis.nodemanager.folder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers that only grow, for as long as the data folder lives and across restarts, whatever the clock does. Each node-manager begins
 * an epoch of its own: one more than the last, or the seconds since 1970 where that is more, so that a data folder that was lost
 * does not fall behind either.
 */
public final class Revisions {

    /** Changes of one epoch: at a thousand a second, four hours of them before the next epoch's numbers are reached. */
    private static final int EPOCH_BITS = 24;

    private final AtomicLong last;

    private Revisions(long epoch) {
        last = new AtomicLong(epoch << EPOCH_BITS);
    }

    static Revisions begin(Path file, Clock clock) throws IOException {
        var revisions = new Revisions(Math.max(before(file) + 1, clock.instant().getEpochSecond()));
        var epoch = revisions.last.get() >> EPOCH_BITS;
        Disk.replace(file, Long.toString(epoch).getBytes(StandardCharsets.US_ASCII));
        return revisions;
    }

    private static long before(Path file) throws IOException {
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (NoSuchFileException | NumberFormatException none) {
            return 0;
        }
    }

    public long next() {
        return last.incrementAndGet();
    }

    /** The newest that was given out. */
    public long current() {
        return last.get();
    }
}
