package io.miniredis.nodemanager.node;

import static io.miniredis.nodemanager.node.HostForTests.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miniredis.kit.node.NodeStatus;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantRightsIntegrationTests {

    private HostForTests host;
    private NodeStatus node;

    @BeforeAll
    void startNode() throws Exception {
        host = new HostForTests(1).start();
        node = host.nodes().put(spec("nd_rights01"));
    }

    @AfterAll
    void stopNode() throws Exception {
        host.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CONFIG GET dir",
                "CONFIG SET dir /tmp",
                "CONFIG REWRITE",
                "CONFIG RESETSTAT",
                "MODULE LIST",
                "MODULE LOAD /tmp/x.so",
                "DEBUG SLEEP 1",
                "SHUTDOWN NOSAVE",
                "REPLICAOF localhost 1",
                "SLAVEOF localhost 1",
                "FAILOVER",
                "SAVE",
                "BGSAVE",
                "BGREWRITEAOF",
                "ACL LIST",
                "ACL SETUSER x",
                "ACL GETUSER miniredis",
                "ACL LOG",
                "ACL LOAD",
                "MIGRATE localhost 1 k 0 1",
                "SYNC",
                "PSYNC ? -1",
                "REPLCONF listening-port 1",
                "CLUSTER RESET",
                "CLUSTER MEET 127.0.0.1 1",
                "CLIENT PAUSE 1000",
                "LATENCY RESET",
                "SLOWLOG RESET",
                "SWAPDB 0 1",
                "SCRIPT DEBUG YES"
            })
    void runWhenItWouldLeaveTheBoxIsRefused(String command) {
        assertThatThrownBy(() -> host.run(node, command.split(" ")))
                .isInstanceOf(JedisDataException.class)
                // DEBUG is switched off for everybody, which the engine says first
                .hasMessageMatching("(?s).*(NOPERM|not allowed).*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PING",
                "SET k v",
                "INFO",
                "KEYS *",
                "FLUSHALL",
                "FLUSHDB ASYNC",
                "CLIENT LIST",
                "CLIENT KILL ID 999999",
                "CLIENT SETNAME app",
                "SLOWLOG GET",
                "LATENCY LATEST",
                "EVAL return(1) 0",
                "FUNCTION LIST",
                "SELECT 3",
                "ACL WHOAMI",
                "ACL CAT",
                "PUBLISH channel message",
                "OBJECT HELP",
                "MEMORY USAGE k",
                "XADD s * f v",
                "COMMAND COUNT",
                "SCRIPT FLUSH",
                "WAIT 0 10"
            })
    void runWhenOrdinaryLibrariesNeedItWorks(String command) throws Exception {
        assertThat(host.run(node, command.split(" "))).isNotNull();
    }

    @Test
    void runWhenAScriptTriesWhatItsUserMayNotIsRefused() {
        assertThatThrownBy(() -> host.run(node, "EVAL", "return redis.call('CONFIG', 'GET', 'dir')", "0"))
                .isInstanceOf(JedisDataException.class);
    }

    @Test
    void monitorWhenMeasuringReadsButTouchesNoKey() throws Exception {
        try (var monitor = host.login(node, "monitor", HostForTests.MONITOR_PASSWORD)) {
            for (var command : List.of(
                    "INFO everything",
                    "SLOWLOG GET 5",
                    "LATENCY LATEST",
                    "CLIENT LIST",
                    "MEMORY STATS",
                    "COMMAND COUNT",
                    "PING")) {
                assertThat(monitor.run(List.of(command.split(" ")))).isNotNull();
            }
            for (var command : List.of(
                    "GET k", "SET k v", "KEYS *", "CONFIG GET dir", "FLUSHALL", "CLIENT KILL ID 1", "EVAL 1 0")) {
                assertThatThrownBy(() -> monitor.run(List.of(command.split(" "))))
                        .isInstanceOf(JedisDataException.class)
                        .hasMessageContaining("NOPERM");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "monitor", "miniredis", "nobody"})
    void loginWhenThePasswordIsWrongIsRefused(String user) {
        assertThatThrownBy(() -> host.login(node, user, "guess")).isInstanceOf(JedisAccessControlException.class);
    }
}
