package io.miniredis.nodemanager.node;

import static io.miniredis.nodemanager.node.SpecsForTests.desired;
import static io.miniredis.nodemanager.node.SpecsForTests.next;
import static io.miniredis.nodemanager.node.SpecsForTests.spec;
import static io.miniredis.nodemanager.node.SpecsForTests.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miniredis.kit.node.DesiredState;
import io.miniredis.kit.node.EvictionPolicy;
import io.miniredis.kit.node.NodeState;
import io.miniredis.kit.node.NodeStatus;
import io.miniredis.kit.node.Persistence;
import io.miniredis.nodemanager.folder.StartRefused;
import io.miniredis.nodemanager.port.PortPoolExhausted;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodesIntegrationTests extends HostTest {

    private static final String ID = "nd_test0001";

    @Test
    void putWhenNewIsReadyAndAnswersInAPrivateFolder() throws Exception {
        var node = host.nodes().put(spec(ID));
        assertThat(node.state()).isEqualTo(NodeState.READY);
        assertThat(node.observedGeneration()).isEqualTo(1);
        assertThat(node.engineVersion()).matches("\\d+\\.\\d+\\.\\d+");
        assertThat(node.pid()).isPositive();
        assertThat(host.run(node, "PING")).isEqualTo("PONG");
        // the engine's group may pass through, and nobody else anything
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(host.nodeFolder(ID))))
                .matches("rwx--[x-]---");
        assertThat(Files.readString(Path.of("/proc", "" + node.pid(), "environ")))
                .doesNotContain("HOME=");
        assertThat(Files.readString(host.nodeFolder(ID).resolve("users.acl"))).doesNotContain(HostForTests.PASSWORD);
        assertThat(Files.readString(host.nodeFolder(ID).resolve("redis.conf"))).doesNotContain("requirepass");
    }

    @Test
    void putWhenRepeatedChangesNothing() {
        var node = host.nodes().put(spec(ID));
        assertThat(host.nodes().put(spec(ID))).isEqualTo(node);
        assertThat(host.processes()).hasSize(1);
    }

    @Test
    void putWhenOlderThanWhatIsKnownIsRefused() {
        var newer = next(spec(ID), DesiredState.RUNNING, 0, Persistence.AOF, 16 << 20);
        host.nodes().put(spec(ID));
        host.nodes().put(newer);
        assertThatThrownBy(() -> host.nodes().put(spec(ID))).isInstanceOf(NodeException.StaleGeneration.class);
    }

    @Test
    void putWhenMemoryPolicyAndPasswordChangeKeepsProcessAndConnections() throws Exception {
        var first = host.nodes().put(spec(ID));
        try (var tenant = host.login(first, "default", HostForTests.PASSWORD);
                var monitor = host.login(first, "monitor", HostForTests.MONITOR_PASSWORD)) {
            var changed = with(spec(ID), it -> {
                it.generation++;
                it.maxMemoryBytes = 64 << 20;
                it.maxClients = 50;
                it.evictionPolicy = EvictionPolicy.ALLKEYS_LRU;
                it.tenantPasswords("new", HostForTests.PASSWORD);
            });
            var second = host.nodes().put(changed);
            assertThat(second.observedGeneration()).isEqualTo(2);
            assertThat(second.pid()).isEqualTo(first.pid());
            assertThat(HostForTests.text(tenant.run(List.of("PING")))).isEqualTo("PONG");
            assertThat(HostForTests.text(monitor.run(List.of("INFO", "memory"))))
                    .contains("maxmemory:" + (64 << 20))
                    .contains("allkeys-lru");
        }
        try (var rotated = host.login(first, "default", "new")) {
            assertThat(HostForTests.text(rotated.run(List.of("PING")))).isEqualTo("PONG");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "none,aof",
        "none,snapshot",
        "snapshot,aof",
        "snapshot,none",
        "aof,snapshot",
        "aof,none",
        "aof,aof-always",
        "aof-always,snapshot"
    })
    void putWhenPersistenceChangesKeepsTheDataThatTheNewOnePromises(String from, String to) throws Exception {
        var before = Persistence.of(from);
        var after = Persistence.of(to);
        var first = SpecsForTests.keeping(spec(ID), before);
        var node = host.nodes().put(first);
        host.run(node, "SET", "before", "1");
        var second = next(first, DesiredState.RUNNING, 0, after, 32 << 20);
        var switched = host.nodes().put(second);
        assertThat(switched.observedGeneration())
                .as("%s %s", switched, host.events)
                .isEqualTo(second.generation());
        assertThat(switched.pid()).isEqualTo(node.pid());
        host.run(node, "SET", "after", "1");
        var restarted = host.nodes().put(next(second, DesiredState.RUNNING, 1, after, 32 << 20));
        assertThat(restarted.pid()).isNotEqualTo(node.pid());
        assertThat(host.run(restarted, "DBSIZE")).isEqualTo(after == Persistence.NONE ? "0" : "2");
    }

    @Test
    void putWhenStoppedAndStartedAgainKeepsPortAndData() throws Exception {
        var node = host.nodes().put(spec(ID));
        host.run(node, "SET", "key", "value");
        var stopped = host.nodes().put(desired(spec(ID), DesiredState.STOPPED));
        assertThat(stopped.state()).isEqualTo(NodeState.STOPPED);
        assertThat(stopped.pid()).isZero();
        assertThat(host.processes()).isEmpty();
        var again = host.nodes().put(desired(desired(spec(ID), DesiredState.STOPPED), DesiredState.RUNNING));
        assertThat(again.port()).isEqualTo(node.port());
        assertThat(host.run(again, "GET", "key")).isEqualTo("value");
        assertThat(again.crashes()).isZero();
    }

    @Test
    void putWhenRestartsGrewRestartsOnceInOrder() throws Exception {
        var node = host.nodes().put(spec(ID));
        host.run(node, "SET", "key", "value");
        var wish = next(spec(ID), DesiredState.RUNNING, 1, Persistence.AOF, 32 << 20);
        var restarted = host.nodes().put(wish);
        assertThat(restarted.observedRestarts()).isEqualTo(1);
        assertThat(restarted.pid()).isNotEqualTo(node.pid());
        assertThat(restarted.crashes()).isZero();
        assertThat(host.run(restarted, "GET", "key")).isEqualTo("value");
        assertThat(host.nodes().put(wish).pid()).isEqualTo(restarted.pid());
    }

    @Test
    void killWhenReadyBringsItBackWithItsData() throws Exception {
        var node = host.nodes().put(SpecsForTests.keeping(spec(ID), Persistence.AOF_ALWAYS));
        host.run(node, "SET", "key", "value");
        HostForTests.kill(node.pid());
        var back = host.awaitOther(node);
        assertThat(back.crashes()).isEqualTo(1);
        assertThat(host.run(back, "GET", "key")).isEqualTo("value");
        assertThat(host.events)
                .anyMatch(it -> it instanceof NodeEvent.Changed changed
                        && changed.status().state() == NodeState.CRASHED
                        && changed.status().message().contains("ended unasked"));
    }

    @Test
    void clientKillWhenItHitsTheSupervisorIsNoCrash() throws Exception {
        var node = host.nodes().put(spec(ID));
        host.run(node, "CLIENT", "KILL", "USER", "miniredis");
        Awaitility.await().until(() -> host.run(node, "CLIENT", "LIST").contains("user=miniredis"));
        assertThat(host.nodes().find(ID)).hasValueSatisfying(it -> {
            assertThat(it.pid()).isEqualTo(node.pid());
            assertThat(it.crashes()).isZero();
        });
    }

    @Test
    void hangWhenTheProcessIsSuspendedIsReportedAndABusyOneIsNot() throws Exception {
        var node = host.nodes().put(spec(ID));
        HostForTests.signal(node.pid(), "STOP");
        Awaitility.await().until(() -> host.nodes().find(ID).orElseThrow(), it -> "NOT_RESPONDING".equals(it.reason()));
        HostForTests.signal(node.pid(), "CONT");
        Awaitility.await().until(() -> host.nodes().find(ID).orElseThrow().reason() == null);
        var before = host.events.size();
        host.run(node, "EVAL", "local n = 0 while n < 5e7 do n = n + 1 end return n", "0");
        assertThat(host.events.subList(before, host.events.size())).isEmpty();
    }

    @Test
    void deleteWhenRunningLeavesNothingButTheTrash() throws Exception {
        var node = host.nodes().put(spec(ID));
        host.run(node, "SET", "key", "value");
        host.nodes().delete(ID);
        host.nodes().delete(ID);
        assertThat(host.processes()).isEmpty();
        assertThat(host.nodes().find(ID)).isEmpty();
        assertThat(host.nodeFolder(ID)).doesNotExist();
        assertThat(host.folder.resolve("run")).isEmptyDirectory();
        assertThat(host.supervisor.ports().used()).isZero();
        assertThat(host.folder.resolve("trash")).isNotEmptyDirectory();
        assertThat(host.nodes().purgeTrash(Duration.ofHours(1))).isZero();
        assertThat(host.nodes().purgeTrash(Duration.ofSeconds(-1))).isEqualTo(1);
        assertThat(host.folder.resolve("trash")).isEmptyDirectory();
    }

    @Test
    void restartOfTheNodeManagerWhenEnginesRunAdoptsThemUndisturbed() throws Exception {
        var node = host.nodes().put(spec(ID));
        try (var tenant = host.login(node, "default", HostForTests.PASSWORD)) {
            var runId = HostForTests.runId(tenant);
            var administered = administrativeCalls(node);
            host.restartNodeManager();
            var adopted = host.await(ID, NodeState.READY);
            assertThat(adopted.pid()).isEqualTo(node.pid());
            assertThat(adopted.port()).isEqualTo(node.port());
            assertThat(adopted.observedGeneration()).isEqualTo(1);
            assertThat(HostForTests.runId(tenant)).isEqualTo(runId);
            assertThat(administrativeCalls(node)).isEqualTo(administered);
        }
        HostForTests.kill(node.pid());
        assertThat(host.awaitOther(node).crashes()).isEqualTo(1);
    }

    /** How often the engine was configured; Valkey 9 reads settings of its own this way when it starts. */
    private List<String> administrativeCalls(NodeStatus node) throws Exception {
        return host.run(node, "INFO", "commandstats")
                .lines()
                .filter(it -> it.startsWith("cmdstat_config") || it.startsWith("cmdstat_acl"))
                .toList();
    }

    @Test
    void restartOfTheNodeManagerWhenThePidWasNotNotedFindsTheProcessAllTheSame() throws Exception {
        var node = host.nodes().put(spec(ID));
        host.supervisor.stop();
        Files.delete(host.nodeFolder(ID).resolve("launch.json"));
        host.restartNodeManager();
        assertThat(host.await(ID, NodeState.READY).pid()).isEqualTo(node.pid());
        assertThat(host.processes()).hasSize(1);
    }

    @Test
    void restartOfTheNodeManagerWhenEnginesDiedMeanwhileStartsThemAndRemovesHalfMadeFolders() throws Exception {
        var node = host.nodes().put(spec(ID));
        host.nodes().put(spec("nd_stopped1"));
        host.nodes().put(desired(spec("nd_stopped1"), DesiredState.STOPPED));
        host.supervisor.stop();
        HostForTests.kill(node.pid());
        Files.createDirectories(host.nodeFolder("nd_half0001").resolve("data"));
        Files.writeString(host.nodeFolder("nd_half0001").resolve("node.json"), "{\"spec\":");
        host.restartNodeManager();
        assertThat(host.await(ID, NodeState.READY).pid()).isNotEqualTo(node.pid());
        assertThat(host.nodes().find("nd_stopped1").orElseThrow().state()).isEqualTo(NodeState.STOPPED);
        assertThat(host.nodeFolder("nd_half0001")).doesNotExist();
        assertThat(host.processes()).hasSize(1);
    }

    @Test
    void startWhenAnotherNodeManagerHasTheFolderIsRefusedAndNamesIt() {
        assertThatThrownBy(() -> host.newSupervisor().start())
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("process " + ProcessHandle.current().pid())
                .hasMessageContaining("MINIREDIS_DATA_DIR");
    }

    @Test
    void putWhenAForeignProcessHoldsTheNextPortSkipsIt() throws Exception {
        try (var foreign = new ServerSocket(host.ports.start())) {
            assertThat(host.nodes().put(spec(ID)).port()).isEqualTo(foreign.getLocalPort() + 1);
        }
    }

    @Test
    void startWhenAForeignProcessTookTheNodesPortWaitsForIt() throws Exception {
        var node = host.nodes().put(spec(ID));
        var stopped = desired(spec(ID), DesiredState.STOPPED);
        host.nodes().put(stopped);
        var running = desired(stopped, DesiredState.RUNNING);
        try (var foreign = new ServerSocket(node.port())) {
            var failed = host.nodes().put(running);
            assertThat(failed.state()).isEqualTo(NodeState.FAILED);
            assertThat(failed.reason()).isEqualTo("PORT_TAKEN");
            assertThat(failed.port()).isEqualTo(foreign.getLocalPort());
        }
        assertThat(host.await(ID, NodeState.READY).port()).isEqualTo(node.port());
    }

    @Test
    void putWhenThePoolIsExhaustedIsRefusedAndLeavesNothing() {
        for (var number = 1; number <= 3; number++) host.nodes().put(spec("nd_full000" + number));
        assertThatThrownBy(() -> host.nodes().put(spec(ID))).isInstanceOf(PortPoolExhausted.class);
        assertThat(host.nodeFolder(ID)).doesNotExist();
        assertThat(host.nodes().list()).hasSize(3);
        host.nodes().delete("nd_full0002");
        assertThat(host.nodes().put(spec(ID)).state()).isEqualTo(NodeState.READY);
    }
}
