package io.miniredis.nodemanager.escape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cutting the supervisor off, confusing it, or starving it: its engine goes on, and it finds its way back. */
class SupervisionEscapeTests extends EscapeTests {

    private static final Pattern ADMIN = Pattern.compile("(?m)^id=(\\d+) .*user=miniredis");
    private static final int ROUNDS = 300;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CLIENT KILL TYPE normal SKIPME yes",
                "CLIENT KILL USER miniredis",
                "CLIENT KILL USER miniredis SKIPME no",
                "CLIENT KILL MAXAGE 0 SKIPME yes",
                "CLIENT KILL LADDR 127.0.0.1:0",
                "CLIENT UNBLOCK 1 ERROR",
                "CLIENT NO-EVICT off",
                "CLIENT PAUSE 100000 ALL",
                "CLIENT TRACKING on BCAST NOLOOP"
            })
    void clientWhenRepeatedForEverRestartsNothingAndTheSupervisorComesBack(String command) throws Exception {
        var before = tenants.attacker();
        try (var tenant = tenants.login()) {
            for (var round = 0; round < ROUNDS; round++) tenant.run(command.split(" "));
        }
        tenants.assertUntouched(before);
        tenants.assertSupervised();
        tenants.assertUntouched(before);
    }

    @Test
    void clientKillWhenAimedAtTheSupervisorByIdAgainAndAgainRestartsNothing() throws Exception {
        var before = tenants.attacker();
        var killed = 0;
        try (var tenant = tenants.login()) {
            for (var round = 0; round < ROUNDS; round++) {
                var admin = ADMIN.matcher(String.valueOf(tenant.run("CLIENT", "LIST")));
                if (admin.find() && !(tenant.run("CLIENT", "KILL", "ID", admin.group(1)) instanceof Tenant.Refusal)) {
                    killed++;
                }
            }
        }
        assertThat(killed).isPositive();
        tenants.assertSupervised();
        tenants.assertUntouched(before);
    }

    @Test
    void connectionsWhenAllAreTakenRestartNothingAndTheSupervisorComesBackAfterwards() throws Exception {
        var before = tenants.attacker();
        var held = new ArrayList<Tenant>();
        try {
            var killer = tenants.login();
            held.add(killer);
            while (takeOne(held)) {}
            assertThat(held).hasSizeGreaterThan(TwoTenants.MAX_CLIENTS / 2);
            killer.run("CLIENT", "KILL", "USER", "miniredis");
            takeOne(held);
            // several of the supervisor's looks at an engine that it is not connected to
            for (var round = 0; round < 50; round++) killer.run("BLPOP", "nothing", "0.02");
            assertThat(tenants.attacker().pid()).isEqualTo(before.pid());
            assertThat(tenants.attacker().crashes()).isEqualTo(before.crashes());
            assertThat(killer.run("PING")).isEqualTo("PONG");
        } finally {
            for (var each : held) each.close();
        }
        tenants.assertUpOrHealed();
        tenants.assertSupervised();
        tenants.assertUntouched(before);
    }

    private boolean takeOne(ArrayList<Tenant> held) throws IOException {
        try {
            held.add(tenants.login());
            return true;
        } catch (IOException full) {
            return false;
        }
    }

    @Test
    void scriptWhenItRunsLongAndCannotBeKilledIsNoHang() throws Exception {
        var before = tenants.attacker();
        var script = """
                redis.call('SET', 'written', 'yes')
                local began = redis.call('TIME')
                while true do
                  local now = redis.call('TIME')
                  if now[1] - began[1] >= 3 then return 'done' end
                end
                """;
        try (var busy = tenants.login()) {
            assertThat(busy.run("EVAL", script, "0")).isEqualTo("done");
        }
        tenants.assertUntouched(before);
        tenants.assertSupervised();
    }

    @Test
    void trackingWhenRedirectedToTheSupervisorDoesNotConfuseIt() throws Exception {
        var before = tenants.attacker();
        try (var tenant = tenants.login()) {
            var admin = ADMIN.matcher(String.valueOf(tenant.run("CLIENT", "LIST")));
            assertThat(admin.find()).isTrue();
            assertThat(tenant.run("CLIENT", "TRACKING", "ON", "BCAST", "REDIRECT", admin.group(1)))
                    .isEqualTo("OK");
            try (var writer = tenants.login()) {
                for (var key = 0; key < ROUNDS; key++) writer.run("SET", "tracked" + key, "v");
            }
        }
        tenants.assertSupervised();
        tenants.assertUntouched(before);
    }

    @Test
    void waitingClientsWhenThereAreManyStarveNobody() throws Exception {
        var before = tenants.attacker();
        var waiting = new ArrayList<Tenant>();
        try {
            for (var i = 0; i < 60; i++) {
                var tenant = tenants.login();
                waiting.add(tenant);
                tenant.send(
                        i % 3 == 0
                                ? "BLPOP nothing 0".split(" ")
                                : i % 3 == 1 ? "WAIT 5 0".split(" ") : "PSUBSCRIBE *".split(" "));
            }
            tenants.assertSupervised();
        } finally {
            for (var each : waiting) each.close();
        }
        tenants.assertUntouched(before);
    }

    @Test
    void transactionWhenItIsHugeIsDoneOrRefusedAndRestartsNothing() throws Exception {
        var before = tenants.attacker();
        try (var tenant = tenants.login()) {
            tenant.run("MULTI");
            for (var i = 0; i < 20_000; i++) tenant.send("SET", "multi", "" + i);
            for (var i = 0; i < 20_000; i++) tenant.read();
            assertThat(tenant.run("EXEC")).isNotNull();
        }
        tenants.assertUntouched(before);
        tenants.assertSupervised();
    }
}
