package io.miniredis.nodemanager.node;

import static io.miniredis.nodemanager.node.SpecsForTests.next;
import static io.miniredis.nodemanager.node.SpecsForTests.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.kit.node.DesiredState;
import io.miniredis.kit.node.NodeHistoryEvent;
import io.miniredis.kit.node.NodeHistoryEvent.Kind;
import io.miniredis.kit.node.NodeState;
import io.miniredis.kit.node.NodeStatus;
import io.miniredis.kit.node.Persistence;
import io.miniredis.nodemanager.connection.EngineConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Hangs, crash loops and the tricks that a tenant can play on its supervisor. */
class SupervisionIntegrationTests extends HostTest {

    private static final String ID = "nd_watch0001";

    private NodeStatus status() {
        return host.nodes().find(ID).orElseThrow();
    }

    private List<Kind> history() throws IOException {
        return host.nodes().history(ID, 50).stream().map(NodeHistoryEvent::kind).toList();
    }

    private NodeStatus awaitReason(String reason) {
        return Awaitility.await().until(this::status, it -> reason.equals(it.reason()));
    }

    @Test
    void hangWhenItLastsIsReportedAndThenEndedByForceAndStartedAgain() throws Exception {
        var node = host.nodes().put(SpecsForTests.keeping(spec(ID), Persistence.AOF_ALWAYS));
        host.run(node, "SET", "key", "value");
        HostForTests.signal(node.pid(), "STOP");
        assertThat(awaitReason("NOT_RESPONDING").pid()).isEqualTo(node.pid());
        var back = host.awaitOther(node);
        assertThat(host.run(back, "GET", "key")).isEqualTo("value");
        assertThat(history())
                .containsSubsequence(Kind.READY, Kind.STARTED, Kind.EXITED, Kind.KILLED, Kind.HUNG, Kind.READY);
    }

    @Test
    void hangWhenTheSupervisorHasNoConnectionIsNoticedAllTheSame() throws Exception {
        var node = host.nodes().put(spec(ID));
        HostForTests.signal(node.pid(), "STOP");
        host.restartNodeManager();
        awaitReason("NOT_RESPONDING");
        HostForTests.signal(node.pid(), "CONT");
        var back = host.await(ID, NodeState.READY);
        assertThat(back.pid()).isEqualTo(node.pid());
        assertThat(back.reason()).isNull();
    }

    @Test
    void hangWhenSettingsAreBeingChangedIsReported() throws Exception {
        var node = host.nodes().put(spec(ID));
        HostForTests.signal(node.pid(), "STOP");
        Thread.ofVirtual()
                .start(() -> host.nodes().put(next(spec(ID), DesiredState.RUNNING, 0, Persistence.AOF, 64 << 20)));
        awaitReason("NOT_RESPONDING");
        HostForTests.signal(node.pid(), "CONT");
        Awaitility.await().until(() -> status().observedGeneration() == 2 && status().reason() == null);
        assertThat(status().pid()).isEqualTo(node.pid());
    }

    @Test
    void hangWhenTheEngineIsToStopEndsItByForce() throws Exception {
        var node = host.nodes().put(spec(ID));
        HostForTests.signal(node.pid(), "STOP");
        host.nodes().delete(ID);
        Awaitility.await().until(() -> host.nodes().find(ID).isEmpty());
        assertThat(host.processes()).isEmpty();
    }

    @Test
    void busyWhenAScriptRunsForLongerThanEveryPatienceIsNotTakenForHung() throws Exception {
        var node = host.nodes().put(spec(ID));
        var before = host.events.size();
        var until = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (System.nanoTime() < until) {
            host.run(node, "EVAL", "local n = 0 while n < 3e7 do n = n + 1 end return n", "0");
        }
        assertThat(host.events.subList(before, host.events.size()))
                .noneMatch(it -> it instanceof NodeEvent.Told || it instanceof NodeEvent.Crashed);
        assertThat(status().pid()).isEqualTo(node.pid());
    }

