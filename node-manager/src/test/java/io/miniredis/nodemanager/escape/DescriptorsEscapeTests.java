package io.miniredis.nodemanager.escape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Using up what the host has of descriptors and processor time. */
class DescriptorsEscapeTests extends EscapeTests {

    @Test
    void connectionsWhenThereAreFarMoreThanAllowedAreRefusedAndNobodyElseIs() throws Exception {
        var before = tenants.attacker();
        var held = new ArrayList<Tenant>();
        try {
            // most of them never say a word
            for (var i = 0; i < 4 * TwoTenants.MAX_CLIENTS; i++) held.add(new Tenant(before.port()));
            try (var late = new Tenant(before.port())) {
                assertThat(refusal(late)).contains("max number of clients reached");
            }
            assertThat(descriptors(before.pid())).isLessThan(TwoTenants.MAX_CLIENTS + 64);
            try (var other = Tenant.login(tenants.victimPort(), TwoTenants.VICTIM_PASSWORD)) {
                assertThat(other.run("PING")).isEqualTo("PONG");
            }
        } finally {
            for (var each : held) each.close();
        }
        tenants.assertUpOrHealed();
        tenants.assertUntouched(before);
        tenants.assertSupervised();
    }

    private static String refusal(Tenant late) {
        try {
            return String.valueOf(late.read());
        } catch (IOException exception) {
            return exception.toString();
        }
    }

    private static long descriptors(long pid) throws IOException {
        try (var all = java.nio.file.Files.list(java.nio.file.Path.of("/proc", "" + pid, "fd"))) {
            return all.count();
        }
    }

    @Test
    void keysWhenAskedForAgainAndAgainDisturbNoNeighbour() throws Exception {
        var before = tenants.attacker();
        try (var tenant = tenants.login()) {
            for (var batch = 0; batch < 20; batch++) {
                var from = batch * 1000;
                tenant.run(Stream.concat(
                                Stream.of("MSET"),
                                IntStream.range(from, from + 1000).boxed().flatMap(it -> Stream.of("key:" + it, "v")))
                        .toArray(String[]::new));
            }
            for (var i = 0; i < 30; i++) tenant.send("KEYS", "*a*b*c*d*e*f*g*");
            for (var i = 0; i < 30; i++) assertThat(tenant.read()).isInstanceOf(java.util.List.class);
            // a pattern that backtracks for ever in engines that let it
            tenant.run(Stream.of("SET", "a".repeat(2000), "v").toArray(String[]::new));
            tenant.run("KEYS", "a*".repeat(40) + "b");
        }
        tenants.assertUntouched(before);
        tenants.assertSupervised();
    }
}
