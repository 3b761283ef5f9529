package io.miniredis.gateway.shutdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.miniredis.gateway.ApiGatewayApplication;
import io.miniredis.gateway.testing.Services;
import io.miniredis.kit.secret.KeyText;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways as processes of their own, behind a balancer that heeds readiness, are replaced one after the other under load. */
class RollingRestartIntegrationTests {

    private static final String KEY = KeyText.withChecksum("rollingrollingrollingrollingrollingrolling1");
    private static final int CALLERS = 4;

    @TempDir
    Path folder;

    private final Services services = new Services();
    private final List<Process> started = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicBoolean over = new AtomicBoolean();

    /** Whether each port may be sent calls, as its readiness said last. */
    private final Map<Integer, Boolean> ready = new ConcurrentHashMap<>();

    private final AtomicInteger answered = new AtomicInteger();
    private final List<String> lost = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        over.set(true);
        threads.shutdownNow();
        http.shutdownNow();
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void rollingRestartWhenUnderLoadLosesNoRequest() throws Exception {
        services.allow(KEY);
        services.answerWith(exchange -> {
            if (exchange.getRequestURI().getPath().endsWith("/events")) {
                stream(exchange);
                return;
            }
            pause(ThreadLocalRandom.current().nextInt(30));
            Services.answer(exchange, 200, "application/json", "{\"ok\":true}");
        });
        var first = freePort();
        var second = freePort();
        var one = start(first);
        var two = start(second);
        threads.submit(this::balance);
        await().atMost(Duration.ofSeconds(90))
                .until(() -> ready.getOrDefault(first, false) && ready.getOrDefault(second, false));
        var listeners = List.of(listen(first), listen(second));
        for (var i = 0; i < CALLERS; i++) threads.submit(this::callUntilOver);

        restart(one, first);
        restart(two, second);

        over.set(true);
        assertThat(lost).isEmpty();
        assertThat(answered).hasValueGreaterThan(200);
        // streams ended as whole answers, so that those who listen connect again
        for (var listener : listeners)
            assertThat(listener.get(10, TimeUnit.SECONDS)).isEqualTo("ended");
    }

    private void restart(Process gateway, int port) throws Exception {
        var before = answered.get();
        await().atMost(Duration.ofSeconds(30)).until(() -> answered.get() > before + 50);
        gateway.destroy();
        assertThat(gateway.waitFor(20, TimeUnit.SECONDS)).as("left in time").isTrue();
        start(port);
        await().atMost(Duration.ofSeconds(90)).until(() -> ready.getOrDefault(port, false));
    }

    private Process start(int port) throws IOException {
        var log = folder.resolve("gateway-%d-%d.log".formatted(port, started.size()));
        var classes = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(it -> !it.contains("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-cp",
                        classes,
                        ApiGatewayApplication.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "SERVER_PORT", String.valueOf(port),
                        "SERVICE_CLIENT_SECRET", "test",
                        "AUTH_SERVICE_URL", services.url(),
                        "BACKEND_URL", services.url(),
                        "MONITORING_SERVICE_URL", services.url(),
                        "MINIREDIS_LAME_DUCK", "1s",
                        "MINIREDIS_RATE_LIMIT_CREDENTIAL", "0"));
        var process = builder.start();
        started.add(process);
        process.onExit().thenAccept(it -> {
            if (!over.get() && it.exitValue() != 143) lost.add("exit " + it.exitValue() + ": " + read(log));
        });
        return process;
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** Asks every gateway for its readiness, again and again. */
    private void balance() {
        while (!over.get()) {
            for (var port : List.copyOf(ports())) ready.put(port, isReady(port));
            pause(50);
        }
    }

    private List<Integer> ports() {
        return List.copyOf(ready.keySet());
    }

    private boolean isReady(int port) {
        try {
            var request = HttpRequest.newBuilder(uri(port, "/actuator/health/readiness"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException | InterruptedException away) {
            return false;
        }
    }

    private void callUntilOver() {
        while (!over.get()) {
            var candidates = ready.entrySet().stream()
                    .filter(Map.Entry::getValue)
                    .map(Map.Entry::getKey)
                    .toList();
            if (candidates.isEmpty()) {
                lost.add("nobody is ready");
                return;
            }
            var port = candidates.get(ThreadLocalRandom.current().nextInt(candidates.size()));
            call(port, ThreadLocalRandom.current().nextBoolean() ? "GET" : "POST");
        }
    }

    private void call(int port, String method) {
        var request = HttpRequest.newBuilder(uri(port, "/api/v1/databases"))
                .header("Authorization", "Bearer " + KEY)
                .timeout(Duration.ofSeconds(10))
                .method(
                        method,
                        method.equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) answered.incrementAndGet();
            else lost.add(method + " " + answer.statusCode() + " " + answer.body());
        } catch (IOException exception) {
            if (!over.get()) lost.add(method + " " + exception);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
        }
    }

    private Future<String> listen(int port) {
        var request = HttpRequest.newBuilder(uri(port, "/api/v1/databases/db_1/events"))
                .header("Authorization", "Bearer " + KEY)
                .header("Accept", "text/event-stream")
                .build();
        return threads.submit(() -> {
            try (var lines =
                    http.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
                return lines.count() > 0 ? "ended" : "nothing came";
            } catch (UncheckedIOException | IOException broken) {
                return "broke off: " + broken;
            }
        });
    }

    private static void stream(com.sun.net.httpserver.HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        while (true) {
            exchange.getResponseBody().write("data: one\n\n".getBytes(StandardCharsets.US_ASCII));
            exchange.getResponseBody().flush();
            pause(100);
        }
    }

    /** Waits without anything to wait for: the pace of a balancer, or of a service at work. */
    private static void pause(long millis) {
        try {
            new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(exception);
        }
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            ready.put(socket.getLocalPort(), false);
            return socket.getLocalPort();
        }
    }
}
