package io.miniredis.nodemanager.durability;

import static io.miniredis.nodemanager.node.HostForTests.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.kit.node.DesiredState;
import io.miniredis.kit.node.NodeSpec;
import io.miniredis.kit.node.NodeState;
import io.miniredis.kit.node.NodeStatus;
import io.miniredis.kit.node.Persistence;
import io.miniredis.nodemanager.connection.EngineConnection;
import io.miniredis.nodemanager.durability.NumberedWrites.Content;
import io.miniredis.nodemanager.node.HostForTests;
import io.miniredis.nodemanager.node.SpecsForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import redis.clients.jedis.exceptions.JedisException;

/** A host with one node, whose engine is killed and whose persistence is switched. */
final class DurableNode implements AutoCloseable {

    static final String ID = "nd_durable000001";
    private static final long MEMORY = 128 << 20;
    private static final Pattern ADMIN_PASSWORD = Pattern.compile("\"adminPassword\"\\s*:\\s*\"([^\"]+)\"");

    final HostForTests host;
    private NodeSpec spec;
    private long killed;

    DurableNode(Persistence persistence) throws IOException {
        this(persistence, DesiredState.RUNNING);
    }

    DurableNode(Persistence persistence, DesiredState desired) throws IOException {
        host = new HostForTests(1).start();
        spec = SpecsForTests.with(SpecsForTests.spec(ID), it -> {
            it.desired = desired;
            it.maxMemoryBytes = MEMORY;
            it.persistence = persistence;
        });
        host.nodes().put(spec);
    }

    NodeStatus status() {
        return host.nodes().find(ID).orElseThrow();
    }

    NodeStatus awaitReady() {
        return Awaitility.await("the node ready")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(2))
                .until(this::status, it -> it.state() == NodeState.READY);
    }

    /** Waits for a node that is ready with another process than the one that was killed last. */
    NodeStatus awaitBack() {
        return Awaitility.await("the node ready again")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(2))
                .until(this::status, it -> it.state() == NodeState.READY && it.pid() != killed);
    }

    /** kill -9. @return the instant just before, by {@link System#nanoTime} */
    long kill() {
        killed = status().pid();
        var instant = System.nanoTime();
        ProcessHandle.of(killed).ifPresent(ProcessHandle::destroyForcibly);
        return instant;
    }

    NodeSpec wish(Persistence persistence) {
        spec = SpecsForTests.next(spec, DesiredState.RUNNING, spec.restarts(), persistence, spec.maxMemoryBytes());
        return spec;
    }

    void wish(DesiredState desired) {
        spec = SpecsForTests.desired(spec, desired);
        host.nodes().put(spec);
    }

    /** Waits until the node-manager has a spec on its disk. */
    void awaitWritten(NodeSpec wished) {
        Awaitility.await("the spec on the disk")
                .pollInterval(Duration.ofMillis(1))
                .until(() -> Files.readString(folder().resolve("node.json"))
                        .contains("\"generation\":" + wished.generation() + ","));
    }

    boolean isInForce(NodeSpec wished) {
        return status().observedGeneration() >= wished.generation();
    }

    NodeStatus awaitInForce(NodeSpec wished) {
        return Awaitility.await("the spec in force")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(1))
                .until(
                        this::status,
                        it -> it.state() == NodeState.READY && it.observedGeneration() == wished.generation());
    }

    /** Fills the node, so that a rewrite and a save take their time. */
    void fill(int keys) throws IOException {
        host.run(
                status(),
                "EVAL",
                "for i = 1, ARGV[1] do redis.call('SET', 'fill:' .. i, string.rep(i, 40)) end",
                "0",
                Integer.toString(keys));
    }

    /** Has a save and a rewrite take so long for each key that something can happen in the middle of them. */
    void slowSaves(Duration perKey) throws IOException {
        try (var admin = admin()) {
            assertThat(text(admin.run(
                            List.of("CONFIG", "SET", "rdb-key-save-delay", Long.toString(perKey.toNanos() / 1000)))))
                    .isEqualTo("OK");
        }
    }

    EngineConnection admin() throws IOException {
        var password = ADMIN_PASSWORD.matcher(Files.readString(folder().resolve("node.json")));
        assertThat(password.find()).isTrue();
        return host.login(status(), "miniredis", password.group(1));
    }

    String info(EngineConnection connection, String field) {
        return text(connection.run(List.of("INFO")))
                .lines()
                .filter(it -> it.startsWith(field + ":"))
                .findFirst()
                .orElseThrow()
                .substring(field.length() + 1);
    }

    Path folder() {
        return host.nodeFolder(ID);
    }

    Path data() {
        return folder().resolve("data");
    }

    /**
     * Checks that the node holds what the first so many writes leave, for one number between the bounds.
     *
     * @param least how many must be there
     * @return how many are there
     */
    long assertHolds(AcknowledgedWriter writer, long least) throws IOException {
        var writes = writer.writes;
        Content found;
        try (var connection = host.login(status(), "default", HostForTests.PASSWORD)) {
            found = read(connection, writes);
        } catch (JedisException exception) {
            throw new AssertionError("the node does not answer: " + status(), exception);
        }
        var last = writes.last(found);
        assertThat(last).as("writes kept of %s", writer).isBetween(least, writer.sent());
        assertThat(found).as("what %d writes leave", last).isEqualTo(writes.after(last));
        return last;
    }

    private static Content read(EngineConnection connection, NumberedWrites writes) {
        var strings = new TreeMap<Integer, Long>();
        for (var slot = 0; slot < NumberedWrites.strings(); slot++) {
            var value = connection.run(List.of("GET", writes.string(slot)));
            if (value != null) strings.put(slot, Long.parseLong(text(value)));
        }
        var counter = connection.run(List.of("GET", writes.counter()));
        var list = (List<?>) connection.run(List.of("LRANGE", writes.list(), "0", "-1"));
        return new Content(
                strings,
                counter == null ? 0 : Long.parseLong(text(counter)),
                list.stream().map(it -> Long.parseLong(text(it))).toList());
    }

    @Override
    public void close() throws IOException {
        host.close();
    }
}
