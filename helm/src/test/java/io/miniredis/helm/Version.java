package io.miniredis.helm;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A gateway from the built jar, with what is said to be wrong with it.
 *
 * @param hash what its pods would be labelled with
 */
record Version(String hash, int port, Process process) implements AutoCloseable {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    static Version start(Path folder, String hash, Map<String, String> environment) throws IOException {
        var jar = Path.of("../api-gateway/target/api-gateway.jar")
                .toAbsolutePath()
                .normalize();
        if (!Files.exists(jar)) throw new IOException("there is no " + jar + ": mvn -DskipTests package");
        var port = freePort();
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx160m",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        jar.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(hash + ".log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "SERVER_PORT", String.valueOf(port),
                        "SERVER_ADDRESS", "127.0.0.1",
                        "SERVICE_CLIENT_SECRET", "rehearsal",
                        "MINIREDIS_SECRETS_DIR", folder.resolve("none").toString(),
                        "MINIREDIS_RATE_LIMIT_ADDRESS", "0",
                        "MINIREDIS_ACCESS_LOG", "off"));
        builder.environment().putAll(environment);
        return new Version(hash, port, builder.start());
    }

    /** The status of its answer, 0 where there is none. */
    int ask(String path) {
        return ask(port, path);
    }

    static int ask(int port, String path) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(Duration.ofSeconds(4))
                    .build();
            return HTTP.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
