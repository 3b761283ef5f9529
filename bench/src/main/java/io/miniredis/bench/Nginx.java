package io.miniredis.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * What one would build instead of the gateway: nginx that asks the auth-service about each call ({@code auth_request}) and passes it on
 * to the backend with the token. On one port it asks every time, on the other it keeps what it was told for 4 s, as the gateway does.
 */
final class Nginx implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(5);

    private static final String CONFIGURATION = """
            daemon off;
            worker_processes auto;
            pid %1$s/nginx.pid;
            error_log %1$s/error.log;
            events { worker_connections 1024; }
            http {
              access_log %1$s/access.log;
              client_body_temp_path %1$s/body;
              proxy_temp_path %1$s/proxy;
              fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi;
              scgi_temp_path %1$s/scgi;
              proxy_cache_path %1$s/cache keys_zone=tokens:4m;
              upstream backend { server %2$s; keepalive 64; }
              upstream adapter { server 127.0.0.1:%3$d; keepalive 64; }
              proxy_http_version 1.1;
              keepalive_requests 1000000;
              %4$s
              %5$s
            }
            """;

    private static final String SERVER = """
            server {
              listen 127.0.0.1:%1$d;
              location / {
                auth_request /auth;
                auth_request_set $token $upstream_http_x_token;
                proxy_set_header Connection "";
                proxy_set_header Authorization "Bearer $token";
                proxy_pass http://backend;
              }
              location = /auth {
                internal;
                proxy_pass_request_body off;
                proxy_set_header Content-Length "";
                proxy_set_header Connection "";
                proxy_pass http://adapter;
                %2$s
              }
            }
            """;

    private static final String KEEP = """
            proxy_cache tokens;
            proxy_cache_key $http_authorization;
            proxy_cache_valid 204 4s;
            proxy_cache_lock on;
            """;

    private final Path folder;
    private final Process process;
    private final int asking = Ping.freePort();
    private final int keeping = Ping.freePort();

    private Nginx(String program, URI backend, int adapter) {
        try {
            folder = Files.createTempDirectory("miniredis-bench-nginx-");
            var configuration = folder.resolve("nginx.conf");
            var user = System.getProperty("user.name").equals("root") ? "user root;\n" : "";
            Files.writeString(
                    configuration,
                    user
                            + CONFIGURATION.formatted(
                                    folder,
                                    backend.getAuthority(),
                                    adapter,
                                    SERVER.formatted(asking, ""),
                                    SERVER.formatted(keeping, KEEP)));
            process = new ProcessBuilder(program, "-p", folder.toString(), "-c", configuration.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("said").toFile())
                    .start();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
        awaitListening();
    }

    /** Starts it; empty where there is none on this machine. */
    static Optional<Nginx> start(URI backend, int adapter) {
        return Stream.of(System.getenv("PATH").split(":", -1), new String[] {"/usr/sbin"})
                .flatMap(Stream::of)
                .map(it -> Path.of(it, "nginx"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(it -> new Nginx(it.toString(), backend, adapter));
    }

    private void awaitListening() {
        var end = System.nanoTime() + START.toNanos();
        while (!listens()) {
            if (!process.isAlive() || System.nanoTime() > end) throw new IllegalStateException("nginx: " + said());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private boolean listens() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", keeping), 100);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("said"));
        } catch (IOException exception) {
            return exception.toString();
        }
    }

    URI asking() {
        return URI.create("http://127.0.0.1:" + asking);
    }

    URI keeping() {
        return URI.create("http://127.0.0.1:" + keeping);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly();
            Folders.delete(folder);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
        }
    }
}
