package io.miniredis.nodemanager.node;

import static io.miniredis.nodemanager.node.SpecsForTests.spec;
import static io.miniredis.nodemanager.node.SpecsForTests.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.miniredis.kit.node.NodeState;
import io.miniredis.kit.node.NodeStatus;
import io.miniredis.kit.node.Persistence;
import io.miniredis.nodemanager.connection.EngineConnection;
import io.miniredis.nodemanager.runtime.IsolationProperties;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** An engine that ended for want of memory says so, and none that ended for another reason does. */
class OutOfMemoryIntegrationTests {

    private static final String ID = "nd_memory001";

    /** Grows for ever. */
    private static final String GROW =
            "local s = string.rep(string.rep('x', 100000), 80) local t = {} while true do t[#t + 1] = s .. #t end";

    /** Takes what the limit leaves, and then has the engine itself ask for more. */
    private static final String TAKE_ALL_AND_ASK_FOR_MORE = """
            local big = string.rep('x', 24 * 1024 * 1024)
            local held = {}
            local size = 4 * 1024 * 1024
            collectgarbage('stop')
            while size > 100000 do
              if not pcall(function() held[#held + 1] = string.rep('y', size) .. #held end) then size = size / 2 end
            end
            redis.call('SET', 'key', big)
            """;

    /** Holds so many MiB while it runs. */
    private static final String HOLD = """
            collectgarbage()
            local held = {}
            for i = 1, tonumber(ARGV[1]) do held[i] = string.rep('y', 1024 * 1024) .. i end
            return #held
            """;

    private static void requireGroups(HostForTests host) {
        assumeTrue(host.nodes().isolation().contains("cgroup-memory"), "memory groups are not writable here");
    }

    private static List<String> reasons(HostForTests host) {
        return host.events.stream()
                .flatMap(it -> it instanceof NodeEvent.Changed(NodeStatus status) ? List.of(status).stream() : null)
                .filter(it -> it.state() == NodeState.CRASHED)
                .map(NodeStatus::reason)
                .toList();
    }

    /** Runs a script that the engine does not survive. */
    private static void runToTheEnd(HostForTests host, NodeStatus node, String script) throws IOException {
        try (var tenant = host.login(node, "default", HostForTests.PASSWORD)) {
            tenant.run(List.of("EVAL", script, "0"));
        } catch (JedisConnectionException ended) {
            // or it takes longer than a connection waits
        }
    }

    @Test
    void engineWhenItsGroupHasNoMemoryLeftSaysSo() throws Exception {
        try (var host = new HostForTests(1).start()) {
            requireGroups(host);
            var node = host.nodes().put(spec(ID));
            runToTheEnd(host, node, GROW);
            assertEndedOnce(host, "OUT_OF_MEMORY");
        }
    }

    @Test
    void engineWhenTheSystemGivesItNoMemorySaysSo() throws Exception {
        try (var host = new HostForTests(1, new IsolationProperties(0, false)).start()) {
            assertThat(host.nodes().isolation()).contains("limits").doesNotContain("cgroup-memory");
            var node = host.nodes().put(spec(ID));
            runToTheEnd(host, node, TAKE_ALL_AND_ASK_FOR_MORE);
            assertEndedOnce(host, "OUT_OF_MEMORY");
        }
    }

    @Test
    void engineWhenItsSavingChildWasEndedForMemoryGoesOnAndItsLaterEndIsNotLaidToThat() throws Exception {
        try (var host = new HostForTests(1).start()) {
            requireGroups(host);
            var first = with(spec(ID), it -> {
                it.persistence = Persistence.NONE;
                it.maxMemoryBytes = 128 << 20;
            });
            var node = host.nodes().put(first);
            saveSlowly(host, node);
            useMemoryUntilTheChildIsEnded(host, node);
            host.awaitStatus(ID, it -> "WRITE_FAILED".equals(it.reason()));
            // what is changed after that is changed with the child's end in mind
            var changed = host.nodes().put(with(first, it -> {
                it.generation++;
                it.maxClients++;
            }));
            assertThat(changed.observedGeneration()).isEqualTo(2);
            assertThat(changed.pid()).isEqualTo(node.pid());
            assertThat(changed.crashes()).isZero();
            HostForTests.kill(node.pid());
            assertEndedOnce(host, "EXITED");
        }
    }

    private static void assertEndedOnce(HostForTests host, String reason) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(reasons(host)).containsExactly(reason));
        assertThat(host.await(ID, NodeState.READY).crashes()).isEqualTo(1);
    }

    /** Has a child that saves for minutes, from whose data the engine's own has come to differ altogether. */
    private static void saveSlowly(HostForTests host, NodeStatus node) throws IOException {
        try (var admin = host.loginAsAdmin(node)) {
            write(admin, "a");
            admin.run(List.of("CONFIG", "SET", "rdb-key-save-delay", "3000000"));
            admin.run(List.of("BGSAVE"));
            Awaitility.await().until(() -> host.processes().size() == 2);
            write(admin, "b");
        }
    }

    private static void write(EngineConnection connection, String letter) {
        for (var key = 0; key < 100; key++) connection.run(List.of("SET", "key" + key, letter.repeat(1_000_000)));
    }

    private static void useMemoryUntilTheChildIsEnded(HostForTests host, NodeStatus node) throws IOException {
        // 256 MiB is the limit, of which each of the two has 100 for itself; the end of the child frees many times what
        // is added at once
        for (var megabytes = 8; host.processes().size() == 2; megabytes += 4) {
            assertThat(megabytes).isLessThan(128);
            host.run(node, "EVAL", HOLD, "0", Integer.toString(megabytes));
        }
        assertThat(host.processes()).containsExactly(node.pid());
    }
}
