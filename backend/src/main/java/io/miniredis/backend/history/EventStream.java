package io.miniredis.backend.history;

import io.miniredis.backend.database.DatabaseView;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One reader's stream: tells the database as it is, then each change of it and each new event, until the reader leaves. */
final class EventStream {

    /** How many events are looked at for new ones. */
    static final int LOOKED_BACK = 50;

    /** How often it looks though nobody woke it. */
    private static final Duration UNHEARD = Duration.ofSeconds(2);

    /** A credential is checked when a stream begins; a revoked one is not to listen on for ever. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final String organizationId;
    private final String databaseId;
    private final Sse sse;
    private final Duration heartbeat;
    private final Semaphore news = new Semaphore(0);
    private final Heard heardOf;
    private volatile boolean ended;
    private @Nullable DatabaseView shown;

    /** Whether the last wait ended with news. */
    private boolean heard;

    EventStream(String organizationId, String databaseId, Sse sse, Duration heartbeat, Heard heardOf) {
        this.organizationId = organizationId;
        this.databaseId = databaseId;
        this.sse = sse;
        this.heartbeat = heartbeat;
        this.heardOf = heardOf;
    }

    String organizationId() {
        return organizationId;
    }

    String databaseId() {
        return databaseId;
    }

    void wake() {
        news.release();
    }

    void end() {
        ended = true;
        news.release();
    }

    void run(Supplier<Optional<DatabaseView>> database, Supplier<Optional<History.Listing>> events)
            throws IOException, InterruptedException {
        sse.begin();
        var began = System.nanoTime();
        var saidAt = began;
        events.get().ifPresent(heardOf::begin);
        while (!ended && System.nanoTime() - began < LONGEST.toNanos()) {
            var now = database.get().orElse(null);
            if (now == null) {
                sse.send("deleted", heardOf.last(), Map.of("id", databaseId));
                return;
            }
            var said = tell(now);
            if (heard || said) said |= tellNew(events.get());
            if (said) {
                saidAt = System.nanoTime();
            } else if (System.nanoTime() - saidAt >= heartbeat.toNanos()) {
                sse.heartbeat();
                saidAt = System.nanoTime();
            }
            heard = await();
        }
    }

    private boolean await() throws InterruptedException {
        var wait = heartbeat.compareTo(UNHEARD) < 0 ? heartbeat : UNHEARD;
        var woken = news.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
        news.drainPermits();
        return woken;
    }

    private boolean tell(DatabaseView now) throws IOException {
        if (now.equals(shown)) return false;
        sse.send("database", heardOf.last(), now);
        shown = now;
        return true;
    }

    private boolean tellNew(Optional<History.Listing> events) throws IOException {
        var fresh = events.map(heardOf::newIn).orElse(List.of());
        for (var event : fresh) sse.send("history", event.id(), event);
        return !fresh.isEmpty();
    }
}