    /** Takes whatever connection there is. */
    private void grab(NodeStatus node, List<EngineConnection> clients, AtomicBoolean grabbing) {
        while (grabbing.get()) {
            try {
                clients.add(host.login(node, "default", HostForTests.PASSWORD));
            } catch (IOException | redis.clients.jedis.exceptions.JedisException full) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void clientsWhenTheyTakeEveryConnectionAndEndOursAreNoCrash() throws Exception {
        var node = host.nodes().put(spec(ID));
        var clients = new CopyOnWriteArrayList<EngineConnection>();
        var grabbing = new AtomicBoolean(true);
        try (var first = host.login(node, "default", HostForTests.PASSWORD);
                var grabbers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var grabber = 0; grabber < 8; grabber++) grabbers.submit(() -> grab(node, clients, grabbing));
            try {
                Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> {
                    first.run(List.of("CLIENT", "KILL", "USER", "miniredis"));
                    return "CLIENTS_EXHAUSTED".equals(status().reason());
                });
            } finally {
                grabbing.set(false);
            }
            assertThat(status().state()).isEqualTo(NodeState.READY);
            assertThat(status().pid()).isEqualTo(node.pid());
        } finally {
            clients.forEach(EngineConnection::close);
        }
        Awaitility.await().until(() -> status().reason() == null);
        assertThat(status().crashes()).isZero();
        assertThat(host.run(node, "CLIENT", "LIST")).contains("user=miniredis");
    }

    @Test
    void crashWhenItHappensAgainAndAgainBacksOffSaysSoAndIsNeverGivenUp() throws Exception {
        var node = host.nodes().put(spec(ID));
        for (var crash = 1; crash <= 3; crash++) {
            HostForTests.kill(node.pid());
            if (crash < 3) node = host.awaitOther(node);
        }
        Awaitility.await()
                .until(() -> host.events.stream()
                        .anyMatch(it -> it instanceof NodeEvent.Changed changed
                                && "CRASH_LOOP".equals(changed.status().reason())
                                && changed.status().message().contains("signal 9")));
        assertThat(host.awaitOther(node).crashes()).isEqualTo(3);
        assertThat(history()).startsWith(Kind.READY, Kind.STARTED, Kind.EXITED).endsWith(Kind.STARTED, Kind.CREATED);
    }

    @Test
    void revisionsWhenTheNodeManagerComesBackAreHigherThanBefore() throws Exception {
        var node = host.nodes().put(spec(ID));
        host.restartNodeManager();
        var adopted = host.await(ID, NodeState.READY);
        assertThat(adopted.revision()).isGreaterThan(node.revision());
        assertThat(host.nodes().revision()).isGreaterThanOrEqualTo(adopted.revision());
        assertThat(history()).startsWith(Kind.ADOPTED);
    }

    private String hz(NodeStatus node) throws IOException {
        try (var monitor = host.login(node, "monitor", HostForTests.MONITOR_PASSWORD)) {
            return HostForTests.text(monitor.run(List.of("INFO", "server")))
                    .lines()
                    .filter(it -> it.startsWith("configured_hz:"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void tempoWhenNoTenantIsConnectedIsSlowAndQuickAgainWhenOneComes() throws Exception {
        var node = host.nodes().put(spec(ID));
        // monitoring is connected all the time, and is no tenant
        try (var monitor = host.login(node, "monitor", HostForTests.MONITOR_PASSWORD)) {
            assertThat(monitor.run(List.of("PING"))).isNotNull();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> hz(node).equals("configured_hz:1"));
            host.restartNodeManager();
            host.await(ID, NodeState.READY);
            try (var tenant = host.login(node, "default", HostForTests.PASSWORD)) {
                Awaitility.await().until(() -> hz(node).equals("configured_hz:10"));
                assertThat(tenant.run(List.of("PING"))).isNotNull();
            }
        }
    }
}
