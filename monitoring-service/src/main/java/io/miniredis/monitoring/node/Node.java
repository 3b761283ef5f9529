package io.miniredis.monitoring.node;

import io.miniredis.kit.host.MonitoringTarget;
import io.miniredis.monitoring.directory.TrustedAuthority;
import io.miniredis.monitoring.history.History;
import io.miniredis.monitoring.history.Sample;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** One node: where it is, our one connection to it, and what was measured. */
public final class Node {

    private static final Logger log = LoggerFactory.getLogger(Node.class);

    /** After so many failures in a row the wait between attempts to connect no longer grows: 3 rounds, 15 s. */
    private static final int LONGEST_BACK_OFF = 3;

    private final TrustedAuthority authority;
    private final Clock clock;
    private final History history = new History();
    private final Meter meter = new Meter(NodeConnection.INFO_REQUEST_BYTES);

    /** Held during each exchange with the engine: the connection carries one at a time. */
    private final ReentrantLock conversation = new ReentrantLock();

    private volatile MonitoringTarget target;
    private volatile @Nullable NodeConnection connection;
    private volatile @Nullable Sample latest;
    private volatile @Nullable Instant lookedAt;
    private volatile boolean up;
    private volatile int failures;
    private volatile long nextAttempt = Long.MIN_VALUE;
    private volatile boolean gone;

    Node(MonitoringTarget target, TrustedAuthority authority, Clock clock) {
        this.target = target;
        this.authority = authority;
        this.clock = clock;
    }

    public MonitoringTarget target() {
        return target;
    }

    public History history() {
        return history;
    }

    /** The newest sample, of this moment only if the node {@link #isUp()}. */
    public @Nullable Sample latest() {
        return latest;
    }

    /** When it was last tried to be measured; null before the first time. */
    public @Nullable Instant lookedAt() {
        return lookedAt;
    }

    /** Whether the last measurement succeeded. */
    public boolean isUp() {
        return up;
    }

    /** Whether an answer is to be expected at once: a look at it takes part in the round's first wave. */
    boolean isConnected() {
        return connection != null;
    }

    boolean isDue(long tick) {
        return tick >= nextAttempt;
    }

    /** Takes over what the backend says now. Another address or password ends the connection; the history goes on. */
    void become(MonitoringTarget now) {
        var before = target;
        target = now;
        gone = false;
        if (before.host().equals(now.host())
                && before.port() == now.port()
                && before.tls() == now.tls()
                && before.username().equals(now.username())
                && before.password().equals(now.password())) return;
        failures = 0;
        nextAttempt = Long.MIN_VALUE;
        disconnect();
    }

    /** The backend no longer lists it. */
    void vanish() {
        gone = true;
        up = false;
        disconnect();
    }

    /** Ends the connection, under a conversation that is going on too: that one fails. */
    void disconnect() {
        var current = connection;
        connection = null;
        if (current != null) current.close();
    }

    /** Looks at the node once; whether it answered. */
    boolean measure(long tick) {
        conversation.lock();
        try {
            var sample = converse(this::read);
            history.record(tick, sample);
            latest = sample;
            succeeded();
            return true;
        } catch (JedisException | IllegalArgumentException exception) {
            failed(tick, exception);
            return false;
        } finally {
            lookedAt = clock.instant();
            conversation.unlock();
        }
    }

    private Sample read(NodeConnection open) {
        var info = open.info();
        return meter.read(info, clock.instant(), System.nanoTime());
    }

    /** An exchange over the connection there is; where that has ended, over a new one at once. */
    private <T> T converse(Function<NodeConnection, T> exchange) {
        var known = connection;
        if (known == null) return exchange.apply(connect());
        try {
            return exchange.apply(known);
        } catch (JedisConnectionException ended) {
            // most often an engine that was started anew since; it has earned an answer now
            if (hangs(ended) || Thread.currentThread().isInterrupted()) throw ended;
            disconnect();
            return exchange.apply(connect());
        }
    }

    private static boolean hangs(JedisConnectionException ended) {
        return ended.getCause() instanceof SocketTimeoutException;
    }

    private NodeConnection connect() {
        var fresh = open(target);
        meter.ownCommand(); // AUTH
        connection = fresh;
        if (gone) disconnect();
        return fresh;
    }

    private NodeConnection open(MonitoringTarget at) {
        if (!at.tls()) return NodeConnection.plain(at);
        try {
            return NodeConnection.tls(at, authority.sockets());
        } catch (IllegalStateException nobodyToTrust) {
            throw new JedisConnectionException(nobodyToTrust);
        } catch (JedisConnectionException exception) {
            if (isDistrust(exception)) authority.doubt();
            throw exception;
        }
    }

    private static boolean isDistrust(Throwable failure) {
        for (Throwable it = failure; it != null; it = it.getCause()) if (it instanceof SSLException) return true;
        return false;
    }

    private void succeeded() {
        if (!up) log.debug("{} answers", target);
        up = true;
        failures = 0;
        nextAttempt = Long.MIN_VALUE;
    }

    private void failed(long tick, RuntimeException exception) {
        if (up) log.info("{} does not answer: {}", target, exception.toString());
        up = false;
        // an engine's own error (loading, busy with a script) leaves the connection as it was
        if (exception instanceof JedisConnectionException) disconnect();
        failures++;
        nextAttempt = tick + Math.min(failures, LONGEST_BACK_OFF);
    }

    /**
     * The engine's slow log, newest first.
     *
     * @throws EngineUnavailable when it does not answer in time
     */
    public List<SlowCommand> slowlog() {
        conversation.lock();
        try {
            return converse(open -> {
                meter.ownCommand();
                return open.slowlog();
            });
        } catch (JedisException exception) {
            if (exception instanceof JedisConnectionException) disconnect();
            throw new EngineUnavailable(exception);
        } finally {
            conversation.unlock();
        }
    }
}
