package io.miniredis.nodemanager.report;

import static io.miniredis.nodemanager.node.SpecsForTests.spec;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.miniredis.kit.client.ServiceClientProperties;
import io.miniredis.kit.client.ServiceClients;
import io.miniredis.kit.client.ServiceTokens;
import io.miniredis.kit.host.HostReport;
import io.miniredis.kit.node.NodeState;
import io.miniredis.nodemanager.node.HostForTests;
import io.miniredis.nodemanager.node.SettingsForTests;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

class ReporterIntegrationTests {

    private final JsonMapper json = JsonMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();
    private final List<HostReport> reports = new CopyOnWriteArrayList<>();
    private final AtomicInteger answer = new AtomicInteger(204);
    private final AtomicInteger refused = new AtomicInteger();

    @Test
    void reportsWhenNodesChangeComeInOrderAndSurviveASilentBackend() throws Exception {
        var backend = backend();
        var changes = new Changes();
        try (var host = new HostForTests(2)) {
            host.listeners.add(changes::note);
            host.start();
            var reporter = reporter(host, changes, backend);
            reporter.start();
            await(it -> it.complete() && it.nodes().isEmpty());
            host.nodes().put(spec("nd_report01"));
            await(it -> !it.complete() && it.nodes().stream().anyMatch(node -> node.state() == NodeState.READY));
            await(it -> !it.complete() && it.nodes().isEmpty());
            answer.set(503);
            host.nodes().delete("nd_report01");
            Awaitility.await().until(() -> refused.get() > 0);
            var before = reports.size();
            answer.set(204);
            await(before, it -> it.complete() && it.nodes().isEmpty());
            reporter.stop();
            assertThat(reports).allSatisfy(it -> assertThat(it.memoryBytes()).isPositive());
        } finally {
            backend.stop(0);
        }
    }

    private void await(Predicate<HostReport> wanted) {
        await(0, wanted);
    }

    private void await(int after, Predicate<HostReport> wanted) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> reports.stream().skip(after).anyMatch(wanted));
    }

    private Reporter reporter(HostForTests host, Changes changes, HttpServer backend) {
        var tokens = Mockito.mock(ServiceTokens.class);
        Mockito.when(tokens.current()).thenReturn("token");
        var clients = new ServiceClients(
                RestClient.builder(),
                new ServiceClientProperties("node-manager", "secret", Duration.ofSeconds(1), Duration.ofSeconds(1)),
                tokens);
        var properties = new HostProperties(
                "local",
                URI.create("http://localhost:7000"),
                URI.create("http://127.0.0.1:" + backend.getAddress().getPort()),
                Duration.ofMillis(100),
                Duration.ofSeconds(30));
        return new Reporter(properties, host.ports, SettingsForTests.nodes(), host.supervisor, changes, clients);
    }

    private HttpServer backend() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/internal/hosts/local", exchange -> {
            var report = json.readValue(exchange.getRequestBody().readAllBytes(), HostReport.class);
            var status = answer.get();
            if (status == 204) reports.add(report);
            else refused.incrementAndGet();
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        return server;
    }
}
