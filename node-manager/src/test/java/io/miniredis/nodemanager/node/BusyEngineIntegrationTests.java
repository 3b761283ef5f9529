package io.miniredis.nodemanager.node;

import static io.miniredis.nodemanager.node.SpecsForTests.desired;
import static io.miniredis.nodemanager.node.SpecsForTests.next;
import static io.miniredis.nodemanager.node.SpecsForTests.spec;
import static io.miniredis.nodemanager.node.SpecsForTests.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.kit.node.DesiredState;
import io.miniredis.kit.node.NodeHistoryEvent.Kind;
import io.miniredis.kit.node.NodeState;
import io.miniredis.kit.node.NodeStatus;
import io.miniredis.kit.node.Persistence;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What takes an engine long is not taken for a hang, though it takes longer than every patience. {@code -Dbusy.mebibytes} says how much. */
class BusyEngineIntegrationTests extends HostTest {

    private static final String ID = "nd_busy00001";
    private static final long MIB = 1 << 20;
    private static final long SIZE = Long.getLong("busy.mebibytes", 200) * MIB;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** Far below what is shipped, and below what the work takes. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private static final Duration HANG_PATIENCE = Duration.ofMillis(400);

    @Override
    HostForTests newHost() throws Exception {
        return new HostForTests(1, SettingsForTests.watching(PATIENCE, PATIENCE, HANG_PATIENCE));
    }

    private List<Kind> toldSince(int event) {
        return host.events.subList(event, host.events.size()).stream()
                .filter(NodeEvent.Told.class::isInstance)
                .map(it -> ((NodeEvent.Told) it).event().kind())
                .toList();
    }

    private List<String> reasonsSince(int event) {
        return host.events.subList(event, host.events.size()).stream()
                .filter(NodeEvent.Changed.class::isInstance)
                .map(it -> String.valueOf(((NodeEvent.Changed) it).status().reason()))
                .toList();
    }

    private static long field(String info, String name) {
        var found = Pattern.compile("(?m)^" + name + ":(\\d+)").matcher(info);
        assertThat(found.find()).as(info).isTrue();
        return Long.parseLong(found.group(1));
    }

    @Test
    void loadingWhenTheFileIsBigIsWaitedFor() throws Exception {
        host.nodes().put(spec(ID));
        var stopped = host.nodes().put(desired(spec(ID), DesiredState.STOPPED));
        assertThat(stopped.state()).isEqualTo(NodeState.STOPPED);
        var commands = appendWrites();
        var before = host.events.size();
        var began = System.nanoTime();
        var wish = next(
                desired(spec(ID), DesiredState.STOPPED), DesiredState.RUNNING, 0, spec(ID).persistence(), 32 * MIB);
        host.nodes().put(wish);
        var node = Awaitility.await()
                .atMost(LONGEST)
                .until(() -> host.nodes().find(ID).orElseThrow(), it -> it.state() == NodeState.READY);
        var took = Duration.ofNanos(System.nanoTime() - began);
        assertThat(took).isGreaterThan(HANG_PATIENCE.multipliedBy(2));
        assertThat(toldSince(before)).containsExactly(Kind.STARTED, Kind.READY);
        assertThat(reasonsSince(before)).contains("LOADING").doesNotContain("NOT_RESPONDING");
        assertThat(host.run(node, "GET", "count")).isEqualTo(Long.toString(commands));
        System.out.printf("%d MiB of %d commands were loaded in %d ms%n", SIZE / MIB, commands, took.toMillis());
    }

    /** Lets the append-only file grow to the size, by many writes of few keys; says how many there were. */
    private long appendWrites() throws IOException {
        var commands = 0L;
        try (var folder = Files.walk(host.nodeFolder(ID).resolve("data"))) {
            var file = folder.filter(it -> it.toString().endsWith(".incr.aof"))
                    .findFirst()
                    .orElseThrow();
            try (var out = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.APPEND), 1 << 20)) {
                out.write(command("SELECT", "0"));
                var value = "v".repeat(60);
                for (var written = 0L; written < SIZE; commands++) {
                    var key = "key" + commands % 10_000;
                    var command = command("SET", key, value);
                    out.write(command);
                    written += command.length;
                }
                out.write(command("SET", "count", Long.toString(commands)));
            }
        }
        return commands;
    }

    private static byte[] command(String... words) {
        var text = new StringBuilder("*" + words.length + "\r\n");
        for (var word : words)
            text.append("$").append(word.length()).append("\r\n").append(word).append("\r\n");
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void forkWhenTheDatasetIsBigAndItsSaveIsLongIsNoHang() throws Exception {
        var node = host.nodes().put(with(spec(ID), it -> {
            it.persistence = Persistence.NONE;
            it.maxMemoryBytes = SIZE + SIZE / 2;
        }));
        assertThat(node.state()).isEqualTo(NodeState.READY);
        var values = fill(node);
        var before = host.events.size();
        try (var admin = host.loginAsAdmin(node)) {
            admin.run(List.of("CONFIG", "SET", "rdb-key-save-delay", Long.toString(2_000_000 / values)));
            admin.run(List.of("BGSAVE"));
            var began = System.nanoTime();
            // written while it saves, so that all of it is there twice
            fill(node);
            var saved = Awaitility.await()
                    .atMost(LONGEST)
                    .until(
                            () -> HostForTests.text(admin.run(List.of("INFO", "persistence"))),
                            it -> it.contains("rdb_bgsave_in_progress:0"));
            assertThat(saved).contains("rdb_last_bgsave_status:ok");
            var took = Duration.ofNanos(System.nanoTime() - began);
            assertThat(took).isGreaterThan(HANG_PATIENCE.multipliedBy(2));
            var info = HostForTests.text(admin.run(List.of("INFO", "stats")));
            System.out.printf(
                    "%d MiB were saved in %d ms, forked in %d µs%n",
                    SIZE / MIB, took.toMillis(), field(info, "latest_fork_usec"));
        }
        assertThat(toldSince(before)).isEmpty();
        assertThat(reasonsSince(before)).doesNotContain("NOT_RESPONDING");
        assertThat(host.nodes().find(ID).orElseThrow().pid()).isEqualTo(node.pid());
    }

    private long fill(NodeStatus node) throws IOException {
        var value = "v".repeat(1_000_000);
        var values = SIZE / MIB;
        try (var tenant = host.login(node, "default", HostForTests.PASSWORD)) {
            for (var key = 0L; key < values; key++) tenant.run(List.of("SET", "key" + key, value));
        }
        return values;
    }
}
