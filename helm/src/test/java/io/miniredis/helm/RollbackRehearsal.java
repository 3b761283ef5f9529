package io.miniredis.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Canaries that are good, answer with 5xx, are not ready and die, without a cluster: real gateways, nginx that splits the calls, a real
 * Prometheus with the labels that pods get, and the chart's own AnalysisTemplate with its queries, limits and times. Takes about 10
 * minutes, so it does not run by itself: {@code .ci/rehearse-rollback}.
 */
@TestMethodOrder(OrderAnnotation.class)
class RollbackRehearsal {

    /** An open call that the gateway hands to backend. */
    private static final String CALL = "/api/v1/certificate-authority";

    private static final String READINESS = "/actuator/health/readiness";
    private static final String SERVICE = "api-gateway";

    private final Path folder = Path.of("target/rehearsal").toAbsolutePath();
    private final Queue<Version> running = new ConcurrentLinkedQueue<>();
    private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(4);
    private HttpServer backend;
    private Process prometheus;
    private URI prometheusUrl;
    private Splitter splitter;
    private Version stable;

    @BeforeEach
    void aStableVersionThatIsCalledAndMeasured() throws Exception {
        Files.createDirectories(folder);
        backend = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        backend.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        backend.start();
        stable = ready("stable");
        splitter = new Splitter(folder.resolve("nginx"), Version.freePort(), stable.port());
        measure();
        startPrometheus();
        var port = splitter.port();
        clock.scheduleAtFixedRate(
                () -> answers.computeIfAbsent(Version.ask(port, CALL), _ -> new LongAdder())
                        .increment(),
                0,
                50,
                TimeUnit.MILLISECONDS);
        // as a kubelet asks
        clock.scheduleAtFixedRate(() -> running.forEach(it -> it.ask(READINESS)), 0, 5, TimeUnit.SECONDS);
    }

    @AfterEach
    void endAll() throws Exception {
        clock.shutdownNow();
        if (splitter != null) splitter.close();
        for (var it : running) it.close();
        if (prometheus != null) prometheus.destroyForcibly().waitFor();
        backend.stop(0);
    }

    @Test
    @Order(1)
    void canaryThatAnswersWith5xxGoes() throws Exception {
        say("a new version that looks for backend where nobody is");
        var canary = version("unlucky", Map.of("BACKEND_URL", "http://127.0.0.1:1"));
        assertThat(canary.ask(CALL)).isEqualTo(503);
        assertThat(rollOut(canary)).isEqualTo("server-errors");
        // what watches the whole namespace after a promotion comes to the same end
        var watch = new ProcessBuilder("../.ci/watch-rollback", Chart.NAMESPACE, "120");
        watch.environment().putAll(Map.of("PROMETHEUS_URL", prometheusUrl.toString(), "WATCH_SECONDS", "1"));
        assertThat(watch.inheritIO().start().waitFor()).isEqualTo(1);
    }

    @Test
    @Order(2)
    void canaryThatIsNotReadyGoes() throws Exception {
        say("a new version that says it is not ready, since it wants more disk than there is");
        var canary = version(
                "unready",
                Map.of(
                        "MANAGEMENT_ENDPOINT_HEALTH_GROUP_READINESS_INCLUDE", "readinessState,diskSpace",
                        "MANAGEMENT_HEALTH_DISKSPACE_THRESHOLD", "1000TB"));
        assertThat(canary.ask(READINESS)).isEqualTo(503);
        assertThat(rollOut(canary)).isEqualTo("readiness");
    }

    @Test
    @Order(3)
    void canaryThatDiesGoes() throws Exception {
        say("a new version that dies after a minute");
        var canary = ready("mortal");
        clock.schedule(() -> canary.process().destroyForcibly(), 60, TimeUnit.SECONDS);
        assertThat(rollOut(canary)).isEqualTo("health-budget");
    }

    @Test
    @Order(4)
    void canaryThatIsGoodStays() throws Exception {
        say("a new version that works");
        assertThat(rollOut(ready("good"))).isEmpty();
    }

