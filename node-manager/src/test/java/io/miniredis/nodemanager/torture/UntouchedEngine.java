package io.miniredis.nodemanager.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.kit.node.NodeStatus;
import java.time.Duration;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;

/**
 * An engine that nobody does anything to, with a tenant who writes and reads over one connection from beginning to end. However often
 * the node-manager is killed, the tenant must not notice.
 */
final class UntouchedEngine implements AutoCloseable {

    private static final String LOG = "log";
    /** The tenant's breath between two rounds of commands, in seconds. */
    private static final double BREATH = 0.02;

    private final NodeStatus born;
    private final String password;
    private final Jedis tenant;
    private final String runId;
    private final Thread writer;
    private volatile boolean ending;
    private volatile long written;
    private volatile @Nullable Throwable failure;

    UntouchedEngine(NodeStatus born, String password) {
        this.born = born;
        this.password = password;
        tenant = Tenant.connect(born.port(), password);
        runId = Tenant.runId(tenant);
        writer = Thread.ofPlatform().daemon().name("tenant " + born.nodeId()).start(this::write);
    }

    String id() {
        return born.nodeId();
    }

    private void write() {
        try {
            while (!ending) {
                assertThat(tenant.rpush(LOG, Long.toString(written))).isEqualTo(written + 1);
                assertThat(tenant.lindex(LOG, -1)).isEqualTo(Long.toString(written));
                assertThat(Tenant.runId(tenant)).isEqualTo(runId);
                written++;
                tenant.blpop(BREATH, "nothing");
            }
        } catch (RuntimeException | AssertionError noticed) {
            failure = noticed;
        }
    }

    /** The process is the same, it says so itself over the old connection, and the tenant gets on. */
    void check(NodeStatus now) {
        assertThat(now.pid()).as("pid of untouched " + id()).isEqualTo(born.pid());
        assertThat(now.port()).as("port of untouched " + id()).isEqualTo(born.port());
        var before = written;
        Awaitility.await("the tenant of untouched " + id() + " gets on")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> failure != null || written > before + 1);
        assertThat(failure).as("the tenant of untouched " + id()).isNull();
    }

    /** Everything that was written is there, and the engine was never given a command that changes it. */
    void checkAtTheEnd() throws InterruptedException {
        ending = true;
        writer.join();
        try (var reader = Tenant.connect(born.port(), password)) {
            assertThat(reader.lrange(LOG, 0, -1))
                    .isEqualTo(LongStream.range(0, written)
                            .mapToObj(Long::toString)
                            .toList());
            assertThat(reader.info("commandstats"))
                    .doesNotContain("cmdstat_config")
                    .doesNotContain("cmdstat_acl");
        }
    }

    @Override
    public void close() throws InterruptedException {
        ending = true;
        writer.join();
        tenant.close();
    }
}
