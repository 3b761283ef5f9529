package io.miniredis.nodemanager.node;

import static io.miniredis.nodemanager.node.SpecsForTests.desired;
import static io.miniredis.nodemanager.node.SpecsForTests.keeping;
import static io.miniredis.nodemanager.node.SpecsForTests.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miniredis.kit.node.DesiredState;
import io.miniredis.kit.node.NodeHistoryEvent;
import io.miniredis.kit.node.NodeSpec;
import io.miniredis.kit.node.NodeState;
import io.miniredis.kit.node.NodeStatus;
import io.miniredis.kit.node.Persistence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a node whose files are torn, damaged or gone. */
class FilesIntegrationTests extends HostTest {

    private static final String ID = "nd_files0001";

    private NodeSpec running;

    private Path data() {
        return host.nodeFolder(ID).resolve("data");
    }

    private Path appendOnlyFile() throws IOException {
        try (var parts = Files.list(data().resolve("appendonlydir"))) {
            return parts.filter(it -> it.toString().endsWith(".incr.aof"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** A node that was stopped with a hundred keys, and how to have it run again. */
    private void stoppedWithKeys(Persistence persistence) throws IOException {
        var first = keeping(spec(ID), persistence);
        var node = host.nodes().put(first);
        for (var key = 0; key < 100; key++) host.run(node, "SET", "key" + key, "value" + key);
        var stopped = desired(first, DesiredState.STOPPED);
        host.nodes().put(stopped);
        running = desired(stopped, DesiredState.RUNNING);
    }

    private NodeStatus status() {
        return host.nodes().find(ID).orElseThrow();
    }

    private NodeStatus awaitReason(String reason) {
        return Awaitility.await().until(this::status, it -> reason.equals(it.reason()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "garbage", "zeros", "transaction"})
    void startWhenTheEndOfTheAppendOnlyFileIsTornRepairsItKeepsACopyAndTells(String tear) throws Exception {
        stoppedWithKeys(Persistence.AOF);
        var file = appendOnlyFile();
        switch (tear) {
            case "cut" -> {
                try (var channel = java.nio.channels.FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(channel.size() - 5);
                }
            }
            case "transaction" ->
                Files.write(
                        file,
                        "*1\r\n$5\r\nMULTI\r\n*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\nb\r\n".getBytes(),
                        StandardOpenOption.APPEND);
            case "garbage" -> Files.write(file, "no command at all".getBytes(), StandardOpenOption.APPEND);
            default -> Files.write(file, new byte[200_000], StandardOpenOption.APPEND);
        }
        var torn = Files.readAllBytes(file);
        var node = host.nodes().put(running);
        assertThat(node.state()).isEqualTo(NodeState.READY);
        assertThat(host.run(node, "DBSIZE")).isEqualTo(tear.equals("cut") ? "99" : "100");
        assertThat(host.nodes().history(ID, 50)).anyMatch(it -> it.kind() == NodeHistoryEvent.Kind.REPAIRED);
        try (var copies = Files.list(host.nodeFolder(ID).resolve("set-aside"))) {
            assertThat(copies)
                    .singleElement()
                    .satisfies(it -> assertThat(Files.readAllBytes(it)).isEqualTo(torn));
        }
        try (var files = Files.list(host.nodeFolder(ID))) {
            assertThat(files)
                    .noneMatch(it ->
                            it.toString().contains("check-aof") || it.toString().contains("tool"));
        }
    }

    @Test
    void startWhenTheAppendOnlyFileIsDamagedInTheMiddleFailsAndKeepsIt() throws Exception {
        stoppedWithKeys(Persistence.AOF);
        var file = appendOnlyFile();
        var sound = Files.readAllBytes(file);
        var damaged = sound.clone();
        java.util.Arrays.fill(damaged, sound.length / 2, sound.length / 2 + 10, (byte) 'x');
        Files.write(file, damaged);
        Thread.ofVirtual().start(() -> host.nodes().put(running));
        assertThat(awaitReason("APPEND_ONLY_FILE_CORRUPT").message()).contains("damaged in the middle");
        assertThat(status().state()).isEqualTo(NodeState.FAILED);
        assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
        Files.write(file, sound);
        assertThat(host.run(host.await(ID, NodeState.READY), "DBSIZE")).isEqualTo("100");
    }

    @Test
    void startWhenAPartOfTheAppendOnlyFileIsGoneFailsAndSaysWhich() throws Exception {
        stoppedWithKeys(Persistence.AOF);
        var file = appendOnlyFile();
        var kept = file.resolveSibling("elsewhere");
        Files.move(file, kept);
        Thread.ofVirtual().start(() -> host.nodes().put(running));
        assertThat(awaitReason("APPEND_ONLY_FILE_CORRUPT").message())
                .contains(file.getFileName().toString());
        Files.move(kept, file);
        assertThat(host.run(host.await(ID, NodeState.READY), "DBSIZE")).isEqualTo("100");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 30, 200})
    void startWhenTheSnapshotIsDamagedFailsAndKeepsIt(int left) throws Exception {
        stoppedWithKeys(Persistence.SNAPSHOT);
        var file = data().resolve("dump.rdb");
        var sound = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(sound, left));
        Thread.ofVirtual().start(() -> host.nodes().put(running));
        assertThat(awaitReason("SNAPSHOT_CORRUPT").state()).isEqualTo(NodeState.FAILED);
        assertThat(Files.size(file)).isEqualTo(left);
        Files.write(file, sound);
        assertThat(host.run(host.await(ID, NodeState.READY), "DBSIZE")).isEqualTo("100");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aof", "aof-always", "snapshot"})
    void startWhenTheDataFolderIsEmptyIsNotReadyAsIfNothingHadHappened(String persistence) throws Exception {
        stoppedWithKeys(Persistence.of(persistence));
        var elsewhere = host.nodeFolder(ID).resolve("elsewhere");
        Files.move(data(), elsewhere);
        Files.createDirectory(data());
        assertThat(host.nodes().put(running).reason()).isEqualTo("DATA_MISSING");
        assertThat(status().state()).isEqualTo(NodeState.FAILED);
        assertThat(status().message()).contains("kept.json");
        Files.delete(data());
        Files.move(elsewhere, data());
        assertThat(host.run(host.await(ID, NodeState.READY), "DBSIZE")).isEqualTo("100");
    }

    @ParameterizedTest
    @ValueSource(strings = {".base.rdb", ".incr.aof"})
    void startWhenAPartOfTheAppendOnlyFileIsEmptyIsNotReadyAsIfNothingHadHappened(String part) throws Exception {
        stoppedWithKeys(Persistence.AOF);
        var file = appendOnlyFile().resolveSibling("appendonly.aof.1" + part);
        var sound = Files.readAllBytes(file);
        Files.write(file, new byte[0]);
        assertThat(host.nodes().put(running).reason()).isEqualTo("DATA_MISSING");
        Files.write(file, sound);
        assertThat(host.run(host.await(ID, NodeState.READY), "DBSIZE")).isEqualTo("100");
    }

    @Test
    void crashWhenTheDataIsGoneIsNotReadyUntilSomebodySaysThatItIsLost() throws Exception {
        var node = host.nodes().put(spec(ID));
        host.run(node, "SET", "key", "value");
        try (var parts = Files.list(data().resolve("appendonlydir"))) {
            for (var part : parts.toList()) Files.delete(part);
        }
        HostForTests.kill(node.pid());
        awaitReason("DATA_MISSING");
        Files.delete(host.nodeFolder(ID).resolve("kept.json"));
        host.restartNodeManager();
        assertThat(host.run(host.await(ID, NodeState.READY), "DBSIZE")).isEqualTo("0");
    }

    @Test
    void startWhenNothingIsPromisedBeginsEmpty() throws Exception {
        stoppedWithKeys(Persistence.NONE);
        assertThat(host.run(host.nodes().put(running), "DBSIZE")).isEqualTo("0");
    }

    @Test
    void putWhenAnExistingNodeIsNotOnThisHostDoesNotBeginAnEmptyOne() {
        var newer = desired(spec(ID), DesiredState.RUNNING);
        assertThatThrownBy(() -> host.nodes().put(newer)).isInstanceOf(NodeException.Missing.class);
        assertThat(host.nodeFolder(ID)).doesNotExist();
        assertThat(host.supervisor.ports().used()).isZero();
        assertThat(host.nodes().put(spec(ID)).state()).isEqualTo(NodeState.READY);
    }
}
