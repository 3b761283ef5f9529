package io.miniredis.nodemanager.node;

import static io.miniredis.nodemanager.node.HostForTests.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.kit.node.NodeState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodesIntegrationTests {

    private static final String ID = "nd_test0001";

    private HostForTests host;

    @BeforeEach
    void startHost() throws Exception {
        host = new HostForTests(4).start();
    }

    @AfterEach
    void stopHost() throws Exception {
        host.close();
    }

    @Test
    void putWhenNewIsReadyAndAnswers() throws Exception {
        for (int i = 0; i < 3; i++) {
            long t = System.nanoTime();
            var node = host.nodes().put(spec("nd_test000" + i));
            System.out.println("PUT took ms " + (System.nanoTime() - t) / 1e6);
            assertThat(node.state()).isEqualTo(NodeState.READY);
            assertThat(host.run(node, "PING")).isEqualTo("PONG");
        }
        host.events.forEach(System.out::println);
    }
}
