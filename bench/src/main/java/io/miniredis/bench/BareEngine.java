package io.miniredis.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The engine as a person would start it by hand, with a password and an append-only file: the baseline. */
final class BareEngine implements AutoCloseable {

    static final String PASSWORD = "bench";

    private final Path folder;
    private final int port;
    private Process process;

    private BareEngine(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** Started, but perhaps not answering yet. */
    static BareEngine start() {
        try {
            var folder = Files.createTempDirectory("miniredis-bare-");
            var port = Ping.freePort();
            return new BareEngine(folder, port, run(folder, port));
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private static Process run(Path folder, int port) throws IOException {
        return new ProcessBuilder(List.of(
                        System.getenv().getOrDefault("MINIREDIS_ENGINE", "redis-server"),
                        "--port",
                        String.valueOf(port),
                        "--dir",
                        folder.toString(),
                        "--requirepass",
                        PASSWORD,
                        "--appendonly",
                        "yes",
                        "--save",
                        ""))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    int port() {
        return port;
    }

    BareEngine awaitPong() {
        Ping.await(port, "default", PASSWORD);
        return this;
    }

    /** Kills it and starts it again the moment it is gone. */
    void killAndStartAgain() {
        try {
            process.destroyForcibly().waitFor();
            process = run(folder, port);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(exception);
        }
    }

    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor();
            Folders.delete(folder);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
        }
    }
}
