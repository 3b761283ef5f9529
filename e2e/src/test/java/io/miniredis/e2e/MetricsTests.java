package io.miniredis.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Dashboards and alerts ask a real Prometheus that scrapes this platform; what gets no answer is a mistake. */
@ExtendWith(PlatformExtension.class)
class MetricsTests {

    /** Metrics that nothing has here, and why. */
    private static final Map<String, String> ABSENT = Map.of(
            "pg_", "postgres_exporter runs beside the PostgreSQL of a cluster",
            "miniredis_backup_", "pushed by backups, which do not run here",
            "miniredis_restore_test_", "the same",
            "miniredis_gateway_rate_limits_shared", "only with MINIREDIS_RATE_LIMIT_REDIS");

    private static final Pattern METRIC = Pattern.compile(
            "\\b(?:miniredis|http|hikaricp|pg|disk|jvm|process|system|logback|dbscheduler|scrape)_[a-z_]+\\b|\\bup\\b");

    private static final JsonMapper json = JsonMapper.builder().build();

    @Test
    void panelsAndAlertsWhenThePlatformIsUsedHaveData(LocalPlatform platform, @TempDir Path folder) throws Exception {
        assumeTrue(Prometheus.program().isPresent(), "no prometheus on the PATH (Debian: prometheus)");
        try (var prometheus = Prometheus.of(platform, folder)) {
            var panels = panels(platform);
            assertThat(panels).hasSizeGreaterThan(40);
            var tenant = Tenant.signedUp(platform);
            // a certificate to end some day
            var database = tenant.create(Map.of("name", "watched", "plan", "small", "tls", true));
            tenant.create(Map.of("name", "busy", "plan", "small"));
            await("data for every panel")
                    .atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> {
                        use(tenant);
                        assertThat(panels)
                                .allSatisfy((name, query) -> assertThat(prometheus.answers(query))
                                        .as("%s: %s", name, query)
                                        .isTrue());
                    });
            assertThat(metricsOfAlerts(prometheus))
                    .as("metrics that alerts ask for")
                    .hasSizeGreaterThan(15)
                    .allMatch(it -> !prometheus.query(it).isEmpty());
            tenant.delete(database.path());
        }
    }

    /** What works, and what callers do wrong. */
    private static void use(Tenant tenant) {
        tenant.get("/databases").expect(200);
        tenant.get("/databases/db_unknown");
        tenant.post("/databases", Map.of("name", ""));
    }

    /** Queries by what to call them, as Grafana would ask them. */
    private static Map<String, String> panels(LocalPlatform platform) throws IOException {
        var queries = new LinkedHashMap<String, String>();
        try (var files = Files.list(platform.project().resolve("helm/miniredis/dashboards"))) {
            for (var file :
                    files.filter(it -> it.toString().endsWith(".json")).sorted().toList())
                for (var panel : json.readTree(file).path("panels").values())
                    for (var target : panel.path("targets").values())
                        queries.put(
                                file.getFileName() + ", " + panel.path("title").asString() + " "
                                        + target.path("refId").asString(),
                                target.path("expr").asString().replace("$__rate_interval", "20s"));
        }
        queries.values().removeIf(MetricsTests::isAbsent);
        return queries;
    }

    private static boolean isAbsent(String text) {
        return ABSENT.keySet().stream().anyMatch(text::contains);
    }

    /** An alert that does not fire has no data; what it asks about has. */
    private static List<String> metricsOfAlerts(Prometheus prometheus) {
        return prometheus
                .rules()
                .valueStream()
                .flatMap(it -> it.path("rules").valueStream())
                .peek(it ->
                        assertThat(it.path("health").asString()).as("%s", it).isNotEqualTo("err"))
                .map(it -> it.path("query").asString())
                .flatMap(it -> METRIC.matcher(it).results().map(found -> found.group()))
                .filter(it -> !isAbsent(it))
                .distinct()
                .toList();
    }

    @Test
    void seriesWhenStrangersTryManyPathsAreNoMore(LocalPlatform platform) throws Exception {
        var doors = List.of(platform.dashboard(), platform.url("api-gateway"));
        // what there is for any unknown path, method and status
        flood(doors, 20);
        var before = series(platform);
        flood(doors, 300);
        assertThat(series(platform)).isEqualTo(before);
    }

    private static void flood(List<URI> doors, int times) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            for (var i = 0; i < times; i++)
                for (var door : doors)
                    for (var path : List.of("/", "/api/v1/", "/api/v1/databases/", "/actuator/health/"))
                        http.send(
                                HttpRequest.newBuilder(URI.create(door + path + UUID.randomUUID()))
                                        .header("User-Agent", "agent-" + UUID.randomUUID())
                                        .build(),
                                HttpResponse.BodyHandlers.discarding());
        }
    }

    private static Map<String, Long> series(LocalPlatform platform) throws Exception {
        var counts = new LinkedHashMap<String, Long>();
        try (var http = HttpClient.newHttpClient()) {
            for (var service : LocalPlatform.SERVICES) {
                var request = HttpRequest.newBuilder(platform.url(service).resolve("/actuator/prometheus"))
                        .build();
                counts.put(
                        service,
                        http.send(request, HttpResponse.BodyHandlers.ofLines())
                                .body()
                                .filter(it -> it.startsWith("http_server_requests_seconds_count"))
                                .filter(it -> !it.contains("/internal/") && !it.contains("/actuator/prometheus"))
                                .count());
            }
        }
        return counts;
    }
}
