package io.miniredis.nodemanager.node;

import static io.miniredis.nodemanager.node.SpecsForTests.next;
import static io.miniredis.nodemanager.node.SpecsForTests.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.miniredis.kit.node.DesiredState;
import io.miniredis.kit.node.NodeState;
import io.miniredis.kit.node.NodeStatus;
import io.miniredis.kit.node.Persistence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The data folder is a file system of its own, small enough to be filled; only root may mount one. */
class FullDiskIntegrationTests {

    private static final String ID = "nd_fulldisk1";

    private HostForTests host;
    private boolean mounted;

    @BeforeEach
    void startHostOnASmallDisk() throws Exception {
        host = new HostForTests(3);
        mounted = run("mount", "-t", "tmpfs", "-o", "size=512k,mode=700", "tmpfs", host.folder.toString()) == 0;
        assumeThat(mounted).as("a tmpfs can be mounted, which takes root").isTrue();
        host.start();
    }

    @AfterEach
    void stopHost() throws Exception {
        host.close();
        if (mounted) run("umount", host.folder.toString());
        Files.deleteIfExists(host.folder);
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private Path filler() {
        return host.folder.resolve("filler");
    }

    private void fillTheDisk() throws IOException {
        try (var channel = FileChannel.open(filler(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (true) channel.write(ByteBuffer.allocate(4096));
        } catch (IOException full) {
            assertThat(Files.getFileStore(host.folder).getUsableSpace()).isZero();
        }
    }

    @Test
    void putWhenTheDiskIsFullIsRefusedAndTheOldSpecStands() throws Exception {
        var node = host.nodes().put(spec(ID));
        host.run(node, "SET", "key", "value");
        var record = host.nodeFolder(ID).resolve("node.json");
        var before = Files.readString(record);
        var update = next(spec(ID), DesiredState.RUNNING, 0, Persistence.AOF, 16 << 20);
        fillTheDisk();
        assertThatThrownBy(() -> host.nodes().put(update))
                .isInstanceOf(NodeException.DiskFailed.class)
                .hasMessageContaining(ID)
                .hasMessageContaining("the old one stands");
        assertThat(Files.readString(record)).isEqualTo(before);
        assertThat(host.nodes().find(ID)).contains(node);
        assertThat(host.run(node, "GET", "key")).isEqualTo("value");
        assertThat(host.nodeFolder(ID).resolve("node.json.new")).doesNotExist();

        Files.delete(filler());
        var updated = host.nodes().put(update);
        assertThat(updated.observedGeneration()).isEqualTo(update.generation());
        assertThat(updated.pid()).isEqualTo(node.pid());
    }

    @Test
    void putWhenTheDiskIsFullAndTheNodeNewLeavesNothing() throws Exception {
        fillTheDisk();
        assertThatThrownBy(() -> host.nodes().put(spec(ID))).isInstanceOf(NodeException.DiskFailed.class);
        assertThat(host.nodeFolder(ID)).doesNotExist();
        assertThat(host.nodes().find(ID)).isEmpty();
        assertThat(host.nodes().list()).isEmpty();
        assertThat(host.supervisor.ports().used()).isZero();

        Files.delete(filler());
        assertThat(host.nodes().put(spec(ID)).state()).isEqualTo(NodeState.READY);
    }

    @Test
    void deleteWhenTheDiskIsFullIsRefusedAndTheNodeRunsOn() throws Exception {
        var node = host.nodes().put(spec(ID));
        fillTheDisk();
        assertThatThrownBy(() -> host.nodes().delete(ID)).isInstanceOf(NodeException.DiskFailed.class);
        // it may say by now that the disk is full
        assertThat(host.nodes().find(ID)).hasValueSatisfying(it -> {
            assertThat(it.state()).isEqualTo(NodeState.READY);
            assertThat(it.pid()).isEqualTo(node.pid());
        });
        assertThat(host.run(node, "PING")).isEqualTo("PONG");

        Files.delete(filler());
        host.nodes().delete(ID);
        assertThat(host.nodes().find(ID)).isEmpty();
    }

    @Test
    void crashWhenTheDiskIsFullIsReportedAndHealsWithSpace() throws Exception {
        var node = host.nodes().put(spec(ID));
        host.run(node, "SET", "key", "value");
        fillTheDisk();
        HostForTests.kill(node.pid());
        var stuck = Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> host.nodes().find(ID).orElseThrow(), it -> "DISK_FAILED".equals(it.reason()));
        assertThat(stuck.state()).isNotEqualTo(NodeState.READY);
        assertThat(stuck.message()).isNotBlank();

        Files.delete(filler());
        NodeStatus again = host.awaitOther(node);
        assertThat(host.run(again, "GET", "key")).isEqualTo("value");
    }
}
