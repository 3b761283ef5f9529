package io.miniredis.backend.history;

import io.miniredis.backend.database.DatabaseChanged;
import io.miniredis.backend.database.DatabaseObserved;
import io.miniredis.backend.database.DatabaseViews;
import io.miniredis.backend.database.Databases;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import tools.jackson.databind.json.JsonMapper;

/**
 * The live streams of this replica. They are woken by what this replica hears and does; what another one hears, and a host's silence, they
 * see when they look by themselves.
 */
@Component
class EventStreams implements SmartLifecycle {

    static final int MOST_OF_ORGANIZATION = 20;

    private static final Logger log = LoggerFactory.getLogger(EventStreams.class);

    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private final DatabaseViews views;
    private final Databases databases;
    private final History history;
    private final JsonMapper json;
    private final Duration heartbeat;
    private volatile boolean running;

    EventStreams(
            DatabaseViews views,
            Databases databases,
            History history,
            JsonMapper json,
            @Value("${miniredis.events.heartbeat:15s}") Duration heartbeat) {
        this.views = views;
        this.databases = databases;
        this.history = history;
        this.json = json;
        this.heartbeat = heartbeat;
    }

    /**
     * Returns when the stream has ended, for whatever reason.
     *
     * @param lastHeard the last event that the reader has heard from an earlier stream; null for a new reader
     */
    void serve(String organizationId, String databaseId, @Nullable String lastHeard, HttpServletResponse response)
            throws IOException, InterruptedException {
        var stream =
                new EventStream(organizationId, databaseId, new Sse(response, json), heartbeat, new Heard(lastHeard));
        enter(stream);
        try {
            stream.run(
                    () -> views.find(organizationId, databaseId),
                    () -> databases
                            .findOf(organizationId, databaseId)
                            .map(it -> history.of(it, EventStream.LOOKED_BACK)));
        } catch (IOException nobodyListens) {
            log.debug("the reader of {} left", databaseId);
        } catch (RuntimeException exception) {
            // the answer has begun: its reader connects again, and is told then
            log.warn("a stream of {} ends: {}", databaseId, exception.toString());
        } finally {
            open.remove(stream);
        }
    }

    private synchronized void enter(EventStream stream) {
        var others = open.stream()
                .filter(it -> it.organizationId().equals(stream.organizationId()))
                .count();
        if (others >= MOST_OF_ORGANIZATION) throw new TooManyStreams();
        open.add(stream);
        if (!running) stream.end();
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void wake(DatabaseObserved observed) {
        wake(observed.databaseId());
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void wake(DatabaseChanged changed) {
        wake(changed.databaseId());
    }

    private void wake(String databaseId) {
        for (var stream : open) if (stream.databaseId().equals(databaseId)) stream.wake();
    }

    @Override
    public void start() {
        running = true;
    }

    /** Before the web server waits for its requests to end: these would not. */
    @Override
    public synchronized void stop() {
        running = false;
        open.forEach(EventStream::end);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    static final class TooManyStreams extends RuntimeException {
        TooManyStreams() {
            super("This organization has " + MOST_OF_ORGANIZATION
                    + " streams of events open. Close one, or read the list.");
        }
    }
}
