package io.miniredis.nodemanager.escape;

import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.kit.secret.Tokens;
import io.miniredis.nodemanager.node.HostForTests;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Seeing a password, or what is kept of one, in any reply or log. */
class SecretsEscapeTests extends EscapeTests {

    private static final String OTHER_PASSWORD = "a password of another member";

    @Test
    void monitorWhenOthersLogInAndPasswordsRotateShowsNoSecret() throws Exception {
        var seen = new ArrayList<String>();
        try (var watcher = tenants.login()) {
            assertThat(watcher.run("MONITOR")).isEqualTo("OK");
            useAllSecrets();
            tenants.run("PUBLISH", "the", "end");
            var line = "";
            while (!line.contains("\"the\" \"end\"")) {
                line = String.valueOf(watcher.read());
                seen.add(line);
            }
        }
        assertThat(seen).anyMatch(it -> it.contains("\"PING\""));
        assertNoSecretIn(String.join("\n", seen));
    }

    @Test
    void repliesAndLogsWhenEverythingIsLoggedShowNoSecret() throws Exception {
        try (var admin = adminConnection()) {
            admin.run(List.of("CONFIG", "SET", "slowlog-log-slower-than", "0"));
            admin.run(List.of("CONFIG", "SET", "slowlog-max-len", "1000"));
            admin.run(List.of("CONFIG", "SET", "latency-monitor-threshold", "1"));
            useAllSecrets();
            admin.run(List.of("CONFIG", "SET", "slowlog-log-slower-than", "-1"));
        }
        var slowlog = String.valueOf(tenants.run("SLOWLOG", "GET", "-1"));
        assertThat(slowlog).contains("SETUSER");
        assertNoSecretIn(slowlog);
        for (var command : new String[] {
            "CLIENT LIST",
            "INFO everything",
            "LATENCY LATEST",
            "LATENCY DOCTOR",
            "ACL WHOAMI",
            "ACL LOG",
            "ACL LIST",
            "ACL GETUSER miniredis",
            "COMMAND INFO auth",
            "COMMAND DOCS auth",
            "AUTH wrong",
            "AUTH miniredis wrong",
            "HELLO 2 AUTH miniredis wrong",
            "MEMORY DOCTOR",
            "CONFIG GET *",
            "KEYS *",
            "LOLWUT",
            "MODULE LIST"
        }) {
            assertNoSecretIn(String.valueOf(tenants.run(command.split(" "))));
        }
        for (var file : List.of("engine.log", "redis.conf")) {
            assertNoSecretIn(Files.readString(
                    tenants.host.nodeFolder(TwoTenants.ATTACKER).resolve(file)));
        }
        for (var file : List.of("cmdline", "environ")) {
            assertNoSecretIn(Files.readString(
                    java.nio.file.Path.of("/proc", "" + tenants.attacker().pid(), file),
                    java.nio.charset.StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void loginWhenItIsTheNeighboursPasswordIsRefused() throws Exception {
        try (var tenant = new Tenant(tenants.attacker().port())) {
            assertRefused(tenant.run("AUTH", TwoTenants.VICTIM_PASSWORD));
            assertRefused(tenant.run("GET", "k"));
        }
        try (var tenant = new Tenant(tenants.victimPort())) {
            assertRefused(tenant.run("AUTH", HostForTests.PASSWORD));
            assertRefused(tenant.run("AUTH", "miniredis", tenants.adminPassword(TwoTenants.ATTACKER)));
            assertRefused(tenant.run("GET", "secret"));
            assertRefused(tenant.run("EVAL", "return redis.call('GET', 'secret')", "0"));
        }
    }

    private void useAllSecrets() throws Exception {
        tenants.rotate("a password of the meantime");
        tenants.rotate(OTHER_PASSWORD);
        Tenant.login(tenants.attacker().port(), OTHER_PASSWORD).close();
        try (var monitor = tenants.host.login(tenants.attacker(), "monitor", HostForTests.MONITOR_PASSWORD);
                var admin = adminConnection()) {
            monitor.run(List.of("PING"));
            admin.run(List.of("PING"));
        }
        try (var tenant = new Tenant(tenants.attacker().port())) {
            tenant.run("HELLO", "2", "AUTH", "default", OTHER_PASSWORD);
        }
    }

    private io.miniredis.nodemanager.connection.EngineConnection adminConnection() throws Exception {
        return tenants.host.login(tenants.attacker(), "miniredis", tenants.adminPassword(TwoTenants.ATTACKER));
    }

    private void assertNoSecretIn(String text) throws Exception {
        for (var secret : List.of(
                HostForTests.PASSWORD,
                HostForTests.MONITOR_PASSWORD,
                OTHER_PASSWORD,
                TwoTenants.VICTIM_PASSWORD,
                tenants.adminPassword(TwoTenants.ATTACKER),
                tenants.adminPassword(TwoTenants.VICTIM))) {
            assertThat(text).doesNotContain(secret).doesNotContainIgnoringCase(Tokens.sha256(secret));
        }
    }
}
