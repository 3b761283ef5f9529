package io.miniredis.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Canaries of api-gateway and backend, and plain Deployments without them. */
class CanaryTests {

    private static final String ON = "rollouts: {enabled: true}";

    @Test
    void rolloutsWhenOnAreOfGatewayAndBackendAlone() {
        var rendered = Chart.MINIREDIS.with(ON).render();
        assertThat(rendered.all("Rollout").map(Resource::component))
                .containsExactlyInAnyOrder("api-gateway", "backend");
        assertThat(rendered.all("Deployment").map(Resource::component))
                .containsExactlyInAnyOrder("auth-service", "frontend", "monitoring-service");
        assertThat(Chart.scenario("default").render().all("Rollout", "AnalysisTemplate"))
                .isEmpty();
    }

    @Test
    void rolloutsWhenNewPodsDoNotGetReadyGoBack() {
        assertThat(Chart.MINIREDIS.with(ON).render().all("Rollout"))
                .allMatch(it -> it.at("/spec/progressDeadlineAbort").asBoolean(false))
                .allMatch(it -> it.at("/spec/progressDeadlineSeconds").asInt()
                        > it.containers()
                                        .getFirst()
                                        .at("/startupProbe/failureThreshold")
                                        .asInt()
                                * 2);
    }

    /** Switching canaries on or off changes how pods are replaced, not what they are. */
    @Test
    void podsWhenRolloutsAreOnAreTheSame() {
        var off = Chart.scenario("default").render();
        var on = Chart.MINIREDIS.with(ON).render();
        for (var name : new String[] {"miniredis-api-gateway", "miniredis-backend"})
            assertThat(on.one("Rollout", name).podTemplate())
                    .isEqualTo(off.one("Deployment", name).podTemplate());
    }

    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#scenarios")
    void analysisWhenARolloutRefersToItIsThereWithItsArguments(Chart chart) {
        var rendered = chart.render();
        assertThat(rendered.all("Rollout")).allSatisfy(it -> {
            var analysis = it.at("/spec/strategy/canary/analysis");
            var template = rendered.one(
                    "AnalysisTemplate", analysis.at("/templates/0/templateName").asString());
            assertThat(names(analysis.path("args")))
                    .containsExactlyElementsOf(names(template.at("/spec/args")).toList());
            assertThat(analysis.at("/args/0/value").asString()).isEqualTo(it.component());
            assertThat(analysis.at("/args/1/valueFrom/podTemplateHashValue").asString())
                    .isEqualTo("Latest");
        });
    }

    @ParameterizedTest
    @MethodSource("io.miniredis.helm.Chart#scenarios")
    void stepsWhenACanaryGrowsAreApartAndUpward(Chart chart) {
        assertThat(chart.render().all("Rollout")).allSatisfy(it -> {
            var steps = it.at("/spec/strategy/canary/steps").valueStream().toList();
            var weights = steps.stream()
                    .filter(step -> step.has("setWeight"))
                    .map(step -> step.path("setWeight").asInt())
                    .toList();
            assertThat(weights).isNotEmpty().isSorted().allMatch(weight -> weight > 0 && weight < 100);
            for (var i = 0; i < steps.size(); i += 2)
                assertThat(steps.get(i + 1).at("/pause/duration").isString()).isTrue();
        });
    }

    @Test
    void analysisLooksAtErrorsReadinessAndHealthOfTheNewPodsAlone() {
        var template = Chart.MINIREDIS.with(ON).render().one("AnalysisTemplate", "miniredis-canary");
        assertThat(names(template.at("/spec/metrics"))).containsExactly("server-errors", "readiness", "health-budget");
        assertThat(template.at("/spec/metrics").valueStream()).allSatisfy(metric -> {
            var query = metric.at("/provider/prometheus/query").asString();
            // each selector of the query, not only one of them
            assertThat(query.split("\\{namespace=", -1))
                    .hasSize(query.split("rollouts_pod_template_hash=\"\\{\\{args.hash}}\"", -1).length);
            assertThat(query).contains("service=\"{{args.service}}\"", "namespace=\"miniredis-test\"");
            assertThat(query.chars().filter(it -> it == '(').count())
                    .isEqualTo(query.chars().filter(it -> it == ')').count());
            // a look that never ends is one that goes on as long as the rollout
            assertThat(metric.has("count")).isFalse();
            assertThat(metric.path("failureLimit").asInt(0)).isEqualTo(1);
        });
        assertThat(template.at("/spec/metrics/0/provider/prometheus/query").asString())
                .contains("status=~\"5..\"", "uri!~\"/actuator.*\"");
    }

