package io.miniredis.backend.history;

import io.miniredis.backend.database.DatabaseView;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final Set<DatabaseEvent> told = new HashSet<>();
    private volatile boolean ended;
    private @Nullable DatabaseView shown;

    /** Whether the last wait ended with news. */
    private boolean heard;

    EventStream(String organizationId, String databaseId, Sse sse, Duration heartbeat) {
        this.organizationId = organizationId;
        this.databaseId = databaseId;
        this.sse = sse;
        this.heartbeat = heartbeat;
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

    void run(Supplier<Optional<DatabaseView>> database, Supplier<Optional<List<DatabaseEvent>>> events)
            throws IOException, InterruptedException {
        sse.begin();
        var began = System.nanoTime();
        var saidAt = began;
        events.get().ifPresent(told::addAll);
        while (!ended && System.nanoTime() - began < LONGEST.toNanos()) {
            var now = database.get().orElse(null);
            if (now == null) {
                sse.send("deleted", Map.of("id", databaseId));
                return;
            }
            var said = tell(now);
            if (heard || said) said |= tellNew(events.get().orElse(List.of()));
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
        sse.send("database", now);
        shown = now;
        return true;
    }

    /** The list is newest first; they are told in the order in which they happened. */
    private boolean tellNew(List<DatabaseEvent> newestFirst) throws IOException {
        var fresh = newestFirst.reversed().stream().filter(told::add).toList();
        for (var event : fresh) sse.send("history", event);
        return !fresh.isEmpty();
    }
}
