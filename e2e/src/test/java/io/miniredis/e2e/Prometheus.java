package io.miniredis.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Prometheus, Debian's, that scrapes a platform each second with the labels that chart and compose give. */
final class Prometheus implements AutoCloseable {

    private static final JsonMapper json = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final URI url;

    private Prometheus(Process process, int port) {
        this.process = process;
        this.url = URI.create("http://localhost:" + port);
    }

    static Optional<Path> program() {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(it -> Path.of(it, "prometheus"))
                .filter(Files::isExecutable)
                .findAny();
    }

    static Prometheus of(LocalPlatform platform, Path folder) throws IOException {
        var config = new StringBuilder("global: {scrape_interval: 1s, scrape_timeout: 1s}\n")
                .append("rule_files: [")
                .append(platform.project().resolve("helm/miniredis/rules"))
                .append("/*.yaml]\n")
                .append(
                        "scrape_configs:\n  - job_name: services\n    metrics_path: /actuator/prometheus\n    static_configs:\n");
        for (var service : LocalPlatform.SERVICES)
            config.append("      - {targets: [\"localhost:%d\"], labels: {service: %2$s, pod: %2$s, namespace: e2e}}\n"
                    .formatted(platform.url(service).getPort(), service));
        var file = Files.writeString(folder.resolve("prometheus.yml"), config);
        var port = freePort();
        var process = new ProcessBuilder(
                        program().orElseThrow().toString(),
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        var prometheus = new Prometheus(process, port);
        await("Prometheus scrapes")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> prometheus
                        .query("count(up == 1)")
                        .at("/0/value/1")
                        .asString()
                        .equals("6"));
        return prometheus;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** @return the series, each with its value */
    JsonNode query(String expression) {
        var answer = get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        if (!answer.path("status").asString("").equals("success"))
            throw new AssertionError(expression + ": " + answer.path("error").asString(""));
        return answer.at("/data/result");
    }

    /** Whether a query says anything: a number at least. */
    boolean answers(String expression) {
        return query(expression)
                .valueStream()
                .anyMatch(it -> !it.at("/value/1").asString().equals("NaN"));
    }

    JsonNode rules() {
        return get("/api/v1/rules").at("/data/groups");
    }

    private JsonNode get(String path) {
        try {
            var request = HttpRequest.newBuilder(URI.create(url + path))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return json.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(exception);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
        http.close();
    }
}
