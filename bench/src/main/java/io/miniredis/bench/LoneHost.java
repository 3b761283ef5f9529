package io.miniredis.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A node-manager alone on a host of its own, run as {@code ./miniredis up} runs it, with {@link Neighbours} around it. */
final class LoneHost implements AutoCloseable {

    private static final JsonMapper json = JsonMapper.shared();
    private static final Pattern TAKEN_OVER =
            Pattern.compile("(\\d+) nodes on disk, (\\d+) engines were running and are adopted in (\\d+) ms");
    /** The launcher's, see its Service. */
    private static final List<String> JVM_FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:TieredStopAtLevel=1",
            "-Xss512k",
            "-Xmx128m",
            "-XX:+ExitOnOutOfMemoryError");

    private final Path home;
    private final Path jar;
    private final Neighbours neighbours = new Neighbours();
    private final int port = Ping.freePort();
    private final int firstPort;
    private final int lastPort;
    private final JsonHttp http = new JsonHttp();
    private final String token = neighbours.token("nodes");
    private Process process;

    /** How a node-manager found its host when it came. */
    record TakenOver(int nodes, int adopted, long millis) {}

    LoneHost(Path project, int firstPort, int lastPort) {
        this.firstPort = firstPort;
        this.lastPort = lastPort;
        try {
            home = Files.createTempDirectory("miniredis-density-");
            jar = unpack(project.resolve("node-manager/target/node-manager.jar"));
            process = launch();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** As the launcher runs it: a jar in a jar is slow to start from. */
    private Path unpack(Path packed) throws IOException {
        var folder = home.resolve("lib");
        var tool = new ProcessBuilder(
                java(), "-Djarmode=tools", "-jar", packed.toString(), "extract", "--destination", folder.toString());
        var code = await(
                tool.redirectErrorStream(true).redirectOutput(log().toFile()).start());
        if (code != 0) throw new IllegalStateException(Files.readString(log()));
        return folder.resolve(packed.getFileName());
    }

    private static String java() {
        return ProcessHandle.current().info().command().orElse("java");
    }

    private Path log() {
        return home.resolve("node-manager.log");
    }

    Path nodes() {
        return home.resolve("data").resolve("nodes");
    }

    /** Starts it again. */
    void start() {
        process = launch();
    }

    private Process launch() {
        var command = new ArrayList<>(List.of(java()));
        command.addAll(JVM_FLAGS);
        command.addAll(List.of("-jar", jar.toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log().toFile());
        var url = "http://127.0.0.1:" + port;
        builder.environment()
                .putAll(Map.of(
                        "SERVER_PORT",
                        String.valueOf(port),
                        "AUTH_SERVICE_URL",
                        neighbours.url().toString(),
                        "BACKEND_URL",
                        neighbours.url().toString(),
                        "NODE_MANAGER_URL",
                        url,
                        "SERVICE_CLIENT_SECRET",
                        "bench",
                        "MINIREDIS_DATA_DIR",
                        home.resolve("data").toString(),
                        "REDIS_PORT_START",
                        String.valueOf(firstPort),
                        "REDIS_PORT_END",
                        String.valueOf(lastPort),
                        "REDIS_BIND",
                        "127.0.0.1"));
        try {
            return builder.start();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** Ends it as a fault would; its engines go on. */
    void kill() {
        process.destroyForcibly();
        await(process);
    }

    private static int await(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(exception);
        }
    }

    long pid() {
        return process.pid();
    }

    /** What this run of it said about the engines that it found, once it has said so. */
    TakenOver awaitTakenOver() {
        while (true) {
            try {
                var said = TAKEN_OVER.matcher(Files.readString(log()));
                if (said.find()) {
                    return new TakenOver(
                            Integer.parseInt(said.group(1)),
                            Integer.parseInt(said.group(2)),
                            Long.parseLong(said.group(3)));
                }
                if (!process.isAlive()) throw new IllegalStateException(Files.readString(log()));
            } catch (IOException exception) {
                throw new UncheckedIOException(exception);
            }
            ProcessCost.sleep(Duration.ofMillis(20));
        }
    }

    /** Waits until its API answers. */
    LoneHost awaitApi() {
        awaitTakenOver();
        while (true) {
            try {
                list();
                return this;
            } catch (UncheckedIOException notYet) {
                ProcessCost.sleep(Duration.ofMillis(20));
            }
        }
    }

    /** Has garbage thrown away, so that what is left is in use. */
    void collectGarbage() {
        try {
            var jcmd = Path.of(java()).resolveSibling("jcmd").toString();
            await(new ProcessBuilder(jcmd, String.valueOf(pid()), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    JsonNode put(Map<String, ?> spec) {
        return send("PUT", "/nodes/" + spec.get("nodeId"), json.writeValueAsString(spec));
    }

    void delete(String nodeId) {
        send("DELETE", "/nodes/" + nodeId, "");
    }

    JsonNode list() {
        return send("GET", "/nodes", "");
    }

    private JsonNode send(String method, String path, String body) {
        return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Everything that runs in a node's folder. */
    List<ProcessHandle> engines() {
        return ProcessHandle.allProcesses().filter(it -> isEngine(it.pid())).toList();
    }

    private boolean isEngine(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", String.valueOf(pid), "cwd"))
                    .startsWith(nodes());
        } catch (IOException goneMeanwhile) {
            return false;
        }
    }

    void killEngines(List<ProcessHandle> engines) {
        engines.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        kill();
        killEngines(engines());
        while (!engines().isEmpty()) ProcessCost.sleep(Duration.ofMillis(20));
        neighbours.close();
        try (var files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder()).forEach(it -> it.toFile().delete());
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
