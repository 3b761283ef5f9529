package io.miniredis.nodemanager.drain;

import static io.miniredis.nodemanager.node.SpecsForTests.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.kit.node.NodeState;
import io.miniredis.nodemanager.node.HostForTests;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DrainIntegrationTests {

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @Test
    void runWhenEnginesRunSavesAndEndsThemAndTheNextStartBringsThemBack() throws Exception {
        try (var host = new HostForTests(3).start()) {
            for (var number = 1; number <= 3; number++) {
                host.run(host.nodes().put(spec("nd_drain00" + number)), "SET", "key", "value" + number);
            }
            host.supervisor.stop();
            assertThat(drain(host)).isZero();
            assertThat(host.processes()).isEmpty();
            assertThat(output.toString(StandardCharsets.UTF_8)).contains("3 of 3 engines are down");
            assertThat(drain(host)).isZero();
            assertThat(output.toString(StandardCharsets.UTF_8)).contains("No engine is running");
            host.restartNodeManager();
            for (var number = 1; number <= 3; number++) {
                var node = host.await("nd_drain00" + number, NodeState.READY);
                assertThat(host.run(node, "GET", "key")).isEqualTo("value" + number);
                assertThat(node.crashes()).isZero();
            }
        }
    }

    @Test
    void runWhenANodeManagerRunsIsRefusedAndEndsNothing() throws Exception {
        try (var host = new HostForTests(1).start()) {
            host.nodes().put(spec("nd_drain001"));
            assertThat(drain(host)).isEqualTo(1);
            assertThat(output.toString(StandardCharsets.UTF_8)).contains("belongs to another process");
            assertThat(host.processes()).hasSize(1);
        }
    }

    private int drain(HostForTests host) {
        return Drain.run(
                Map.of("MINIREDIS_DATA_DIR", host.folder.toString()),
                new PrintStream(output, true, StandardCharsets.UTF_8));
    }
}