    /** What the three queries say of a new version: of one that works, one that fails, one that nobody calls, one that is not there. */
    @Test
    void analysisWhenTheNewVersionIsBadIsOverItsLimit(@TempDir Path folder) throws Exception {
        var metrics = Chart.MINIREDIS
                .with(ON)
                .render()
                .one("AnalysisTemplate", "miniredis-canary")
                .at("/spec/metrics");
        var requests =
                "http_server_requests_seconds_count{namespace=\"miniredis-test\",service=\"backend\",rollouts_pod_template_hash=\"%s\",uri=\"%s\",status=\"%s\"}";
        var up = "up{namespace=\"miniredis-test\",service=\"backend\",rollouts_pod_template_hash=\"%s\",pod=\"%s\"}";
        var series = List.of(
                // the stable version fails all the time, which is not the new one's fault
                series(requests.formatted("stable", "/a", "500"), "0+100x40"),
                series(up.formatted("stable", "a"), "0x40"),
                series(requests.formatted("good", "/a", "200"), "0+99x40"),
                series(requests.formatted("good", "/a", "500"), "0+1x40"),
                series(requests.formatted("good", "/actuator/health/**", "200"), "0+3x40"),
                series(up.formatted("good", "b"), "1x40"),
                series(requests.formatted("bad", "/a", "200"), "0+90x40"),
                series(requests.formatted("bad", "/a", "503"), "0+10x40"),
                series(requests.formatted("bad", "/actuator/health/**", "200"), "0+3x40"),
                series(requests.formatted("bad", "/actuator/health/**", "503"), "0+1x40"),
                series(up.formatted("bad", "c"), "1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0"),
                series(requests.formatted("idle", "/actuator/health/**", "200"), "0+3x40"),
                series(up.formatted("idle", "d"), "1x40"),
                // called once, and not since
                series(requests.formatted("quiet", "/a", "200"), "5x40"),
                series(requests.formatted("quiet", "/actuator/health/**", "200"), "5x40"),
                series(up.formatted("quiet", "e"), "1x40"));
        // of 15 s each, of which a look sees the last 45 s: 4 samples with both ends
        var expected = Map.of(
                "good", List.of(0.01, 0.0, 0.0),
                "bad", List.of(0.1, 0.25, 0.5),
                "idle", List.of(0.0, 0.0, 0.0),
                "quiet", List.of(0.0, 0.0, 0.0),
                "missing", List.of(0.0, 0.0, 1.0));
        var looks = expected.entrySet().stream()
                .flatMap(it -> IntStream.range(0, 3)
                        .mapToObj(metric -> look(
                                query(metrics, metric, it.getKey()),
                                "6m",
                                it.getValue().get(metric))))
                .toList();
        run(folder, series, looks);
    }

    /** On a busy machine a scrape fails now and then. Two looks have to be bad, and one failure is in one of them alone. */
    @Test
    void analysisWhenOneScrapeFailsSeesItOnce(@TempDir Path folder) throws Exception {
        var metrics = Chart.MINIREDIS
                .with(ON)
                .render()
                .one("AnalysisTemplate", "miniredis-canary")
                .at("/spec/metrics");
        var health = metrics.path(2);
        assertThat(health.path("name").asString()).isEqualTo("health-budget");
        var first = Analysis.duration(health.path("initialDelay").asString()).toSeconds();
        var interval = Analysis.duration(health.path("interval").asString()).toSeconds();
        // scrapes are every 15 s from 0, and no look is at the very moment of one
        var looks = List.of(0.0, 0.3333, 0.0, 0.0);
        run(
                folder,
                List.of(series(
                        "up{namespace=\"miniredis-test\",service=\"backend\",rollouts_pod_template_hash=\"good\",pod=\"a\"}",
                        "1 1 1 1 1 1 0 1x20")),
                IntStream.range(0, looks.size())
                        .mapToObj(it -> look(query(metrics, 2, "good"), first + it * interval + 5 + "s", looks.get(it)))
                        .toList());
    }

    private static Map<String, Object> look(String query, String time, double value) {
        return Map.of("expr", query, "eval_time", time, "exp_samples", List.of(Map.of("labels", "{}", "value", value)));
    }

    private static void run(Path folder, List<Map<String, String>> series, List<? extends Map<String, ?>> looks)
            throws Exception {
        var file = folder.resolve("looks.yaml");
        var test = Map.of("interval", "15s", "input_series", series, "promql_expr_test", looks);
        Files.writeString(
                file, Rendered.JSON.writeValueAsString(Map.of("evaluation_interval", "15s", "tests", List.of(test))));
        Promtool.run("test", "rules", Stream.of(file));
    }

    private static String query(JsonNode metrics, int metric, String hash) {
        var query = metrics.path(metric).at("/provider/prometheus/query").asString();
        // rounded, since a tenth is none in binary
        return "round(" + query.replace("{{args.service}}", "backend").replace("{{args.hash}}", hash) + ", 0.0001)";
    }

    private static Map<String, String> series(String name, String values) {
        return Map.of("series", name, "values", values);
    }

    @Test
    void analysisWhenThePrometheusIsTheChartsOwnAsksThat() {
        assertThat(address(Chart.scenario("everything"))).isEqualTo("http://miniredis-prometheus.miniredis-test:9090");
        assertThat(address(Chart.MINIREDIS.with(ON))).isEqualTo("http://prometheus-operated.monitoring:9090");
    }

    private static String address(Chart chart) {
        return chart.render()
                .one("AnalysisTemplate", "miniredis-canary")
                .at("/spec/metrics/0/provider/prometheus/address")
                .asString();
    }

    private static Stream<String> names(JsonNode list) {
        return list.valueStream().map(it -> it.path("name").asString());
    }
}
