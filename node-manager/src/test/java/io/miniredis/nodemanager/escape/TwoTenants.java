package io.miniredis.nodemanager.escape;

import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.kit.node.NodeSpec;
import io.miniredis.kit.node.NodeState;
import io.miniredis.kit.node.NodeStatus;
import io.miniredis.nodemanager.folder.NodeRecord;
import io.miniredis.nodemanager.node.HostForTests;
import io.miniredis.nodemanager.node.SpecsForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;

/** A host with two tenants: one attacks, and the other has to notice nothing. */
final class TwoTenants implements AutoCloseable {

    static final String ATTACKER = "nd_attacker1";
    static final String VICTIM = "nd_victim0001";
    static final String VICTIM_PASSWORD = "the neighbour's very own";
    static final int MAX_CLIENTS = 100;

    final HostForTests host;
    final Neighbour neighbour;
    private NodeSpec spec;

    TwoTenants() throws Exception {
        host = new HostForTests(2).start();
        spec = SpecsForTests.spec(ATTACKER);
        try {
            var attacker = host.nodes().put(spec);
            var victim = host.nodes().put(withPasswords(SpecsForTests.spec(VICTIM), 1, VICTIM_PASSWORD));
            assertThat(List.of(attacker.state(), victim.state())).containsOnly(NodeState.READY);
            neighbour = new Neighbour(host, victim);
        } catch (Exception | AssertionError failure) {
            // nobody else closes what was not made
            host.close();
            throw failure;
        }
    }

    NodeStatus attacker() {
        return host.nodes().find(ATTACKER).orElseThrow();
    }

    int victimPort() {
        return host.nodes().find(VICTIM).orElseThrow().port();
    }

    /** A connection with all that the attacker was given. */
    Tenant login() throws IOException {
        return Tenant.login(attacker().port(), HostForTests.PASSWORD);
    }

    Object run(String... command) throws IOException {
        try (var tenant = login()) {
            return tenant.run(command);
        }
    }

    /** Another password beside the attacker's own, as a rotation has it. */
    void rotate(String other) {
        put(withPasswords(spec, spec.generation() + 1, HostForTests.PASSWORD, other));
    }

    /** Has the supervisor tell the engine something, which needs its connection; fails if that has no effect. */
    void assertSupervised() throws IOException {
        var other = spec.maxMemoryBytes() == 32 << 20 ? 33 << 20 : 32 << 20;
        put(SpecsForTests.next(spec, spec.desired(), spec.restarts(), spec.persistence(), other));
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> attacker().observedGeneration() == spec.generation());
        assertThat(String.valueOf(run("INFO", "memory"))).contains("maxmemory:" + other);
    }

    private void put(NodeSpec next) {
        spec = next;
        host.nodes().put(next);
    }

    private static NodeSpec withPasswords(NodeSpec it, long generation, String... passwords) {
        return SpecsForTests.with(it, other -> {
            other.generation = generation;
            other.tenantPasswords(passwords);
        });
    }

    /** The engine still runs, or another one does without anybody's help, and answers. */
    void assertUpOrHealed() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .ignoreExceptions()
                .until(() -> "PONG".equals(run("PING")));
        host.await(ATTACKER, NodeState.READY);
    }

    /** The very engine of before still runs, and answers. */
    void assertUntouched(NodeStatus before) throws IOException {
        assertThat(run("PING")).isEqualTo("PONG");
        assertThat(attacker().pid()).isEqualTo(before.pid());
        assertThat(attacker().state()).isEqualTo(NodeState.READY);
    }

    String adminPassword(String nodeId) throws IOException {
        var file = host.nodeFolder(nodeId).resolve("node.json");
        return JsonMapper.builder()
                .build()
                .readValue(Files.readAllBytes(file), NodeRecord.class)
                .adminPassword();
    }

    /** Most memory that the attacker's engine has had at once, in bytes. */
    long peakMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc", "" + attacker().pid(), "status")).stream()
                .filter(it -> it.startsWith("VmHWM:"))
                .mapToLong(it -> Long.parseLong(it.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }

    /** Runs a program with all the rights that code in the attacker's engine would have; true where it ended well. */
    boolean asAttacker(String... command) throws Exception {
        var uid = Files.getAttribute(Path.of("/proc", "" + attacker().pid()), "unix:uid")
                .toString();
        var all = new java.util.ArrayList<>(List.of(
                "setpriv",
                "--reuid=" + uid,
                "--regid=" + uid,
                "--clear-groups",
                "--no-new-privs",
                "--bounding-set=-all"));
        all.addAll(List.of(command));
        var process = new ProcessBuilder(all)
                .directory(new java.io.File("/"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() == 0;
    }

    @Override
    public void close() throws Exception {
        neighbour.close();
        host.close();
    }
}
