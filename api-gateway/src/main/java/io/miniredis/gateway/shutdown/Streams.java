package io.miniredis.gateway.shutdown;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The event streams that pass through at the moment. */
@Component
public final class Streams {

    /** Passes a stream on until it ends. */
    @FunctionalInterface
    public interface Passing {
        void run() throws IOException;
    }

    private final Set<Runnable> open = ConcurrentHashMap.newKeySet();
    private volatile boolean ending;

    /**
     * Passes on until the stream ends, or the gateway does, which looks the same to who listens: a whole answer, after which they connect
     * again.
     *
     * @param cut breaks off the connection to the service, so that {@code passing} fails
     */
    public void pass(Runnable cut, Passing passing) throws IOException {
        open.add(cut);
        try {
            // one that began while the others were ended
            if (ending) cut.run();
            passing.run();
        } catch (IOException exception) {
            if (!ending) throw exception;
        } finally {
            open.remove(cut);
        }
    }

    void begin() {
        ending = false;
    }

    void end() {
        ending = true;
        open.forEach(Runnable::run);
    }
}
