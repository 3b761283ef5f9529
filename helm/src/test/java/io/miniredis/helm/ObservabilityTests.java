package io.miniredis.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Alert rules, dashboards, and who reads which metrics. */
class ObservabilityTests {

    private static final Set<String> SERVICES =
            Set.of("frontend", "api-gateway", "backend", "auth-service", "node-manager", "monitoring-service");
    private static final Pattern OURS = Pattern.compile("\\bminiredis_[a-z_]+\\b");

    static Stream<Path> ruleFiles() throws IOException {
        return files("rules", ".yaml");
    }

    static Stream<Path> dashboards() throws IOException {
        return files("dashboards", ".json");
    }

    private static Stream<Path> files(String folder, String suffix) throws IOException {
        try (var files = Files.list(Path.of("miniredis", folder))) {
            return files.filter(it -> it.toString().endsWith(suffix)).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("ruleFiles")
    void alertsSayHowBadItIsWhatItIsAndWhatToDo(Path file) throws IOException {
        var alerts = alerts(file);
        assertThat(alerts).isNotEmpty().allSatisfy(it -> {
            assertThat(it.at("/labels/severity").asString()).isIn("critical", "warning");
            assertThat(it.at("/annotations/summary").asString()).isNotEmpty();
            var runbook = it.at("/annotations/runbook").asString();
            assertThat(runbook).matches("docs/runbooks/[a-z-]+\\.md");
            assertThat(Path.of("..", runbook)).exists();
        });
        assertThat(alerts.stream().map(it -> it.path("alert").asString())).doesNotHaveDuplicates();
    }

    /** A metric of ours that docs/metrics.md does not have is a typing error, or an undocumented one. */
    @ParameterizedTest
    @MethodSource({"ruleFiles", "dashboards"})
    void metricsWhenAskedForAreDocumented(Path file) throws IOException {
        var documented = OURS.matcher(Files.readString(Path.of("../docs/metrics.md")))
                .results()
                .map(it -> it.group())
                .collect(Collectors.toSet());
        assertThat(OURS.matcher(Files.readString(file))
                        .results()
                        .map(it -> it.group().replaceFirst("_seconds_(count|sum|max|bucket)$", "_seconds")))
                .allMatch(documented::contains);
    }

    @Test
    void rulesWhenPromtoolIsThereAreGood() throws Exception {
        Promtool.run("check", "rules", ruleFiles());
        Promtool.run("test", "rules", files("rules/tests", ".yaml"));
    }

    /** An alert whose firing nobody has seen may never fire. */
    @Test
    void alertsAreEachTested() throws IOException {
        var tests = new StringBuilder();
        for (var file : files("rules/tests", ".yaml").toList()) tests.append(Files.readString(file));
        assertThat(ruleFiles().flatMap(it -> alerts(it).stream()))
                .allMatch(it -> tests.toString()
                        .contains("alertname: " + it.path("alert").asString() + "\n"));
    }

    /** Every query of a dashboard and of a canary's analysis is one. */
    @Test
    void queriesWhenPromtoolIsThereAreValid(@TempDir Path folder) throws Exception {
        var queries = new ArrayList<String>();
        for (var file : dashboards().toList())
            for (var panel : Rendered.JSON.readTree(file).path("panels").values())
                if (panel.at("/datasource/uid").asString().equals("prometheus"))
                    panel.path("targets")
                            .valueStream()
                            .forEach(it -> queries.add(it.path("expr").asString()));
        Chart.scenario("rollouts")
                .render()
                .one("AnalysisTemplate", "miniredis-canary")
                .at("/spec/metrics")
                .valueStream()
                .forEach(it -> queries.add(it.at("/provider/prometheus/query").asString()));
        assertThat(queries).hasSizeGreaterThan(6);
        var rules = queries.stream()
                .map(it -> it.replaceAll("\\{\\{args\\.[a-z]+}}", "x")
                        .replaceAll("\\$__[a-z_]+", "5m")
                        .replaceAll("\\$[a-z_]+", "x"))
                .map(it -> Map.of(
                        "record", "query:checked", "expr", it, "labels", Map.of("n", String.valueOf(it.hashCode()))))
                .toList();
        var file = folder.resolve("queries.yaml");
        Files.writeString(
                file,
                Rendered.JSON.writeValueAsString(Map.of("groups", List.of(Map.of("name", "queries", "rules", rules)))));
        Promtool.run("check", "rules", Stream.of(file));
    }

    @Test
    void configurationOfTheChartsPrometheusIsGood(@TempDir Path folder) throws Exception {
        var data = Chart.scenario("everything")
                .render()
                .one("ConfigMap", "miniredis-prometheus")
                .at("/data");
        assertThat(data.propertyNames()).contains("prometheus.yml", "rules-platform.yaml");
        for (var name : data.propertyNames())
            Files.writeString(folder.resolve(name), data.path(name).asString());
        var config = folder.resolve("prometheus.yml");
        JsonNode json = Rendered.JSON.valueToTree(
                Rendered.documents(Files.readString(config)).findFirst().orElseThrow());
        // Debian's is built without it
        json.path("scrape_configs").valueStream().forEach(it -> ((ObjectNode) it).remove("kubernetes_sd_configs"));
        Files.writeString(config, json.toString().replace("/etc/prometheus/", folder + "/"));
        Promtool.run("check", "config", Stream.of(config));
    }

    @Test
    void prometheusRuleHasEveryAlertAsItStandsInItsFile() throws IOException {
        var rule = Chart.scenario("everything").render().one("PrometheusRule", "miniredis-rules");
        var expected = ruleFiles().flatMap(it -> alerts(it).stream()).toList();
        assertThat(rule.at("/spec/groups")
                        .valueStream()
                        .flatMap(it -> it.path("rules").valueStream()))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void dashboardsAreWhatGrafanaReads(Path file) throws IOException {
        var dashboard = Rendered.JSON.readTree(file);
        assertThat(dashboard.path("uid").asString()).matches("[a-z0-9-]{1,40}");
        assertThat(dashboard.path("title").asString()).isNotEmpty();
        var panels = dashboard
                .path("panels")
                .valueStream()
                .filter(it -> !it.path("type").asString().equals("row"))
                .toList();
        assertThat(panels.stream().map(it -> it.path("id").asInt())).doesNotHaveDuplicates();
        assertThat(panels).isNotEmpty().allSatisfy(it -> {
            assertThat(it.at("/datasource/uid").asString()).isIn("prometheus", "loki");
            assertThat(it.path("targets").valueStream())
                    .isNotEmpty()
                    .allMatch(target -> !target.path("expr").asString().isBlank());
        });
    }

    @Test
    void dashboardsWhenRenderedAreTheFiles() throws IOException {
        var data = Chart.scenario("everything")
                .render()
                .one("ConfigMap", "miniredis-dashboards")
                .at("/data");
        assertThat(data.propertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        dashboards().map(it -> it.getFileName().toString()).toList());
        for (var name : data.propertyNames())
            assertThat(Rendered.JSON.readTree(data.path(name).asString()))
                    .isEqualTo(Rendered.JSON.readTree(Path.of("miniredis/dashboards", name)));
    }

    @Test
    void podMonitorReadsEveryServiceAtAPortAndPathItHas() {
        var rendered = Chart.scenario("everything").render();
        assertThat(monitored(rendered, "miniredis-services").map(Resource::component))
                .containsExactlyInAnyOrderElementsOf(SERVICES);
        assertThat(monitored(rendered, "miniredis-postgres").map(Resource::component))
                .containsExactlyInAnyOrder("postgres-main", "postgres-auth");
        assertThat(rendered.all("PodMonitor")).allSatisfy(monitor -> {
            var port = monitor.at("/spec/podMetricsEndpoints/0/port").asString();
            assertThat(monitored(rendered, monitor.name())
                            .flatMap(it -> it.containers().stream()
                                    .flatMap(c -> c.path("ports").valueStream())))
                    .anyMatch(it -> it.path("name").asString().equals(port));
            assertThat(monitor.at("/metadata/labels/release").asString()).isEqualTo("prometheus");
        });
        assertThat(rendered.one("PodMonitor", "miniredis-services")
                        .at("/spec/podMetricsEndpoints/0/path")
                        .asString())
                .isEqualTo("/actuator/prometheus");
        // canaries are judged by it
        assertThat(rendered.one("PodMonitor", "miniredis-services")
                        .at("/spec/podTargetLabels")
                        .valueStream()
                        .map(JsonNode::asString))
                .contains("rollouts-pod-template-hash");
    }

    private static Stream<Resource> monitored(Rendered rendered, String name) {
        var monitor = rendered.one("PodMonitor", name);
        var components = monitor.at("/spec/selector/matchExpressions/0/values")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
        return rendered.selectedBy(monitor.at("/spec/selector/matchLabels")).stream()
                .filter(it -> components.contains(it.podTemplate()
                        .at("/metadata/labels")
                        .path("app.kubernetes.io/component")
                        .asString()));
    }

    /** The programs' own files are text to Kubernetes; here at least they are YAML, and name what is there. */
    @Test
    void filesOfTheObserversAreWhole() {
        var rendered = Chart.scenario("everything").render();
        Map.of(
                        "prometheus",
                        "prometheus.yml",
                        "grafana",
                        "datasources.yaml",
                        "loki",
                        "loki.yaml",
                        "collector",
                        "collector.yaml")
                .forEach((component, file) -> {
                    var text = rendered.one("ConfigMap", "miniredis-" + component)
                            .at("/data")
                            .path(file)
                            .asString();
                    assertThat(Rendered.documents(text)).as(file).hasSize(1);
                });
        var datasources = rendered.one("ConfigMap", "miniredis-grafana")
                .at("/data")
                .path("datasources.yaml")
                .asString();
        assertThat(List.of("miniredis-prometheus.miniredis-test:9090", "miniredis-loki:3100"))
                .allMatch(datasources::contains);
        assertThat(rendered.one("ConfigMap", "miniredis-backend")
                        .at("/data/OTEL_EXPORTER_OTLP_ENDPOINT")
                        .asString())
                .isEqualTo("http://miniredis-collector:4318");
    }

    private static List<JsonNode> alerts(Path file) {
        try {
            JsonNode json = Rendered.JSON.valueToTree(
                    Rendered.documents(Files.readString(file)).findFirst().orElseThrow());
            return json.path("groups")
                    .valueStream()
                    .flatMap(it -> it.path("rules").valueStream())
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
