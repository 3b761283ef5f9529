package io.miniredis.monitoring.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.miniredis.monitoring.history.Sample;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MeterTests {

    private static final long SECOND = 1_000_000_000;

    private final Meter meter = new Meter(100);
    private long nanos;

    private static String info(String run, long commands, long hits, long misses, long out) {
        return """
                # Server\r
                redis_version:7.0.15\r
                run_id:%s\r
                uptime_in_seconds:17\r
                \r
                # Clients\r
                connected_clients:5\r
                # Memory\r
                used_memory:1048576\r
                used_memory_human:1.00M\r
                maxmemory:33554432\r
                # Stats\r
                total_commands_processed:%d\r
                instantaneous_ops_per_sec:42\r
                total_net_input_bytes:1100\r
                total_net_output_bytes:%d\r
                evicted_keys:0\r
                keyspace_hits:%d\r
                keyspace_misses:%d\r
                # Keyspace\r
                db0:keys=7,expires=0,avg_ttl=0\r
                db11:keys=30,expires=1,avg_ttl=5\r
                """.formatted(run, commands, out, hits, misses);
    }

    private Sample after(long seconds, String text) {
        nanos += seconds * SECOND;
        return meter.read(new Info(text.getBytes(StandardCharsets.US_ASCII)), Instant.EPOCH, nanos);
    }

    @Test
    void theFirstLookTakesTheEnginesOwnRate() {
        var sample = after(0, info("a", 1000, 0, 0, 0));
        assertThat(sample.opsPerSecond()).isEqualTo(42);
        assertThat(sample.hitRatio()).isNaN();
        assertThat(sample.networkInBytesPerSecond()).isNaN();
        assertThat(sample.usedMemoryBytes()).isEqualTo(1048576);
        assertThat(sample.maxMemoryBytes()).isEqualTo(33554432);
        assertThat(sample.connectedClients()).isEqualTo(3);
        assertThat(sample.keys()).isEqualTo(37);
        assertThat(sample.uptimeSeconds()).isEqualTo(17);
        assertThat(sample.commandsProcessed()).isEqualTo(1000);
    }

    @Test
    void ratesAreDifferencesWithoutOurOwnPart() {
        var first = info("a", 1000, 10, 10, 5000);
        after(0, first);
        var ownReply =
                first.length() + "$".length() + String.valueOf(first.length()).length() + 4;
        var sample = after(5, info("a", 1501, 40, 20, 5000 + 250 + ownReply));
        assertThat(sample.opsPerSecond()).isEqualTo(100);
        assertThat(sample.hitRatio()).isEqualTo(0.75);
        assertThat(sample.networkOutBytesPerSecond()).isEqualTo(50);
        assertThat(sample.networkInBytesPerSecond()).isZero();
    }

    @Test
    void anIdleEngineShowsNoTrafficOfOurs() {
        after(0, info("a", 1000, 0, 0, 0));
        meter.ownCommand();
        assertThat(after(5, info("a", 1002, 0, 0, 0)).opsPerSecond()).isZero();
    }

    @Test
    void anotherRunIdCountsAnew() {
        after(0, info("a", 1000, 10, 0, 9000));
        var sample = after(5, info("b", 2000, 3, 0, 20));
        assertThat(sample.opsPerSecond()).isEqualTo(42);
        assertThat(sample.networkOutBytesPerSecond()).isNaN();
        assertThat(after(5, info("b", 2011, 3, 0, 9000)).opsPerSecond()).isEqualTo(2);
    }

    @Test
    void countersThatWentBackAreNoNegativeRate() {
        after(0, info("a", 1000, 10, 0, 9000));
        assertThat(after(5, info("a", 3, 0, 0, 20)).opsPerSecond()).isEqualTo(42);
    }

    @Test
    void withoutLookUpsThereIsNoHitRatio() {
        after(0, info("a", 1000, 10, 0, 0));
        assertThat(after(5, info("a", 1100, 10, 0, 0)).hitRatio()).isNaN();
    }

    @Test
    void somethingElseThanInfoIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> after(0, "hello\r\n:\r\ndb:\r\ndb0:\r\n"));
    }
}
