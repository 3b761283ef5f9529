package io.miniredis.nodemanager.connection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The node-manager's own connection to an engine, open as long as the engine runs. A virtual thread always reads from it, so that
 * its end is noticed at once; that is how the end of an adopted process, which is not our child, becomes an event.
 */
public final class AdminConnection implements AutoCloseable {

    private static final Duration LOGIN = Duration.ofSeconds(1);

    private final EngineConnection connection;
    private final Runnable onEnd;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<CompletableFuture<@Nullable Object>> waiting = new ArrayDeque<>();
    private volatile boolean ended;

    private AdminConnection(EngineConnection connection, Runnable onEnd) {
        this.connection = connection;
        this.onEnd = onEnd;
    }

    /**
     * Connects and logs in.
     *
     * @param onEnd called once, from another thread, when the connection has ended
     * @throws IOException when nobody listens on the socket
     * @throws redis.clients.jedis.exceptions.JedisException when the engine refuses the login or does not answer within a second
     */
    public static AdminConnection open(Path socket, String user, String password, Runnable onEnd) throws IOException {
        var admin = new AdminConnection(EngineConnection.open(socket, user, password, LOGIN), onEnd);
        admin.connection.setTimeoutInfinite();
        Thread.ofVirtual().name("admin " + socket.getFileName()).start(admin::read);
        // or a tenant whose clients fill the memory for clients could have us disconnected; nobody waits for the answer
        var unused = admin.send("CLIENT", "NO-EVICT", "ON");
        return admin;
    }

    /** Sends a command; the future ends with the reply, a {@link JedisDataException}, or the connection's end. */
    public CompletableFuture<@Nullable Object> send(String... command) {
        var reply = new CompletableFuture<@Nullable Object>();
        lock.lock();
        try {
            if (ended) {
                reply.completeExceptionally(new JedisConnectionException("the connection has ended"));
                return reply;
            }
            waiting.add(reply);
            connection.send(List.of(command));
        } catch (JedisConnectionException exception) {
            reply.completeExceptionally(exception);
        } finally {
            lock.unlock();
        }
        return reply;
    }

    /**
     * Sends a command and waits for its reply as text; nil is the empty string.
     *
     * @throws JedisDataException the engine's own error
     * @throws JedisConnectionException when no answer came within {@code deadline}
     */
    public String call(Duration deadline, String... command) {
        try {
            return switch (send(command).get(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
                case null -> "";
                case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
                case Object other -> other.toString();
            };
        } catch (ExecutionException exception) {
            if (exception.getCause() instanceof RuntimeException cause) throw cause;
            throw new IllegalStateException(exception.getCause());
        } catch (TimeoutException exception) {
            throw new JedisConnectionException("no answer within " + deadline.toMillis() + " ms");
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new JedisConnectionException("interrupted");
        }
    }

    public boolean hasEnded() {
        return ended;
    }

    @Override
    public void close() {
        connection.abandon();
    }

    private void read() {
        try {
            while (true) deliver();
        } catch (JedisConnectionException end) {
            finish(end);
        } catch (RuntimeException brokenProtocol) {
            connection.abandon();
            finish(new JedisConnectionException(brokenProtocol));
        }
    }

    private void deliver() {
        try {
            var reply = connection.receive();
            next().complete(reply);
        } catch (JedisDataException refused) {
            next().completeExceptionally(refused);
        }
    }

    private CompletableFuture<@Nullable Object> next() {
        lock.lock();
        try {
            return waiting.remove();
        } finally {
            lock.unlock();
        }
    }

    private void finish(JedisConnectionException end) {
        lock.lock();
        try {
            ended = true;
            waiting.forEach(it -> it.completeExceptionally(end));
            waiting.clear();
        } finally {
            lock.unlock();
        }
        connection.abandon();
        onEnd.run();
    }
}
