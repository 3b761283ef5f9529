package io.miniredis.backend.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.miniredis.backend.BackendTest;
import io.miniredis.kit.node.NodeState;
import io.miniredis.kit.token.Role;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostReportsIntegrationTests extends BackendTest {

    private void tell(String node, NodeState state, long revision) {
        report("host-1", "redis.test", true, false, List.of(host.status(node, state, revision)));
    }

    @Test
    void reportWhenTheHostsClockJumpsBackIsBelieved() {
        var id = created("orders");
        host.now = host.now.minus(Duration.ofDays(400));
        tell(nodeOf(id), NodeState.CRASHED, host.revision() + 1);
        assertThat(database(id).path("status").asString()).isEqualTo("unavailable");
    }

    @Test
    void reportWhenOvertakenByANewerOneIsIgnored() {
        var id = created("orders");
        var known = host.revision();
        tell(nodeOf(id), NodeState.CRASHED, known + 10);
        tell(nodeOf(id), NodeState.READY, known + 9);
        assertThat(database(id).path("status").asString()).isEqualTo("unavailable");
        tell(nodeOf(id), NodeState.READY, known + 11);
        assertThat(database(id).path("status").asString()).isEqualTo("running");
    }

    @Test
    void reportWhenAListingIsOlderThanTheNodeDoesNotMissIt() {
        var id = created("orders");
        var node = nodeOf(id);
        tell(node, NodeState.READY, host.revision() + 1); // the listings below were taken before
        report("host-1", "redis.test", true, true, List.of());
        assertThat(database(id).path("status").asString()).isEqualTo("running");
    }

    @Test
    void reportWhenAMissingNodeIsBackBelievesWhateverRevision() {
        var id = created("orders");
        var node = nodeOf(id);
        var spec = host.nodes.remove(node);
        report(true);
        assertThat(database(id).path("reason").asString()).isEqualTo("NODE_MISSING");
        host.nodes.put(node, spec);
        tell(node, NodeState.READY, 1);
        assertThat(database(id).path("status").asString()).isEqualTo("running");
    }

    @Test
    void reportWhenAnUpgradeWaitsTellsTheTenant() {
        assertThat(database(created("orders")).path("engineUpgrade").asString()).isEqualTo("valkey 9.1.2");
        var known = jdbc.queryForMap("select tls, isolation from host where id = 'host-1'");
        assertThat(known).containsEntry("tls", true).containsEntry("isolation", "uid no-new-privileges");
    }

    @Test
    void restartWhenTheHostNeverSawTheNodeWaitsAndStartsNothingEmpty() {
        var id = created("orders");
        var node = nodeOf(id);
        host.nodes.remove(node);
        post("/api/v1/databases/" + id + "/restart", "", Role.OWNER);
        await().untilAsserted(() -> {
            var operation = database(id).path("operation");
            assertThat(operation.path("reason").asString()).isEqualTo("NODE_MISSING");
            assertThat(operation.path("message").asString()).contains("Nothing is started empty", "restore a backup");
        });
        assertThat(host.nodes).doesNotContainKey(node);
        assertThat(delete(id)).hasStatus(202);
        await().untilAsserted(() -> assertProblem(get("/api/v1/databases/" + id), 404, "DATABASE_UNKNOWN"));
    }
}
