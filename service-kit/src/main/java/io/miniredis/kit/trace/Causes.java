package io.miniredis.kit.trace;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Which trace asked for work that goes on without its caller. Only recorded traces are remembered, the newest {@link #MOST}, for
 * {@link #LONGEST}: an engine that crashes tomorrow is not started by today's call.
 */
public final class Causes {

    static final int MOST = 1000;
    static final Duration LONGEST = Duration.ofMinutes(5);

    private record Cause(TraceContext trace, Instant at) {}

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Cause> causes = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Cause> eldest) {
            return size() > MOST;
        }
    };

    public Causes(Clock clock) {
        this.clock = clock;
    }

    /** The current thread's trace asks for the work of this id. */
    public void remember(String id) {
        var current = TraceContext.current();
        if (current == null || !current.sampled()) return;
        lock.lock();
        try {
            causes.remove(id);
            causes.put(id, new Cause(current, clock.instant()));
        } finally {
            lock.unlock();
        }
    }

    /** Null where no recorded trace asked for it lately. */
    public @Nullable TraceContext of(String id) {
        lock.lock();
        try {
            var cause = causes.get(id);
            return cause == null || cause.at().plus(LONGEST).isBefore(clock.instant()) ? null : cause.trace();
        } finally {
            lock.unlock();
        }
    }

    public void forget(String id) {
        lock.lock();
        try {
            causes.remove(id);
        } finally {
            lock.unlock();
        }
    }
}
