package io.miniredis.launcher.app;

import io.miniredis.launcher.postgres.PostgresServer;
import io.miniredis.launcher.process.FileTree;
import io.miniredis.launcher.process.Session;
import io.miniredis.launcher.stack.Database;
import io.miniredis.launcher.stack.Folders;
import io.miniredis.launcher.stack.Secrets;
import io.miniredis.launcher.stack.ServiceEnvironment;
import io.miniredis.launcher.stack.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Starts each service once up to the moment before it would listen, so that the JVM writes down the classes that it loaded and linked.
 * Such a rehearsal sees neither real data nor real peers nor real ports.
 */
public final class FastStart {

    static final String MARK = "rehearsal";

    private static final int PATIENCE_MINUTES = 5;

    private final Settings settings;
    private final PostgresServer postgres;
    private final Folders scratch;

    private final boolean politely;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();

    /** @param politely whether others need the processors more: one rehearsal at a time, at the lowest priority */
    public FastStart(Settings settings, PostgresServer postgres, boolean politely) {
        this.settings = settings;
        this.postgres = postgres;
        this.politely = politely;
        this.scratch = new Folders(settings.folders().home().resolve("tmp"));
    }

    /**
     * Rehearses what has no cache yet, as many at a time as there are processors, or politely. One that fails is left without: it starts
     * slowly.
     */
    public void prepare(List<App> apps) {
        var missing = apps.stream().filter(it -> !it.hasFastStart()).toList();
        if (missing.isEmpty()) return;
        endStrays(settings.folders());
        var secrets = new Secrets(scratch.secrets(), new SecureRandom());
        try (var workers =
                Executors.newFixedThreadPool(politely ? 1 : Runtime.getRuntime().availableProcessors())) {
            FileTree.delete(scratch.home());
            scratch.make();
            Folders.makeFolder(scratch.host(), "rwx------");
            secrets.ensure(false);
            for (var database : Database.values()) {
                // one that a killed rehearsal left
                postgres.dropDatabase(database.rehearsal());
                postgres.ensureDatabase(database.rehearsal(), database.password(secrets));
            }
            rehearseAll(missing, workers);
        } catch (IOException exception) {
            throw new UncheckedIOException("cannot prepare the fast start", exception);
        } finally {
            cleanUp();
        }
    }

    private void rehearseAll(List<App> apps, ExecutorService workers) {
        try {
            workers.invokeAll(apps.stream()
                    .map(app -> Executors.callable(() -> rehearse(app)))
                    .toList());
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
        }
    }

    private void rehearse(App app) {
        var service = app.service();
        var fresh = app.image()
                .folder()
                .resolve("fast-start-%d.new".formatted(ProcessHandle.current().pid()));
        try {
            var builder = new ProcessBuilder(command(app.rehearsalCommand(fresh)));
            builder.environment()
                    .putAll(new ServiceEnvironment(settings)
                            .of(service, new ServiceEnvironment.Rehearsal(scratch.secrets(), scratch.host())));
            var process = builder.directory(scratch.run().toFile())
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(settings.folders()
                            .logOf("rehearsal-" + service.id())
                            .toFile())
                    .start();
            running.add(process);
            try {
                var ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
                // a run that failed leaves a cache too
                if (!ended || process.exitValue() != 0 || !Files.exists(fresh)) return;
                Files.move(fresh, app.fastStartCache(), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                end(process);
                Files.deleteIfExists(fresh);
            }
        } catch (IOException exception) {
            throw new UncheckedIOException("cannot rehearse " + service.id(), exception);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> command(List<String> java) {
        if (!politely) return java;
        // the kernel shares the processors among sessions first, and niceness counts only within one
        var polite = new ArrayList<>(
                List.of("sh", "-c", "echo 19 2>/dev/null >/proc/self/autogroup; exec nice -n 19 \"$0\" \"$@\" 2>&1"));
        polite.addAll(java);
        return Session.own(polite);
    }

    /** Ends what runs; for the end of this process. */
    public void abandon() {
        running.forEach(process -> end(process));
    }

    /** Ends the rehearsals of a launcher that was killed. */
    public static void endStrays(Folders folders) {
        ServiceProcess.marked(MARK, folders).forEach(stray -> end(stray));
    }

    private void end(Process process) {
        end(process.toHandle());
        running.remove(process);
    }

    private static void end(ProcessHandle process) {
        // the JVM starts another one that writes the cache
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** What a rehearsal said, which is of interest when it failed. */
    public static Path logOf(App app, Settings settings) {
        return settings.folders().logOf("rehearsal-" + app.service().id());
    }

    private void cleanUp() {
        for (var database : Database.values()) postgres.dropDatabase(database.rehearsal());
        try {
            FileTree.delete(scratch.home());
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
