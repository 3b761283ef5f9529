package io.miniredis.nodemanager.escape;

import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.kit.node.NodeState;
import io.miniredis.kit.node.NodeStatus;
import io.miniredis.nodemanager.node.HostForTests;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The other tenant, which works all the while over one connection. */
final class Neighbour implements AutoCloseable {

    /** Far more than a loaded machine needs, far less than a restart after a hang. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(3);

    private final HostForTests host;
    private final NodeStatus before;
    private final Tenant connection;
    private final Thread work;
    private volatile long answers;
    private volatile long slowest;
    private volatile String failure = "";

    Neighbour(HostForTests host, NodeStatus before) throws IOException {
        this.host = host;
        this.before = before;
        connection = Tenant.login(before.port(), TwoTenants.VICTIM_PASSWORD);
        connection.run("SET", "secret", "the neighbour's data");
        work = Thread.ofVirtual().start(this::work);
    }

    private void work() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                var asked = System.nanoTime();
                if (!"the neighbour's data".equals(connection.run("GET", "secret"))) failure = "another answer";
                slowest = Math.max(slowest, System.nanoTime() - asked);
                answers++;
                LockSupport.parkNanos(5_000_000);
            }
        } catch (IOException ended) {
            failure = ended.toString();
        }
    }

    /** Its process, its connection and its data are what they were, and it has never waited long. */
    void assertUndisturbed() {
        var now = host.nodes().find(TwoTenants.VICTIM).orElseThrow();
        assertThat(failure).isEmpty();
        assertThat(answers).isPositive();
        assertThat(now.pid()).isEqualTo(before.pid());
        assertThat(now.state()).isEqualTo(NodeState.READY);
        assertThat(now.crashes()).isZero();
        assertThat(Duration.ofNanos(slowest)).isLessThan(LONGEST_ANSWER);
    }

    @Override
    public void close() throws Exception {
        work.interrupt();
        work.join();
        connection.close();
    }
}
