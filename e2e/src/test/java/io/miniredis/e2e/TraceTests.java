package io.miniredis.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.miniredis.e2e.Collector.Span;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a collector gets of what the platform does. */
@ExtendWith(PlatformExtension.class)
class TraceTests {

    /** Names, ids, codes, templates: nothing that a tenant or a caller wrote. */
    private static final List<String> ATTRIBUTES = List.of(
            "http.request.method",
            "http.route",
            "http.response.status_code",
            "server.address",
            "server.port",
            "error.type",
            "miniredis.operation.id",
            "miniredis.database.id",
            "miniredis.node.id");

    @Test
    void creationWhenTracedIsOneTraceFromTheDoorToTheEngine(LocalPlatform platform) {
        var tenant = Tenant.signedUp(platform);
        var answer = tenant.post("/databases", Map.of("name", "traced", "plan", "small"));
        assertThat(answer.status()).isIn(201, 202);
        var trace = answer.response().headers().firstValue("trace-id").orElseThrow();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            var spans = platform.collector().trace(trace);
            assertThat(spans)
                    .extracting(Span::service)
                    .contains("frontend", "api-gateway", "auth-service", "backend", "node-manager");
            assertThat(spans).extracting(Span::name).contains("engine spawn", "engine start");
            var byId = spans.stream().collect(Collectors.toMap(Span::id, it -> it));
            assertThat(spans.stream().filter(it -> it.parent().isEmpty()))
                    .as("where the trace begins")
                    .extracting(Span::service)
                    .containsExactly("frontend");
            assertThat(spans)
                    .as("whole: every span but the first is below another")
                    .allMatch(it -> it.parent().isEmpty() || byId.containsKey(it.parent()));
            assertThat(way(named(spans, "engine start"), byId))
                    .containsSubsequence("node-manager", "backend", "api-gateway", "frontend");
            assertThat(named(spans, "engine start").attributes().get("miniredis.node.id"))
                    .startsWith("nd_");
        });
        assertThat(platform.collector().all())
                .flatExtracting(it -> it.attributes().keySet())
                .isSubsetOf(ATTRIBUTES);
        tenant.delete("/databases/" + answer.field("id"));
    }

    private static Span named(List<Span> spans, String name) {
        return spans.stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
    }

    private static List<String> way(Span from, Map<String, Span> byId) {
        return java.util.stream.Stream.iterate(from, java.util.Objects::nonNull, it -> byId.get(it.parent()))
                .map(Span::service)
                .toList();
    }

    /** What services do for themselves would bury what callers ask for. */
    @Test
    void heartbeatsAndProbesWhenTheyComeAreNobodysTrace(LocalPlatform platform) {
        Tenant.signedUp(platform);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(platform.collector().all()).isNotEmpty());
        assertThat(platform.collector().all())
                .filteredOn(it -> it.parent().isEmpty())
                .isNotEmpty()
                .allMatch(it -> it.service().equals("frontend") || it.service().equals("api-gateway"));
        assertThat(platform.collector().all())
                // the list of nodes is no such thing where somebody waits for a new database's measurements
                .noneMatch(it -> it.name().contains("/actuator") || it.name().contains("/internal/hosts"));
    }

    @Test
    void logsWhenJsonIsAskedForAreJsonWithTheTrace(LocalPlatform platform) throws Exception {
        var tenant = Tenant.signedUp(platform);
        var trace = tenant.get("/databases")
                .expect(200)
                .response()
                .headers()
                .firstValue("trace-id")
                .orElseThrow();
        var logs = platform.home().resolve("log");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(Files.readString(logs.resolve("api-gateway.log")))
                        .contains("\"trace\":\"" + trace));
        for (var service : LocalPlatform.SERVICES) {
            var lines = Files.readAllLines(logs.resolve(service + ".log"));
            assertThat(lines).as(service).anyMatch(it -> it.startsWith("{\"@timestamp\""));
            // the other lines are the JVM's own, and the stack of an error is a member of its line
            assertThat(lines).as(service).noneMatch(it -> it.startsWith("\tat ") || it.contains(" INFO "));
        }
    }
}
