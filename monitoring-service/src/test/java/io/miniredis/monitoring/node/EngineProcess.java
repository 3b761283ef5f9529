package io.miniredis.monitoring.node;

import io.miniredis.kit.testing.EngineForTests;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;

/** A real engine with the users that a node has. */
final class EngineProcess implements AutoCloseable {

    private final Path folder;
    private final int port;
    private Process process;

    EngineProcess(Path folder) throws IOException {
        this(folder, "port %d");
    }

    /** One that speaks TLS and nothing else, with the certificate that lies in the folder. */
    static EngineProcess withTls(Path folder) throws IOException {
        return new EngineProcess(folder, """
                port 0
                tls-port %d
                tls-cert-file node.crt
                tls-key-file node.key
                tls-auth-clients no""");
    }

    private EngineProcess(Path folder, String listen) throws IOException {
        this.folder = Files.createDirectories(folder);
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.writeString(folder.resolve("users.acl"), """
                user default on nopass ~* &* +@all
                user monitor on >measure -@all +info +slowlog|get +ping
                """);
        Files.writeString(
                folder.resolve("engine.conf"), """
                %s
                bind 127.0.0.1
                aclfile %s
                save ""
                maxmemory 32mb
                slowlog-log-slower-than 0
                """.formatted(listen.formatted(port), folder.resolve("users.acl")));
        start();
    }

    void start() throws IOException {
        process = new ProcessBuilder(
                        EngineForTests.find().toString(),
                        folder.resolve("engine.conf").toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Awaitility.await().until(() -> Files.readString(folder.resolve("log")).contains("Ready to accept connections"));
    }

    int port() {
        return port;
    }

    Jedis tenant() {
        return new Jedis("127.0.0.1", port);
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(10, TimeUnit.SECONDS)) throw new IllegalStateException("the engine does not end");
    }

    /** Stops it without ending it: connections stay, answers do not come. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
