package io.miniredis.nodemanager.durability;

import io.miniredis.kit.node.NodeStatus;
import io.miniredis.nodemanager.node.HostForTests;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * A tenant that writes as fast as it can over one TCP connection, now one by one and now pipelined, and notes when each write was
 * acknowledged. It ends with its connection, with the first write that is refused, or when it is closed.
 */
final class AcknowledgedWriter implements AutoCloseable {

    final NumberedWrites writes;
    private final Connection connection;
    private final int longestBatch;
    private final Thread thread;
    private volatile boolean closed;
    private volatile long sent;
    private volatile long acknowledged;
    /** When each was acknowledged, by {@link System#nanoTime}; written by the thread alone, read after its end or below the count. */
    private volatile long[] at = new long[1 << 16];

    private volatile @Nullable RuntimeException end;

    private AcknowledgedWriter(NumberedWrites writes, NodeStatus node, int longestBatch) {
        this.writes = writes;
        this.longestBatch = longestBatch;
        connection = new Connection(
                new HostAndPort("127.0.0.1", node.port()),
                DefaultJedisClientConfig.builder()
                        .password(HostForTests.PASSWORD)
                        .socketTimeoutMillis(30_000)
                        .build());
        thread = Thread.ofPlatform().daemon().name("writer " + writes.name()).unstarted(this::write);
    }

    static AcknowledgedWriter start(String name, NodeStatus node) {
        return start(name, node, 16);
    }

    static AcknowledgedWriter start(String name, NodeStatus node, int longestBatch) {
        var writer = new AcknowledgedWriter(new NumberedWrites(name), node, longestBatch);
        writer.thread.start();
        return writer;
    }

    /** How many have been acknowledged, which are the first so many. */
    long acknowledged() {
        return acknowledged;
    }

    long sent() {
        return sent;
    }

    /** How many were acknowledged by an instant of {@link System#nanoTime}. */
    long acknowledgedBy(long instant) {
        var times = at;
        var count = Math.toIntExact(acknowledged);
        var low = 0;
        while (low < count && times[low] - instant <= 0) low++;
        return low;
    }

    /** Waits for so many more acknowledged writes. */
    AcknowledgedWriter awaitMore(long writes) {
        var wanted = acknowledged + writes;
        Awaitility.await("writes of " + this)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> acknowledged >= wanted);
        return this;
    }

    boolean isWriting() {
        return thread.isAlive() && end == null;
    }

    /** Waits for the end, and tells what it was. */
    RuntimeException awaitEnd() {
        Awaitility.await("end of " + this).atMost(Duration.ofSeconds(40)).until(() -> !thread.isAlive());
        var why = end;
        if (why == null) throw new IllegalStateException(this + " was closed");
        return why;
    }

    @Override
    public void close() {
        closed = true;
        Awaitility.await("end of " + this).atMost(Duration.ofSeconds(40)).until(() -> !thread.isAlive());
        try {
            connection.close();
        } catch (JedisConnectionException killed) {
            // what was not sent any more has nobody to go to
        }
    }

    @Override
    public String toString() {
        return "%s (%d acknowledged of %d sent, %s)".formatted(writes.name(), acknowledged, sent, end);
    }

    private void write() {
        var random = new Random(writes.name().hashCode());
        try {
            while (!closed) batch(random.nextBoolean() ? 1 : longestBatch);
        } catch (JedisConnectionException | JedisDataException why) {
            end = why;
        }
    }

    private void batch(int size) {
        for (var i = 0; i < size; i++) {
            var command = writes.command(sent + 1);
            sent++;
            connection.sendCommand(
                    Protocol.Command.valueOf(command.getFirst()),
                    command.subList(1, command.size()).toArray(String[]::new));
        }
        for (var i = 0; i < size; i++) {
            connection.getOne();
            note(System.nanoTime());
        }
    }

    private void note(long instant) {
        var count = Math.toIntExact(acknowledged);
        if (count == at.length) at = Arrays.copyOf(at, 2 * count);
        at[count] = instant;
        acknowledged = count + 1;
    }
}