    /**
     * Through the steps of the chart's canary, the analysis all along.
     *
     * @return what ended it, empty where it came through
     */
    private String rollOut(Version canary) throws Exception {
        var rendered = Chart.MINIREDIS.with("rollouts: {enabled: true}").render();
        var steps = rendered.one("Rollout", "miniredis-api-gateway").at("/spec/strategy/canary/steps");
        var weights = steps.findValues("setWeight");
        var pause = Analysis.duration(steps.at("/1/pause/duration").asString());
        measure();
        var first = weights.getFirst().asInt();
        splitter.give(first, canary.port());
        say("%d %% of the calls go to the new version".formatted(first));
        for (var i = 1; i < weights.size(); i++) {
            var weight = weights.get(i).asInt();
            clock.schedule(
                    () -> {
                        splitter.give(weight, canary.port());
                        say("%d %% of the calls go to the new version".formatted(weight));
                        return null;
                    },
                    pause.multipliedBy(i).toSeconds(),
                    TimeUnit.SECONDS);
        }
        var analysis = new Analysis(
                rendered.one("AnalysisTemplate", "miniredis-canary"), SERVICE, canary.hash(), prometheusUrl, this::say);
        var failed = analysis.run(pause.multipliedBy(weights.size()));
        var statuses = tellAnswers();
        if (failed.isEmpty()) {
            assertThat(statuses).containsExactly(200);
            say("it came through all steps");
            return failed;
        }
        splitter.give(0, canary.port());
        say("taken back for " + failed + ": the old version alone is called");
        // workers of before the reload answer what they have
        await().during(Duration.ofSeconds(5)).atMost(Duration.ofSeconds(30)).until(() -> {
            var before = bad();
            TimeUnit.MILLISECONDS.sleep(200);
            return bad() == before;
        });
        answers.clear();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> answers.containsKey(200) && answers.get(200).sum() > 100);
        assertThat(tellAnswers()).containsExactly(200);
        return failed;
    }

    private long bad() {
        return answers.entrySet().stream()
                .filter(it -> it.getKey() != 200)
                .mapToLong(it -> it.getValue().sum())
                .sum();
    }

    /** The statuses that callers got since the last time. */
    private Set<Integer> tellAnswers() {
        var statuses = Set.copyOf(answers.keySet());
        say("answers: " + answers);
        answers.clear();
        return statuses;
    }

    /** As a pod that gets calls: not before it says that it is ready. */
    private Version ready(String hash) throws Exception {
        var version = version(hash, Map.of());
        await().atMost(Duration.ofMinutes(2)).until(() -> version.ask(READINESS) == 200);
        return version;
    }

    private Version version(String hash, Map<String, String> wrong) throws Exception {
        var environment = new HashMap<>(
                Map.of("BACKEND_URL", "http://127.0.0.1:" + backend.getAddress().getPort()));
        environment.putAll(wrong);
        var version = Version.start(folder, hash, environment);
        running.add(version);
        await().atMost(Duration.ofMinutes(2)).until(() -> version.ask("/actuator/health/liveness") == 200);
        return version;
    }

    /** Tells Prometheus of every version, labelled as its pods would be. */
    private void measure() throws Exception {
        var targets = running.stream()
                .map(it -> Map.of(
                        "targets", List.of("127.0.0.1:" + it.port()),
                        "labels",
                                Map.of(
                                        "namespace",
                                        Chart.NAMESPACE,
                                        "service",
                                        SERVICE,
                                        "pod",
                                        "api-gateway-" + it.hash(),
                                        "rollouts_pod_template_hash",
                                        it.hash())))
                .toList();
        var written = Files.writeString(folder.resolve("targets.new"), Rendered.JSON.writeValueAsString(targets));
        Files.move(written, folder.resolve("targets.json"), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Scrapes as often as the chart's PodMonitor says. */
    private void startPrometheus() throws Exception {
        Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 15s, scrape_timeout: 10s}
                scrape_configs:
                  - job_name: services
                    metrics_path: /actuator/prometheus
                    file_sd_configs: [{files: [targets.json], refresh_interval: 5s}]
                """);
        var port = Version.freePort();
        prometheusUrl = URI.create("http://127.0.0.1:" + port);
        prometheus = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + Files.createTempDirectory(folder, "series"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        await().atMost(Duration.ofMinutes(1)).until(() -> Version.ask(port, "/-/ready") == 200);
    }

    private void say(String line) {
        System.out.println("rehearsal: " + line);
    }
}
