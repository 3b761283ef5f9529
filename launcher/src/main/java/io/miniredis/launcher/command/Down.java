package io.miniredis.launcher.command;

import io.miniredis.launcher.app.App;
import io.miniredis.launcher.app.AppImage;
import io.miniredis.launcher.app.FastStart;
import io.miniredis.launcher.app.ServiceProcess;
import io.miniredis.launcher.postgres.PostgresServer;
import io.miniredis.launcher.process.FileTree;
import io.miniredis.launcher.process.ProcessRecord;
import io.miniredis.launcher.process.Stopping;
import io.miniredis.launcher.stack.Folders;
import io.miniredis.launcher.stack.Service;
import io.miniredis.launcher.stack.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Stops everything from the doors inwards: no new work, then no control, then the engines, which save, then PostgreSQL. */
final class Down {

    private static final Duration PATIENCE = Duration.ofSeconds(25);
    private static final List<List<Service>> ORDER = List.of(
            List.of(Service.FRONTEND, Service.API_GATEWAY),
            List.of(Service.MONITORING_SERVICE, Service.BACKEND, Service.AUTH_SERVICE),
            List.of(Service.NODE_MANAGER));

    private final Settings settings;
    private final Folders folders;
    private final Console console;

    Down(Settings settings, Console console) {
        this.settings = settings;
        this.folders = settings.folders();
        this.console = console;
    }

    /** A sign for a terminal that watches: the supervisor's end is meant. */
    static Path marker(Folders folders) {
        return folders.run().resolve("down");
    }

    /** @return the exit code */
    int run() throws Exception {
        if (nothingRuns()) {
            console.say("Nothing is running.");
            return 0;
        }
        Files.writeString(marker(folders), "");
        // first the one that would start the others again
        Supervise.find(settings).ifPresent(it -> Stopping.stop(it, PATIENCE));
        FastStart.endStrays(folders);
        for (var services : ORDER) stop(services);
        var saved = drain();
        if (PostgresServer.find(folders).isPresent()) {
            console.step("PostgreSQL stopped", () -> {
                PostgresServer.stop(folders, PATIENCE);
                return true;
            });
        }
        FileTree.delete(folders.home().resolve("tmp"));
        for (var file : List.of("status", "settings", "settling", "supervisor.pid")) {
            Files.deleteIfExists(folders.run().resolve(file));
        }
        console.say(
                saved
                        ? "MiniRedis is down. Your data stays in " + folders.data() + "."
                        : "MiniRedis is down, but not all databases were: see above.");
        return saved ? 0 : 1;
    }

    private boolean nothingRuns() {
        return Supervise.find(settings).isEmpty()
                && PostgresServer.find(folders).isEmpty()
                && ORDER.stream().flatMap(List::stream).allMatch(it -> find(it).isEmpty())
                && Engines.running(folders).isEmpty();
    }

    private Optional<ProcessHandle> find(Service service) {
        return ServiceProcess.find(service.id(), folders);
    }

    private void stop(List<Service> services) throws Exception {
        var running = services.stream().filter(it -> find(it).isPresent()).toList();
        if (running.isEmpty()) return;
        var names = String.join(", ", running.stream().map(Service::id).toList());
        console.step(names + " stopped", () -> {
            var handles = running.stream().flatMap(it -> find(it).stream()).toList();
            handles.forEach(ProcessHandle::destroy);
            handles.forEach(it -> Stopping.stop(it, PATIENCE));
            return true;
        });
    }

    /** The engines end last of all but PostgreSQL; each saves first. */
    private boolean drain() throws Exception {
        var pidFile = folders.pidFileOf(Service.NODE_MANAGER.id());
        var fingerprint =
                ProcessRecord.read(pidFile).map(ProcessRecord::fingerprint).orElse("");
        var saved = true;
        if (Engines.everExisted(folders)) {
            var image = AppImage.used(Service.NODE_MANAGER, settings, fingerprint);
            saved = image.isPresent()
                    && console.step(
                            "databases saved and stopped",
                            () -> new ServiceProcess(new App(image.get(), settings), settings).drain());
            if (!saved)
                console.say("  The node-manager could not stop all databases: see "
                        + folders.logOf(Service.NODE_MANAGER.id()));
        }
        for (var service : Service.values()) Files.deleteIfExists(folders.pidFileOf(service.id()));
        return saved;
    }

    /** What {@code Ctrl-C} does. */
    void runQuietly() {
        try {
            run();
        } catch (Exception exception) {
            console.say("miniredis: " + exception.getMessage());
        }
    }

    static void forget(Folders folders) throws IOException {
        Files.deleteIfExists(marker(folders));
    }
}
