package io.miniredis.nodemanager.node;

import static io.miniredis.nodemanager.node.SpecsForTests.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.kit.node.NodeStatus;
import io.miniredis.nodemanager.connection.EngineConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

/** What is promised of the settings that nobody has changed; the other tests watch more closely, to be done sooner. */
class ShippedSettingsIntegrationTests {

    private static final String ID = "nd_shipped01";
    private static final Pattern INFOS = Pattern.compile("cmdstat_info:calls=(\\d+)");
    private static final Duration PROMISED = Duration.ofSeconds(5);

    private static NodeProperties shipped() throws IOException {
        var environment = new StandardEnvironment();
        new YamlPropertySourceLoader()
                .load("shipped", new ClassPathResource("application.yml"))
                .forEach(environment.getPropertySources()::addLast);
        return Binder.get(environment).bindOrCreate("miniredis.node", NodeProperties.class);
    }

    /** Just after an answer is the worst moment: the question that is not answered comes last. */
    @RepeatedTest(2)
    void hangWhenItBeginsJustAfterAnAnswerIsReportedInTime() throws Exception {
        try (var host = new HostForTests(1, shipped()).start()) {
            var node = host.nodes().put(spec(ID));
            awaitAnswer(host, node);
            HostForTests.signal(node.pid(), "STOP");
            var stopped = System.nanoTime();
            Awaitility.await()
                    .atMost(PROMISED.multipliedBy(4))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> "NOT_RESPONDING".equals(status(host).reason()));
            var reported = Duration.ofNanos(System.nanoTime() - stopped);
            System.out.printf("a stopped engine was reported after %d ms%n", reported.toMillis());
            assertThat(reported).isLessThan(PROMISED);
            assertThat(status(host).pid()).isEqualTo(node.pid());
            HostForTests.signal(node.pid(), "CONT");
            host.awaitStatus(ID, it -> it.reason() == null);
            assertThat(status(host).pid()).isEqualTo(node.pid());
        }
    }

    private static NodeStatus status(HostForTests host) {
        return host.nodes().find(ID).orElseThrow();
    }

    /** Returns when the supervisor has just been answered: it asks with INFO, and is the only one beside us who does. */
    private static void awaitAnswer(HostForTests host, NodeStatus node) throws IOException {
        // with a tenant the supervisor has no second question, which would be asked again and found open sooner
        try (var admin = host.loginAsAdmin(node);
                var tenant = host.login(node, "default", HostForTests.PASSWORD)) {
            assertThat(tenant.run(List.of("PING"))).isNotNull();
            var before = answers(admin);
            var ours = new AtomicLong();
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> answers(admin) - ours.incrementAndGet() > before);
        }
    }

    private static long answers(EngineConnection admin) {
        var calls = INFOS.matcher(HostForTests.text(admin.run(List.of("INFO", "commandstats"))));
        return calls.find() ? Long.parseLong(calls.group(1)) : 0;
    }
}
