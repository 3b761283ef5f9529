package io.miniredis.backend;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** A PostgreSQL that flushes what it commits, and that a test ends and starts again, on the same port with the same data. */
public final class StoppablePostgres implements JdbcConnectionDetails, AutoCloseable {

    private final Path folder = newFolder();
    private EmbeddedPostgres server;
    private final int port;

    public StoppablePostgres() throws IOException {
        server = builder().start();
        port = server.getPort();
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("mr-postgres-");
        } catch (IOException exception) {
            throw new java.io.UncheckedIOException(exception);
        }
    }

    private EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on");
    }

    /** As an operator or an upgrade does it: whoever is connected is told. */
    public void stop() throws IOException {
        server.close();
    }

    /** As the system does it: {@code kill -9} of every process. */
    public void kill() throws IOException {
        var pid = Long.parseLong(
                Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst());
        var postmaster = ProcessHandle.of(pid).orElseThrow();
        var all = Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        Awaitility.await().until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
        server.close();
    }

    public void start() throws IOException {
        server = builder().setPort(port).start();
    }

    /** A connection beside the backend's. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(getJdbcUrl(), getUsername(), getPassword());
    }

    @Override
    public String getUsername() {
        return "postgres";
    }

    @Override
    public String getPassword() {
        return "postgres";
    }

    @Override
    public String getJdbcUrl() {
        return "jdbc:postgresql://localhost:" + port + "/postgres";
    }

    @Override
    public void close() throws IOException {
        server.close();
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(it -> it.toFile().delete());
        }
    }
}
