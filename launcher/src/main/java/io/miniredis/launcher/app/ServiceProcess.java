package io.miniredis.launcher.app;

import io.miniredis.launcher.process.Part;
import io.miniredis.launcher.process.ProcessRecord;
import io.miniredis.launcher.process.Session;
import io.miniredis.launcher.process.Stopping;
import io.miniredis.launcher.stack.Folders;
import io.miniredis.launcher.stack.PortCheck;
import io.miniredis.launcher.stack.Secrets;
import io.miniredis.launcher.stack.Settings;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The process of one service. */
public final class ServiceProcess implements Part {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final Duration DRAIN_PATIENCE = Duration.ofMinutes(3);
    private static final int ANSWER_MILLIS = 2_000;

    private final App app;
    private final Settings settings;
    private final Folders folders;

    public ServiceProcess(App app, Settings settings) {
        this.app = app;
        this.settings = settings;
        this.folders = settings.folders();
    }

    @Override
    public String id() {
        return app.service().id();
    }

    @Override
    public int port() {
        return settings.port(app.service());
    }

    @Override
    public Optional<ProcessHandle> adopt() {
        var record = ProcessRecord.read(folders.pidFileOf(id()));
        var same =
                record.filter(it -> it.fingerprint().equals(app.fingerprint())).flatMap(ProcessRecord::find);
        if (same.isPresent()) return same;
        // of another build or with other settings, or started just before its launcher was killed
        find().ifPresent(it -> Stopping.stop(it, STOP_PATIENCE));
        return Optional.empty();
    }

    private Optional<ProcessHandle> find() {
        return find(id(), folders);
    }

    /** The process of a service, by its pid file or, when that was never written, by the mark on its command line. */
    public static Optional<ProcessHandle> find(String id, Folders folders) {
        return ProcessRecord.read(folders.pidFileOf(id))
                .flatMap(ProcessRecord::find)
                .or(() -> marked(id, folders).findFirst());
    }

    /** All processes of this stack that bear the name on their command line. */
    static Stream<ProcessHandle> marked(String id, Folders folders) {
        var marker = App.marker(id, folders) + " ";
        return ProcessHandle.allProcesses()
                .filter(it -> it.info()
                        .commandLine()
                        .map(line -> line.contains(marker))
                        .orElse(false));
    }

    @Override
    public ProcessHandle start() throws IOException {
        PortCheck.requireFree(port(), id(), app.service().portVariable());
        var builder = new ProcessBuilder(Session.own(app.command()));
        var started = launch(builder).toHandle();
        ProcessRecord.of(started, app.fingerprint()).write(folders.pidFileOf(id()));
        return started;
    }

    private Process launch(ProcessBuilder builder) throws IOException {
        builder.environment().keySet().removeIf(Secrets::isBrought);
        builder.environment().putAll(app.environment());
        return builder.directory(folders.run().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folders.logOf(id()).toFile()))
                .start();
    }

    @Override
    public boolean isReady() {
        return isReady(settings.url(app.service()));
    }

    /** @param url the service's address without a path */
    public static boolean isReady(String url) {
        try {
            var connection = (HttpURLConnection)
                    URI.create(url + "/actuator/health/readiness").toURL().openConnection();
            connection.setConnectTimeout(ANSWER_MILLIS);
            connection.setReadTimeout(ANSWER_MILLIS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException notYet) {
            return false;
        }
    }

    /**
     * Runs the node-manager's program once more to end the engines in order, saving.
     *
     * @return false when it did not manage; its log says why
     */
    public boolean drain() {
        try {
            return launch(new ProcessBuilder(app.command("drain")))
                            .onExit()
                            .orTimeout(DRAIN_PATIENCE.toSeconds(), TimeUnit.SECONDS)
                            .join()
                            .exitValue()
                    == 0;
        } catch (IOException | CompletionException failed) {
            return false;
        }
    }
}
