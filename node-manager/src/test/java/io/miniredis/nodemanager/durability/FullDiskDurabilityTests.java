package io.miniredis.nodemanager.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.miniredis.kit.node.DesiredState;
import io.miniredis.kit.node.NodeState;
import io.miniredis.kit.node.NodeStatus;
import io.miniredis.kit.node.Persistence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** A disk without room: what was acknowledged is kept, the node says why it takes no more, and takes more when there is room again. */
@Tag("durability")
class FullDiskDurabilityTests {

    @BeforeEach
    void needsToMount() {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may mount a small disk");
    }

    @Test
    void diskWhenFullStopsWritesAndKeepsThem() throws Exception {
        try (var node = new DurableNode(Persistence.AOF, DesiredState.STOPPED);
                var disk = new SmallDisk(node.data())) {
            node.wish(DesiredState.RUNNING);
            var before = node.awaitReady();
            try (var writer = AcknowledgedWriter.start("full", before, 1).awaitMore(200)) {
                disk.fill();
                assertThat(writer.awaitEnd())
                        .isInstanceOf(JedisDataException.class)
                        .hasMessageContaining("MISCONF");
                var complaint = awaitReason(node);
                System.out.println("full disk, aof: " + complaint);
                assertThat(complaint.state()).isEqualTo(NodeState.READY);
                disk.empty();
                Awaitility.await("writes again")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> node.host
                                .run(node.status(), "SET", "again", "1")
                                .equals("OK"));
                Awaitility.await("no complaint")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> node.status().reason() == null);
                node.kill();
                node.awaitBack();
                node.assertHolds(writer, writer.acknowledged());
                assertThat(node.host.run(node.status(), "GET", "again")).isEqualTo("1");
            }
        }
    }

    @Test
    void diskWhenFullAndAlwaysKeepsWhatWasAcknowledged() throws Exception {
        try (var node = new DurableNode(Persistence.AOF_ALWAYS, DesiredState.STOPPED);
                var disk = new SmallDisk(node.data())) {
            node.wish(DesiredState.RUNNING);
            var before = node.awaitReady();
            try (var writer = AcknowledgedWriter.start("full", before, 1).awaitMore(200)) {
                disk.fill();
                // this engine cannot take back what it did, so it ends rather than answer
                assertThat(writer.awaitEnd()).isInstanceOfAny(JedisConnectionException.class, JedisDataException.class);
                Awaitility.await("the end of the engine")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> node.status().crashes() > 0);
                disk.empty();
                Awaitility.await("writes again")
                        .atMost(Duration.ofSeconds(60))
                        .ignoreExceptions()
                        .until(() -> node.host
                                .run(node.status(), "SET", "again", "1")
                                .equals("OK"));
                node.awaitReady();
                node.assertHolds(writer, writer.acknowledged());
            }
        }
    }

    private static NodeStatus awaitReason(DurableNode node) {
        return Awaitility.await("a reason")
                .atMost(Duration.ofSeconds(30))
                .until(node::status, it -> it.reason() != null);
    }

    /** A file system of a few megabytes in memory, in place of a folder. */
    private static final class SmallDisk implements AutoCloseable {
        private final Path folder;

        SmallDisk(Path folder) throws Exception {
            this.folder = folder;
            var owner = Files.getAttribute(folder, "unix:uid");
            var group = Files.getAttribute(folder, "unix:gid");
            run(
                    "mount",
                    "-t",
                    "tmpfs",
                    "-o",
                    "size=4m,mode=700,uid=%s,gid=%s".formatted(owner, group),
                    "none",
                    folder.toString());
        }

        void fill() throws IOException {
            try (var out = Files.newOutputStream(folder.resolve("ballast"))) {
                while (true) out.write(new byte[4096]);
            } catch (IOException full) {
                assertThat(full).hasMessageContaining("No space");
            }
        }

        void empty() throws IOException {
            Files.delete(folder.resolve("ballast"));
        }

        private static void run(String... command) throws Exception {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
        }

        @Override
        public void close() throws Exception {
            run("umount", "-l", folder.toString());
        }
    }
}
