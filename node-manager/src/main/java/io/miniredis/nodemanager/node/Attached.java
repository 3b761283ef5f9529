package io.miniredis.nodemanager.node;

import io.miniredis.kit.node.NodeSpec;
import io.miniredis.nodemanager.connection.AdminConnection;
import io.miniredis.nodemanager.engine.Acl;
import io.miniredis.nodemanager.runtime.EngineProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisException;

/** The engine that a node has at the moment: its process, and our connection to it while there is one. */
final class Attached {

    final EngineProcess process;
    /** When it was launched or found, by {@link System#nanoTime}. */
    final long since = System.nanoTime();
    /** The spec that is in force in it; null when that is not known. */
    @Nullable
    NodeSpec inForce;
    /** The change of persistence that is under way. */
    @Nullable
    PersistenceSwitch persistenceSwitch;

    private final Path socket;
    private final String password;
    private final Runnable wake;
    private @Nullable AdminConnection admin;
    private @Nullable Ping ping;
    private @Nullable Stop stop;
    private long lastTrouble = System.nanoTime();

    private record Ping(CompletableFuture<?> reply, long sent, EngineProcess.Activity before) {}

    private record Stop(CompletableFuture<?> reply, long asked, boolean terminated) {}

    Attached(EngineProcess process, Path socket, String password, Runnable wake) {
        this.process = process;
        this.socket = socket;
        this.password = password;
        this.wake = wake;
        process.onExit(wake);
    }

    /** The admin connection, opened anew where it has ended; empty while the engine takes none. */
    Optional<AdminConnection> admin() {
        var open = admin;
        if (open != null && !open.hasEnded()) return Optional.of(open);
        if (open != null) {
            admin = null;
            ping = null;
            lastTrouble = System.nanoTime();
        }
        try {
            var fresh = AdminConnection.open(socket, Acl.ADMIN, password, wake);
            admin = fresh;
            return Optional.of(fresh);
        } catch (IOException | JedisException notNow) {
            return Optional.empty();
        }
    }

    boolean isConnected() {
        var open = admin;
        return open != null && !open.hasEnded();
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /**
     * How long to wait before looking again: in the first moments after a start or a lost connection, a few hundred microseconds; a
     * looped look costs about 20 µs.
     */
    Duration pause() {
        var calm = System.nanoTime() - lastTrouble;
        if (calm < 300_000_000L) return Duration.ofNanos(300_000);
        return Duration.ofMillis(calm < 3_000_000_000L ? 5 : 100);
    }

    /** What the ping says that is under way; sends the next one where none is. */
    Health checkHealth(AdminConnection connection, Duration patience) {
        var sent = ping;
        if (sent == null || sent.reply.isDone()) {
            ping = new Ping(connection.send("PING"), System.nanoTime(), process.activity());
            return Health.WELL;
        }
        if (System.nanoTime() - sent.sent < patience.toNanos()) return Health.UNKNOWN;
        var now = process.activity();
        var hung = now.isIdleSince(sent.before);
        ping = new Ping(sent.reply, sent.sent, now);
        return hung ? Health.HUNG : Health.BUSY;
    }

    enum Health {
        WELL,
        UNKNOWN,
        BUSY,
        HUNG
    }

    /** Asks the engine to save and exit, once; after {@code patience} also by signal. Says why the engine refuses, if it does. */
    Optional<String> stop(Duration patience) {
        var asked = stop;
        if (asked == null) {
            stop = new Stop(askToStop(), System.nanoTime(), false);
            lastTrouble = System.nanoTime();
            return Optional.empty();
        }
        if (!asked.terminated && System.nanoTime() - asked.asked > patience.toNanos()) {
            process.terminate();
            stop = new Stop(asked.reply, asked.asked, true);
        }
        if (!asked.reply.isCompletedExceptionally()) return Optional.empty();
        return switch (asked.reply.exceptionNow()) {
            case redis.clients.jedis.exceptions.JedisDataException refused -> {
                stop = null;
                yield Optional.of(String.valueOf(refused.getMessage()));
            }
            default -> Optional.empty();
        };
    }

    private CompletableFuture<?> askToStop() {
        var connection = admin();
        if (connection.isPresent()) return connection.get().send("SHUTDOWN");
        process.terminate();
        return new CompletableFuture<Void>();
    }

    void forgetStop() {
        stop = null;
    }

    /** Ends our connection; the engine goes on. */
    void detach() {
        var open = admin;
        if (open != null) open.close();
    }
}
