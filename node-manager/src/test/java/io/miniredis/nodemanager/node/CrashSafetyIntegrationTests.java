package io.miniredis.nodemanager.node;

import static io.miniredis.nodemanager.node.SpecsForTests.desired;
import static io.miniredis.nodemanager.node.SpecsForTests.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miniredis.kit.node.DesiredState;
import io.miniredis.kit.node.NodeState;
import io.miniredis.kit.node.NodeStatus;
import io.miniredis.nodemanager.connection.EngineConnection;
import io.miniredis.nodemanager.port.PortPoolExhausted;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a host may find when its node-manager comes back, and who may sit on its ports. */
class CrashSafetyIntegrationTests extends HostTest {

    private static final String ID = "nd_crash0001";

    @Test
    void restartOfTheNodeManagerWhenThePidBelongsToAnotherProcessByNowLeavesThatAlone() throws Exception {
        var node = host.nodes().put(spec(ID));
        host.run(node, "SET", "key", "value");
        var other = foreignProcess(Path.of("/"));
        try {
            restartAfterDeathOf(node, launchOf(other.pid(), 1));
            assertStartedAnew(node, other);
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void restartOfTheNodeManagerWhenPidAndStartAreThoseOfAProcessElsewhereLeavesThatAlone() throws Exception {
        var node = host.nodes().put(spec(ID));
        host.run(node, "SET", "key", "value");
        var other = foreignProcess(Path.of("/"));
        try {
            restartAfterDeathOf(node, launchOf(other.pid(), startTicks(other.pid())));
            assertStartedAnew(node, other);
        } finally {
            other.destroyForcibly();
        }
    }

    /** For instance the shell of someone who looks at the files. */
    @Test
    void restartOfTheNodeManagerWhenAProcessThatIsNoEngineIsInTheFolderLeavesThatAlone() throws Exception {
        var node = host.nodes().put(spec(ID));
        host.run(node, "SET", "key", "value");
        var other = foreignProcess(host.nodeFolder(ID).resolve("data"));
        try {
            restartAfterDeathOf(node, Files.readString(host.nodeFolder(ID).resolve("launch.json")));
            assertStartedAnew(node, other);
            host.nodes().delete(ID);
            host.restartNodeManager();
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    private static Process foreignProcess(Path folder) throws Exception {
        return new ProcessBuilder("sleep", "600").directory(folder.toFile()).start();
    }

    private static long startTicks(long pid) throws Exception {
        var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19]);
    }

    private static String launchOf(long pid, long startTicks) {
        return "{\"pid\":%d,\"startTicks\":%d,\"generation\":1,\"restarts\":0}".formatted(pid, startTicks);
    }

    private void restartAfterDeathOf(NodeStatus node, String launch) throws Exception {
        host.supervisor.stop();
        HostForTests.kill(node.pid());
        Files.writeString(host.nodeFolder(ID).resolve("launch.json"), launch);
        host.restartNodeManager();
    }

    private void assertStartedAnew(NodeStatus before, Process other) throws Exception {
        var node = host.await(ID, NodeState.READY);
        assertThat(node.pid()).isNotEqualTo(before.pid()).isNotEqualTo(other.pid());
        assertThat(host.run(node, "GET", "key")).isEqualTo("value");
        host.nodes().put(desired(spec(ID), DesiredState.STOPPED));
        assertThat(other.isAlive()).isTrue();
    }

    @Test
    void putWhenAForeignProcessGaveThePortUpTakesItAgain() throws Exception {
        try (var foreign = new ServerSocket(host.ports.start() + 1)) {
            assertThat(foreign.isBound()).isTrue();
            assertThat(host.nodes().put(spec("nd_foreign1")).port()).isEqualTo(host.ports.start());
            assertThat(host.nodes().put(spec("nd_foreign2")).port()).isEqualTo(host.ports.end());
            assertThatThrownBy(() -> host.nodes().put(spec(ID)))
                    .isInstanceOf(PortPoolExhausted.class)
                    .hasMessageContaining(Integer.toString(host.ports.start()))
                    .hasMessageContaining(Integer.toString(host.ports.end()));
        }
        assertThat(host.nodes().put(spec(ID)).port()).isEqualTo(host.ports.start() + 1);
    }

    @Test
    void putWhenThePoolWasExhaustedBeforeARestartOfTheNodeManagerIsStillRefused() throws Exception {
        for (var number = 1; number <= 3; number++) {
            host.nodes().put(spec("nd_full000" + number));
        }
        host.restartNodeManager();
        assertThatThrownBy(() -> host.nodes().put(spec(ID))).isInstanceOf(PortPoolExhausted.class);
        host.nodes().delete("nd_full0002");
        assertThat(host.nodes().put(spec(ID)).port()).isEqualTo(host.ports.start() + 1);
    }

    @Test
    void startOfTheNodeManagerWhenAnEarlierOneDiedWhileItWroteRemovesWhatIsLeft() throws Exception {
        var node = host.nodes().put(spec(ID));
        host.run(node, "SET", "key", "value");
        host.supervisor.stop();
        HostForTests.kill(node.pid());
        var folder = host.nodeFolder(ID);
        var left = List.of(
                folder.resolve("node.json.new"),
                folder.resolve("users.acl.new"),
                folder.resolve("data/temp-4711.rdb"),
                folder.resolve("data/appendonlydir/temp-appendonly.aof.manifest"));
        for (var file : left) Files.writeString(file, "half");
        host.restartNodeManager();
        assertThat(host.run(host.await(ID, NodeState.READY), "GET", "key")).isEqualTo("value");
        assertThat(left).noneMatch(Files::exists);
    }

    @Test
    void clockWhenItJumpsADayEitherWayRestartsNothingAndHidesNothing() throws Exception {
        var clock = new JumpingClock();
        host.supervisor.stop();
        host.supervisor = host.newSupervisor(clock);
        host.supervisor.start();
        var node = host.nodes().put(spec(ID));
        for (var jump : List.of(Duration.ofDays(1), Duration.ofDays(-2))) {
            var before = host.events.size();
            clock.jump(jump);
            awaitLooks(node, 3);
            assertThat(host.events.subList(before, host.events.size())).isEmpty();
            assertThat(host.nodes().find(ID)).contains(node);

            HostForTests.signal(node.pid(), "STOP");
            Awaitility.await()
                    .until(() -> host.nodes().find(ID).orElseThrow(), it -> "NOT_RESPONDING".equals(it.reason()));
            HostForTests.signal(node.pid(), "CONT");
            Awaitility.await().until(() -> host.nodes().find(ID).orElseThrow().reason() == null);

            HostForTests.kill(node.pid());
            var again = host.awaitOther(node);
            assertThat(again.crashes()).isEqualTo(node.crashes() + 1);
            node = again;
        }
        host.nodes().delete(ID);
        assertThat(host.nodes().find(ID)).isEmpty();
    }

    /** The supervisor has looked at the engine so many times more, by whichever of the two commands. */
    private void awaitLooks(NodeStatus node, int more) throws Exception {
        try (var tenant = host.login(node, "default", HostForTests.PASSWORD)) {
            var own = new AtomicInteger();
            var until = looks(tenant, own) + more;
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> looks(tenant, own) >= until);
        }
    }

    private static long looks(EngineConnection tenant, AtomicInteger own) {
        return HostForTests.text(tenant.run(List.of("INFO", "commandstats")))
                        .lines()
                        .filter(it -> it.startsWith("cmdstat_ping:calls=") || it.startsWith("cmdstat_info:calls="))
                        .map(it -> it.split("[=,]", 3)[1])
                        .mapToLong(Long::parseLong)
                        .sum()
                - own.getAndIncrement();
    }
}
