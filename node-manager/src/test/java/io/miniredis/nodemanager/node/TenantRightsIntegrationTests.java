package io.miniredis.nodemanager.node;

import static io.miniredis.nodemanager.node.SpecsForTests.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miniredis.kit.node.NodeStatus;
import io.miniredis.nodemanager.connection.EngineConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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

    /** What engines call dangerous or administrative, and a tenant may do to its own database. */
    private static final Set<String> HARMLESS = Set.of(
            "client|kill",
            "client|list",
            "client|unblock",
            "commandlog|get",
            "commandlog|len",
            "flushall",
            "flushdb",
            "info",
            "keys",
            "lastsave",
            "latency|doctor",
            "latency|graph",
            "latency|histogram",
            "latency|history",
            "latency|latest",
            "monitor",
            "restore",
            "role",
            "slowlog|get",
            "slowlog|len",
            "sort",
            "sort_ro");

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

    /** Whatever else an engine calls dangerous or administrative, now or in a later version, is not the tenant's. */
    @Test
    void dryRunWhenTheEngineCallsACommandDangerousAllowsOnlyWhatIsKnownToBeHarmless() throws Exception {
        try (var admin = host.loginAsAdmin(node)) {
            var allowed = new TreeSet<String>();
            for (var category : List.of("admin", "dangerous")) {
                for (var command : (List<?>) Objects.requireNonNull(admin.run(List.of("ACL", "CAT", category)))) {
                    var name = HostForTests.text(command);
                    if (mayRun(admin, name)) allowed.add(name);
                }
            }
            assertThat(allowed).contains("info", "client|kill", "flushall").isSubsetOf(HARMLESS);
        }
    }

    @Test
    void dryRunWhenACommandIsNewerThanTheOldestEngineRefusesWhatTouchesTheNode() throws Exception {
        try (var admin = host.loginAsAdmin(node)) {
            for (var command : List.of(
                    "client|import-source",
                    "commandlog|reset",
                    "cluster|migrateslots",
                    "cluster|cancelslotmigrations",
                    "cluster|getslotmigrations",
                    "cluster|syncslots",
                    "cluster|flushslot",
                    "cluster|slot-stats")) {
                assertThat(mayRun(admin, command)).as(command).isFalse();
            }
        }
    }

    /** Whether the tenant may run a command that this engine has; as many arguments are made up as it wants at least. */
    private static boolean mayRun(EngineConnection admin, String command) {
        var described = ((List<?>) Objects.requireNonNull(admin.run(List.of("COMMAND", "INFO", command)))).getFirst();
        if (described == null) return false;
        var wanted = Math.abs((Long) ((List<?>) described).get(1));
        var words = new ArrayList<>(List.of("ACL", "DRYRUN", "default"));
        words.addAll(List.of(command.split("\\|")));
        while (words.size() < wanted + 3) words.add("1");
        return HostForTests.text(admin.run(words)).equals("OK");
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
