package io.miniredis.nodemanager.node;

import io.miniredis.kit.node.NodeSpec;
import io.miniredis.nodemanager.certificate.NodeCertificate;
import io.miniredis.nodemanager.connection.AdminConnection;
import io.miniredis.nodemanager.connection.EngineConnection;
import io.miniredis.nodemanager.engine.Acl;
import io.miniredis.nodemanager.engine.Engine;
import io.miniredis.nodemanager.folder.SocketWatch;
import io.miniredis.nodemanager.runtime.EngineProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** The engine that a node has at the moment: its process, and our connection to it while there is one. */
final class Attached {

    final EngineProcess process;
    final Pulse pulse;
    final Tempo tempo;
    /** Whether an earlier node-manager started it. */
    final boolean adopted;
    /** Where its words begin in the log, in bytes. */
    final long logFrom;
    /** The program that runs in it, which may be another than the one on the disk by now. */
    Engine engine;
    /** The spec that is in force in it; null when that is not known. */
    @Nullable
    NodeSpec inForce;
    /** What its port presents; null without TLS, or when that is not known. */
    @Nullable
    NodeCertificate certificate;
    /** The change of persistence that is under way. */
    @Nullable
    PersistenceSwitch persistenceSwitch;
    /** Its place among those that are starting. */
    StartGate.@Nullable Pass pass;
    /** Tells when it opens its socket; null for one that had done so before. */
    SocketWatch.@Nullable Opening opening;
    /** When its launch began, by {@link System#nanoTime}. */
    long began = System.nanoTime();

    private final Path socket;
    private final String password;
    private final Runnable wake;
    private @Nullable AdminConnection admin;
    private @Nullable Stop stop;
    private long lastTrouble = System.nanoTime();

    private record Stop(CompletableFuture<?> reply, long asked, boolean terminated) {}

    Attached(
            EngineProcess process,
            Engine engine,
            boolean adopted,
            long logFrom,
            Path socket,
            String password,
            Pulse pulse,
            Tempo tempo,
            Runnable wake) {
        this.process = process;
        this.engine = engine;
        this.adopted = adopted;
        this.logFrom = logFrom;
        this.socket = socket;
        this.password = password;
        this.pulse = pulse;
        this.tempo = tempo;
        this.wake = wake;
        process.onExit(wake);
    }

    /** The admin connection, opened anew where it has ended. */
    Door door() {
        var open = admin;
        if (open != null && !open.hasEnded()) return new Door.Open(open);
        if (open != null) {
            admin = null;
            lastTrouble = System.nanoTime();
        }
        try {
            var fresh = AdminConnection.open(socket, Acl.ADMIN, password, wake);
            admin = fresh;
            return new Door.Open(fresh);
        } catch (JedisConnectionException noAnswer) {
            return EngineConnection.isFull(noAnswer) ? Door.FULL : Door.SILENT;
        } catch (JedisException refused) {
            return EngineConnection.isFull(refused) ? Door.FULL : Door.SHUT;
        } catch (IOException nobodyListens) {
            return Door.SHUT;
        }
    }

    boolean isConnected() {
        var open = admin;
        return open != null && !open.hasEnded();
    }

    /**
     * How long to wait before looking again unless something happens: a few hundred microseconds once its socket is there and in the
     * first moments after a lost connection, and longer where there is nothing to find yet.
     */
    Duration pause() {
        var calm = System.nanoTime() - lastTrouble;
        if (calm < 300_000_000L && mayListen()) return Duration.ofNanos(300_000);
        return Duration.ofMillis(calm < 3_000_000_000L ? 5 : 100);
    }

    private boolean mayListen() {
        var awaited = opening;
        return awaited == null || awaited.isOver();
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
            case JedisDataException refused -> {
                stop = null;
                yield Optional.of(String.valueOf(refused.getMessage()));
            }
            default -> Optional.empty();
        };
    }

    private CompletableFuture<?> askToStop() {
        if (door() instanceof Door.Open(AdminConnection connection)) return connection.send("SHUTDOWN");
        process.terminate();
        return new CompletableFuture<Void>();
    }

    void forgetStop() {
        stop = null;
    }

    /** Others may start now. */
    void giveWay() {
        var mine = pass;
        if (mine != null) mine.giveBack();
    }

    /** Ends our connection; the engine goes on. */
    void detach() {
        giveWay();
        var awaited = opening;
        if (awaited != null) awaited.close();
        var open = admin;
        if (open != null) open.close();
    }
}
