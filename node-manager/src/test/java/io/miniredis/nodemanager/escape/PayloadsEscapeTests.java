package io.miniredis.nodemanager.escape;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values in the engine's own encodings, crafted: what it checks has to be all of it. */
class PayloadsEscapeTests extends EscapeTests {

    private static final int VARIANTS = 150;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HSET k f1 v1 f2 v2 f3 12345",
                "ZADD k 1 a 2 b 3.5 c",
                "RPUSH k a b 1234 -5",
                "SADD k 1 2 3 40000",
                "SADD k a b c",
                "XADD k * f v g w",
                "PFADD k a b c d",
                "SET k value"
            })
    void restoreWhenThePayloadIsTamperedWithIsRefusedOrHarmless(String command) throws Exception {
        var before = tenants.attacker();
        try (var tenant = tenants.login()) {
            tenant.run(command.split(" "));
            var payload = Tenant.text(String.valueOf(tenant.run("DUMP", "k")));
            // the same sum as the engine's, or everything would be refused for the sum alone
            assertThat(signed(payload)).isEqualTo(payload);
            var refused = 0;
            var random = new Random(42);
            for (var i = 0; i < VARIANTS; i++) {
                var evil = payload.clone();
                evil[random.nextInt(payload.length - 10)] = (byte) random.nextInt(256);
                evil[1 + random.nextInt(payload.length - 11)] ^= (byte) (1 << random.nextInt(8));
                var answer = tenant.run(
                        Tenant.text("RESTORE"),
                        Tenant.text("evil"),
                        Tenant.text("0"),
                        signed(evil),
                        Tenant.text("REPLACE"));
                if (answer instanceof Tenant.Refusal) refused++;
                touch(tenant);
            }
            if (!command.startsWith("SET")) assertThat(refused).isPositive();
        }
        tenants.assertUntouched(before);
        tenants.assertSupervised();
    }

    private static void touch(Tenant tenant) throws Exception {
        for (var use : new String[] {
            "HGETALL evil", "ZRANGE evil 0 -1", "LRANGE evil 0 -1", "SMEMBERS evil", "XRANGE evil - +", "PFCOUNT evil",
            "GET evil", "LPUSH evil x", "HSET evil x y", "SADD evil x", "ZADD evil 1 x", "DEL evil"
        }) tenant.run(use.split(" "));
    }

    /** CVE-2025-32023 and relatives: run lengths that lead out of a sketch. */
    @Test
    void hyperLogLogWhenItsRunsAreTooLongIsRefused() throws Exception {
        var before = tenants.attacker();
        var head = "HYLL\1\0\0\0\0\0\0\0\0\0\0\0";
        var longRun = "\u007f\u00ff";
        try (var tenant = tenants.login()) {
            for (var body :
                    new String[] {longRun.repeat(4), longRun.repeat(70_000), "\u00ff".repeat(70_000), "", "\u0080"}) {
                tenant.run(Tenant.text("SET"), Tenant.text("h"), Tenant.text(head + body));
                assertRefused(tenant.run("PFCOUNT", "h", "other"));
                assertRefused(tenant.run("PFMERGE", "m", "h"));
                tenant.run("PFADD", "h", "x", "y", "z");
                tenant.run("PFCOUNT", "h");
            }
        }
        tenants.assertUntouched(before);
    }

    /** The payload with the sum in its last eight bytes that belongs to it. */
    private static byte[] signed(byte[] payload) {
        var signed = payload.clone();
        ByteBuffer.wrap(signed)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(payload.length - 8, sum(Arrays.copyOf(payload, payload.length - 8)));
        return signed;
    }

    /** CRC-64 of the Jones polynomial, reflected. */
    private static long sum(byte[] bytes) {
        var crc = 0L;
        for (var each : bytes) {
            crc ^= each & 0xff;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? crc >>> 1 ^ 0x95ac9329ac4bc9b5L : crc >>> 1;
        }
        return crc;
    }
}
