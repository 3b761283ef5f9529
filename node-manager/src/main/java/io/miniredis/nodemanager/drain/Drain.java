package io.miniredis.nodemanager.drain;

import io.miniredis.nodemanager.connection.AdminConnection;
import io.miniredis.nodemanager.engine.Acl;
import io.miniredis.nodemanager.folder.DataFolder;
import io.miniredis.nodemanager.folder.NodeFolder;
import io.miniredis.nodemanager.folder.NodeRecord;
import io.miniredis.nodemanager.folder.StartRefused;
import io.miniredis.nodemanager.runtime.EngineProcess;
import io.miniredis.nodemanager.runtime.HostRuntime;
import io.miniredis.nodemanager.runtime.NodeRuntime;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Shuts every engine of the host down in order, each saving as its persistence says. The specs stay as they are, so the next start of
 * the node-manager brings every database back. Starts without Spring, because whoever stops the platform waits for it.
 */
public final class Drain {

    /** How long the data folder may still belong to a node-manager that is ending. */
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(5);

    private static final Duration SHUTDOWN_PATIENCE = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration LOOK = Duration.ofMillis(2);

    /** Engines that save share the disk; more at once would only fight over it. */
    private static final int AT_ONCE = 8;

    private final DataFolder data;
    private final PrintStream out;
    private final Semaphore places = new Semaphore(AT_ONCE);

    private Drain(DataFolder data, PrintStream out) {
        this.data = data;
        this.out = out;
    }

    /**
     * @param environment where MINIREDIS_DATA_DIR is looked up
     * @return the exit code: 0 only if no engine runs any more
     */
    public static int run(Map<String, String> environment, PrintStream out) {
        var folder = Path.of(environment.getOrDefault("MINIREDIS_DATA_DIR", "/var/lib/miniredis"));
        try (var data = lock(folder)) {
            return new Drain(data, out).everything() ? 0 : 1;
        } catch (StartRefused | IOException refused) {
            out.println(refused.getMessage());
            return 1;
        }
    }

    private static DataFolder lock(Path folder) {
        var deadline = System.nanoTime() + LOCK_PATIENCE.toNanos();
        while (true) {
            try {
                return DataFolder.open(
                        folder, "drain, process " + ProcessHandle.current().pid());
            } catch (StartRefused refused) {
                if (System.nanoTime() > deadline) throw refused;
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }

    private boolean everything() throws IOException {
        var began = System.nanoTime();
        var census = HostRuntime.census(data.nodesPath());
        var folders = data.nodes();
        var known = folders.stream().map(NodeFolder::nodeId).toList();
        var stops = Stream.concat(
                        folders.stream().flatMap(it -> stopOf(it, census)),
                        census.strangers(known).stream().map(it -> start("stranger", it, null)))
                .toList();
        if (stops.isEmpty()) {
            out.println("No engine is running.");
            return true;
        }
        var down = stops.stream().filter(CompletableFuture::join).count();
        out.printf("%d of %d engines are down after %.1f s.%n", down, stops.size(), (System.nanoTime() - began) / 1e9);
        return down == stops.size();
    }

    private Stream<CompletableFuture<Boolean>> stopOf(NodeFolder folder, NodeRuntime.Census census) {
        try {
            var record = folder.read().orElse(null);
            return census.find(folder, folder.readLaunch()).stream().map(it -> start(folder.nodeId(), it, record));
        } catch (IOException exception) {
            out.printf("%s cannot be read: %s%n", folder.path(), exception.getMessage());
            return Stream.of(CompletableFuture.completedFuture(false));
        }
    }

    private CompletableFuture<Boolean> start(String name, EngineProcess engine, @Nullable NodeRecord record) {
        var done = new CompletableFuture<Boolean>();
        Thread.ofVirtual().start(() -> {
            places.acquireUninterruptibly();
            try {
                done.complete(stop(name, engine, record));
            } catch (RuntimeException exception) {
                out.printf("%s: %s%n", name, exception);
                done.complete(false);
            } finally {
                places.release();
            }
        });
        return done;
    }

    private boolean stop(String name, EngineProcess engine, @Nullable NodeRecord record) {
        var refusal = ask(engine, record);
        if (!refusal.isEmpty()) {
            out.printf("%s: the engine cannot save and goes on: %s%n", name, String.join(" ", refusal));
            return false;
        }
        if (ends(engine, SHUTDOWN_PATIENCE)) return true;
        engine.terminate();
        if (ends(engine, PATIENCE)) return true;
        out.printf("%s: %s still runs%n", name, engine);
        return false;
    }

    /** Asks over the admin socket, and by signal where that does not answer. Returns the engine's reason not to. */
    private List<String> ask(EngineProcess engine, @Nullable NodeRecord record) {
        if (record != null) {
            try (var admin =
                    AdminConnection.open(data.socket(record.port()), Acl.ADMIN, record.adminPassword(), () -> {})) {
                admin.call(SHUTDOWN_PATIENCE, "SHUTDOWN");
                return List.of();
            } catch (JedisDataException refused) {
                return List.of(String.valueOf(refused.getMessage()));
            } catch (IOException | JedisException ended) {
                // the connection ends with the engine; if it never began, the signal is what is left
                if (ends(engine, Duration.ofMillis(500))) return List.of();
            }
        }
        engine.terminate();
        return List.of();
    }

    private static boolean ends(EngineProcess engine, Duration patience) {
        var deadline = System.nanoTime() + patience.toNanos();
        while (engine.isAlive()) {
            if (System.nanoTime() > deadline) return false;
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return true;
    }
}
