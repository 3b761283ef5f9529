package io.miniredis.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A platform of our own, in a folder and on ports of its own, started and hurt as a person at the keyboard would. */
final class LocalPlatform implements Platform {

    /** Small, so that it can be exhausted; large enough for what the tests keep at a time. */
    static final int POOL = 40;

    /** The address of who runs it, for the test that signs up with it. */
    static final String OPERATOR = "operator@example.com";

    static final List<String> SERVICES =
            List.of("frontend", "api-gateway", "backend", "auth-service", "monitoring-service", "node-manager");

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path project = Path.of(System.getProperty("miniredis.project", ".."))
            .toAbsolutePath()
            .normalize();
    private final Path home;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new LinkedHashMap<>();

    private final Collector collector;

    private LocalPlatform(Path home, Collector collector) {
        this.home = home;
        this.collector = collector;
        variables.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint().toString());
        variables.put("OTEL_TRACES_SAMPLER_ARG", "1");
        variables.put("LOGGING_STRUCTURED_FORMAT_CONSOLE", "logstash");
        variables.put("MINIREDIS_HOME", home.toString());
        // the reactor has built the jars; what is tested is what was built
        variables.put("MINIREDIS_BUILD", "off");
        // preparing caches would take the processors that the tests need
        variables.put("MINIREDIS_FAST_START", "off");
        variables.put("MINIREDIS_OPERATORS", OPERATOR);
        // all tests come from one address, and meet limits where they look for them
        for (var limit : List.of("SIGN_UP", "LOG_IN", "FORGOT", "RESET", "INVITATIONS")) {
            variables.put("MINIREDIS_RATE_LIMIT_" + limit, "5000/10m");
        }
        var free = freePorts(SERVICES.size() + 1);
        for (var service : SERVICES) {
            ports.put(service, free.removeFirst());
            variables.put(
                    service.toUpperCase(java.util.Locale.ROOT).replace('-', '_') + "_PORT",
                    String.valueOf(ports.get(service)));
        }
        variables.put("POSTGRES_PORT", String.valueOf(free.removeFirst()));
        var pool = freePool();
        variables.put("REDIS_PORT_START", String.valueOf(pool));
        variables.put("REDIS_PORT_END", String.valueOf(pool + POOL - 1));
    }

    static LocalPlatform start() {
        try {
            var home = Files.createTempDirectory("miniredis-e2e-");
            var platform = new LocalPlatform(home, Collector.start(home.resolve("spans")));
            try {
                platform.up();
            } catch (AssertionError notHealthy) {
                // its logs stay, its processes do not
                platform.run(Map.of(), "down");
                throw notHealthy;
            }
            return platform;
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    @Override
    public URI dashboard() {
        return url("frontend");
    }

    URI url(String service) {
        return URI.create("http://localhost:" + ports.get(service));
    }

    /** The checkout. */
    Path project() {
        return project;
    }

    /** Who gets the traces of this platform. */
    Collector collector() {
        return collector;
    }

    Path home() {
        return home;
    }

    /** Where mails go while there is no mail server. */
    Path mails() {
        return home.resolve("mail");
    }

    void up() {
        var said = run(Map.of(), "up", "--detach");
        assertThat(said.status()).as(said.text()).isZero();
    }

    void down() {
        var said = run(Map.of(), "down");
        assertThat(said.status()).as(said.text()).isZero();
    }

    /** What the script said, standard output and error together. */
    record Said(int status, String text) {}

    Said run(Map<String, String> more, String... arguments) {
        try {
            var command = new ArrayList<>(List.of(project.resolve("miniredis").toString()));
            command.addAll(List.of(arguments));
            var output = Files.createTempFile(home, "said", ".txt");
            var process = new ProcessBuilder(command)
                    .directory(project.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            process.environment().putAll(variables);
            process.environment().putAll(more);
            var running = process.start();
            if (!running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                running.destroyForcibly();
                throw new AssertionError("still running after " + PATIENCE + ": " + command + Files.readString(output));
            }
            return new Said(running.exitValue(), Files.readString(output));
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(exception);
        }
    }

    /** As {@code kill -9} does it. */
    void kill(String part) {
        processOf(part).destroyForcibly();
    }

    ProcessHandle processOf(String part) {
        try {
            var record = new Properties();
            record.load(Files.newBufferedReader(home.resolve("run").resolve(part + ".pid")));
            return ProcessHandle.of(Long.parseLong(record.getProperty("pid"))).orElseThrow();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** Keeps a service from being started again, or from answering, without ending it. */
    void freeze(String part) {
        signal("STOP", processOf(part).pid());
    }

    void thaw(String part) {
        signal("CONT", processOf(part).pid());
    }

    private static void signal(String name, long pid) {
        try {
            assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                            .start()
                            .waitFor())
                    .isZero();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
        }
    }

    void awaitReady(String service) {
        await(service + " is ready").atMost(Duration.ofSeconds(90)).until(() -> isReady(service));
    }

    private boolean isReady(String service) {
        try (var http = HttpClient.newHttpClient()) {
            var health = HttpRequest.newBuilder(url(service).resolve("/actuator/health/readiness"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return http.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The engine processes of this platform: those whose working folder is below its home. */
    List<ProcessHandle> engines() {
        return ProcessHandle.allProcesses().filter(this::isEngineOfOurs).toList();
    }

    private boolean isEngineOfOurs(ProcessHandle process) {
        try {
            var proc = Path.of("/proc", String.valueOf(process.pid()));
            var name = Files.readString(proc.resolve("comm")).strip();
            return (name.startsWith("redis") || name.startsWith("valkey"))
                    && Files.readSymbolicLink(proc.resolve("cwd")).startsWith(home.toRealPath());
        } catch (IOException goneMeanwhile) {
            return false;
        }
    }

    /** The engine that listens on this port, which it has in its title. */
    ProcessHandle engineOn(int port) {
        return engines().stream()
                .filter(it -> titleOf(it).contains(":" + port))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no engine on port " + port));
    }

    private static String titleOf(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"));
        } catch (IOException goneMeanwhile) {
            return "";
        }
    }

    @Override
    public void close() {
        var said = run(Map.of(), "down");
        collector.close();
        assertThat(engines()).as("engines left behind by down: " + said.text()).isEmpty();
        if (said.status() == 0) deleteHome();
    }

    private void deleteHome() {
        try (var files = Files.walk(home)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(it -> it.toFile().delete());
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private static List<Integer> freePorts(int count) {
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (var i = 0; i < count; i++) sockets.add(new ServerSocket(0));
            return new ArrayList<>(
                    sockets.stream().map(ServerSocket::getLocalPort).toList());
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        } finally {
            for (var socket : sockets) close(socket);
        }
    }

    /** The first of {@link #POOL} free ports in a row, below the range that the system hands out by itself. */
    private static int freePool() {
        for (var start = 21_000; start < 32_000; start += POOL) {
            if (isFree(start)) return start;
        }
        throw new IllegalStateException("no free ports in a row");
    }

    private static boolean isFree(int start) {
        for (var port = start; port < start + POOL; port++) {
            try (var socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(port));
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
