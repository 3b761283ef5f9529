package io.miniredis.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** nginx in front of two versions, which gives the new one a percentage of the calls, as an ingress controller or a mesh does it. */
final class Splitter implements AutoCloseable {

    private final Path folder;
    private final int port;
    private final int stable;

    Splitter(Path folder, int port, int stable) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        this.port = port;
        this.stable = stable;
        write(0, 0);
        nginx();
    }

    int port() {
        return port;
    }

    /** @param percent of the calls for the new version on that port; 0 takes it away */
    void give(int percent, int canary) throws IOException, InterruptedException {
        write(percent, canary);
        nginx("-s", "reload");
    }

    private void write(int percent, int canary) throws IOException {
        var servers = "server 127.0.0.1:%d weight=%d max_fails=0;".formatted(stable, 100 - percent)
                + (percent == 0 ? "" : " server 127.0.0.1:%d weight=%d max_fails=0;".formatted(canary, percent));
        Files.writeString(folder.resolve("nginx.conf"), """
                pid nginx.pid; error_log error.log; worker_processes 1;
                events { worker_connections 256; }
                http {
                  access_log off;
                  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path f; uwsgi_temp_path u; scgi_temp_path s;
                  upstream versions { %s }
                  server { listen 127.0.0.1:%d; location / { proxy_pass http://versions; proxy_next_upstream off; } }
                }
                """.formatted(servers, port));
    }

    private void nginx(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                "nginx",
                "-p",
                folder + "/",
                "-c",
                folder.resolve("nginx.conf").toString(),
                "-e",
                folder.resolve("error.log").toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).inheritIO().start();
        if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0)
            throw new IOException("nginx ended with " + process.exitValue());
    }

    @Override
    public void close() throws Exception {
        nginx("-s", "stop");
    }
}
