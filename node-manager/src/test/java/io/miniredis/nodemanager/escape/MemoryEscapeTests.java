package io.miniredis.nodemanager.escape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.miniredis.kit.node.NodeState;
import io.miniredis.nodemanager.node.HostForTests;
import io.miniredis.nodemanager.node.SpecsForTests;
import io.miniredis.nodemanager.runtime.IsolationProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Having more memory than was paid for: {@code maxmemory} is 32 MiB, the processes' limit 128 MiB. */
class MemoryEscapeTests extends EscapeTests {

    private static final long LIMIT = 128L << 20;
    /** Without a group's limit the engine's own guards have to do; they look only now and then. */
    private static final long WITHOUT_GROUP = 3 * LIMIT;

    private static final int MANY = 80;
    private static final byte[] MEGABYTE = new byte[1 << 20];

    @AfterEach
    void neverHadTooMuch() throws Exception {
        tenants.assertUpOrHealed();
        assertThat(tenants.peakMemory()).isLessThan(hasGroups() ? LIMIT + (1 << 20) : WITHOUT_GROUP);
        tenants.run("FLUSHALL");
        tenants.assertSupervised();
    }

    private boolean hasGroups() {
        return tenants.host.nodes().isolation().contains("cgroup-memory");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SETRANGE k 536870911 x",
                "SETBIT k 4294967295 1",
                "BITFIELD k SET u8 4294967200 1",
                "SETRANGE k -1 x",
                "SRANDMEMBER k -9223372036854775808",
                "HRANDFIELD k -9223372036854775808 WITHVALUES",
                "ZRANDMEMBER k -9223372036854775808",
                "XADD k MAXLEN -1 * f v",
                "XAUTOCLAIM k g c 0 0 COUNT 9223372036854775807",
                "RESTORE k 0 x",
                "SORT k BY nosort LIMIT -1 9223372036854775807 x"
            })
    void commandWhenItAsksForTooMuchIsRefused(String command) throws Exception {
        var before = tenants.attacker();
        assertRefused(tenants.run(command.split(" ")));
        tenants.assertUntouched(before);
    }

    @Test
    void valuesWhenTheyWouldPassMaxmemoryAreRefused() throws Exception {
        var before = tenants.attacker();
        Object answer = "OK";
        try (var tenant = tenants.login()) {
            for (var key = 0; key < 64 && answer.equals("OK"); key++) {
                answer = tenant.run(Tenant.text("SET"), Tenant.text("big" + key), MEGABYTE);
            }
            assertThat(String.valueOf(answer)).startsWith("OOM");
            for (var i = 0; i < 10; i++) tenant.run("BITOP", "NOT", "not" + i, "big0");
            tenant.run("SUNIONSTORE", "big", "big");
            tenant.run("COPY", "big0", "copy");
            // a table of 4 × (10⁶ + 1)² bytes
            assertRefused(tenant.run("LCS", "big0", "big1", "LEN"));
        }
        tenants.assertUntouched(before);
    }

    @Test
    void announcementsWhenTheyAreNeverKeptCostNothing() throws Exception {
        var before = tenants.attacker();
        try (var tenant = tenants.login()) {
            tenant.sendRaw("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$536870912\r\n");
            assertThat(String.valueOf(tenant.read())).contains("invalid bulk length");
        }
        var held = new ArrayList<Tenant>();
        try {
            for (var i = 0; i < MANY; i++) {
                var tenant = tenants.login();
                held.add(tenant);
                tenant.sendRaw("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$33000000\r\nx");
            }
            tenants.assertUpOrHealed();
        } catch (IOException disconnected) {
            tenants.assertUpOrHealed();
        } finally {
            for (var each : held) each.close();
        }
        assertThat(tenants.attacker().crashes()).isEqualTo(before.crashes());
    }

    @Test
    void argumentsWhenTheyAreBigAndNeverEndAreDisconnected() throws Exception {
        var held = new ArrayList<Tenant>();
        var disconnected = 0;
        try {
            for (var i = 0; i < MANY; i++) {
                try {
                    var tenant = tenants.login();
                    held.add(tenant);
                    tenant.sendRaw("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$8000000\r\n");
                    for (var megabyte = 0; megabyte < 4; megabyte++)
                        tenant.sendRaw(new String(MEGABYTE, java.nio.charset.StandardCharsets.ISO_8859_1));
                } catch (IOException evicted) {
                    disconnected++;
                }
            }
            for (var each : held) if (isGone(each)) disconnected++;
        } finally {
            for (var each : held) each.close();
        }
        assertThat(disconnected).isPositive();
    }

    private static boolean isGone(Tenant tenant) throws IOException {
        tenant.patience(1);
        try {
            tenant.read();
            return true;
        } catch (java.net.SocketTimeoutException stillThere) {
            return false;
        } catch (IOException gone) {
            return true;
        }
    }

    @Test
    void answersWhenTheyAreNeverReadAreDroppedWithTheirReader() throws Exception {
        var before = tenants.attacker();
        try (var tenant = tenants.login()) {
            tenant.run(Tenant.text("SET"), Tenant.text("big"), MEGABYTE);
            tenant.run("MULTI");
            for (var i = 0; i < 500; i++) tenant.run("GET", "big");
            tenant.send("EXEC");
            // some of it is on its way already; the end is that of the connection
            org.assertj.core.api.Assertions.assertThatThrownBy(tenant::read).isInstanceOf(IOException.class);
        }
        tenants.assertUntouched(before);
    }

    @Test
    void subscribersWhenTheyNeverReadAreDropped() throws Exception {
        var before = tenants.attacker();
        var held = new ArrayList<Tenant>();
        try {
            for (var i = 0; i < 40; i++) {
                var tenant = tenants.login();
                held.add(tenant);
                tenant.run("SUBSCRIBE", "c");
            }
            for (var i = 0; i < 40; i++) publish();
            var left = (java.util.List<?>) tenants.run("PUBSUB", "NUMSUB", "c");
            assertThat((Long) left.getLast()).isLessThan(40);
        } finally {
            for (var each : held) each.close();
        }
        tenants.assertUntouched(before);
    }

    private void publish() throws IOException {
        try (var publisher = tenants.login()) {
            publisher.run(Tenant.text("PUBLISH"), Tenant.text("c"), MEGABYTE);
        } catch (java.io.EOFException theBiggestClientIsTheFirstToGo) {
            // and the message is the same size for all
        }
    }

    @Test
    void scriptWhenItsTablesGrowForEverEndsAndTheNodeIsBackByItself() throws Exception {
        assumeTrue(hasGroups() || tenants.host.nodes().isolation().contains("limits"));
        tenants.run("SET", "kept", "value");
        grow();
        tenants.assertUpOrHealed();
    }

    /** Where there is neither a group nor a user of its own, the limit of address space ends it, by an error of the script's. */
    @Test
    void scriptWhenAddressSpaceIsAllThatIsLimitedGetsAnError() throws Exception {
        try (var host = new HostForTests(1, new IsolationProperties(0, false)).start()) {
            var node = host.nodes().put(SpecsForTests.spec("nd_limits001"));
            assertThat(host.nodes().isolation()).contains("limits").doesNotContain("uid", "cgroup-memory");
            assertThat(Files.readString(Path.of("/proc", "" + node.pid(), "limits")))
                    .containsPattern("Max data size +" + (2 * LIMIT + (256 << 20)) + " ")
                    .containsPattern("Max open files +" + (TwoTenants.MAX_CLIENTS + 128) + " ");
            try (var tenant = Tenant.login(node.port(), HostForTests.PASSWORD)) {
                tenant.patience(30_000);
                assertThat(String.valueOf(tenant.run("EVAL", GROW, "0"))).contains("not enough memory");
            } catch (IOException theEngineDied) {
                // which its allocator does where the script's own does not give in first
            }
            assertThat(host.await("nd_limits001", NodeState.READY).port()).isEqualTo(node.port());
        }
    }

    private static final String GROW =
            "local s = string.rep(string.rep('x', 100000), 80) local t = {} while true do t[#t + 1] = s .. #t end";

    private void grow() throws IOException {
        try (var tenant = tenants.login()) {
            tenant.patience(30_000);
            assertRefused(tenant.run("EVAL", GROW, "0"));
        } catch (IOException theEngineDied) {
            // its group's memory was used up
        }
    }
}
