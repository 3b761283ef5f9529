package io.miniredis.monitoring.node;

import static io.miniredis.monitoring.node.InfoField.CONNECTED_CLIENTS;
import static io.miniredis.monitoring.node.InfoField.EVICTED_KEYS;
import static io.miniredis.monitoring.node.InfoField.INSTANTANEOUS_OPS_PER_SEC;
import static io.miniredis.monitoring.node.InfoField.KEYSPACE_HITS;
import static io.miniredis.monitoring.node.InfoField.KEYSPACE_MISSES;
import static io.miniredis.monitoring.node.InfoField.MAXMEMORY;
import static io.miniredis.monitoring.node.InfoField.RUN_ID;
import static io.miniredis.monitoring.node.InfoField.TOTAL_COMMANDS_PROCESSED;
import static io.miniredis.monitoring.node.InfoField.TOTAL_NET_INPUT_BYTES;
import static io.miniredis.monitoring.node.InfoField.TOTAL_NET_OUTPUT_BYTES;
import static io.miniredis.monitoring.node.InfoField.UPTIME_IN_SECONDS;
import static io.miniredis.monitoring.node.InfoField.USED_MEMORY;

import io.miniredis.monitoring.history.Sample;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Turns the engine's ever-growing counters into rates, by the difference to the look before. An engine that was started in between
 * (another run id, or a counter that went back) counts from zero again: there is no difference to take then, never a negative one.
 *
 * <p>What the platform itself causes is left out where it is known exactly: of commands and bytes, our own INFO; of connections, ours
 * and the persistent one of the node-manager. While a node-manager is away, the number of clients therefore reads one too low.
 */
final class Meter {

    static final int PLATFORM_CONNECTIONS = 2;

    private static final double NANOS = 1e9;

    private final int requestBytes;
    private @Nullable Info before;
    private long nanosBefore;
    private int ownCommands;

    /** @param requestBytes size of the INFO request on the wire */
    Meter(int requestBytes) {
        this.requestBytes = requestBytes;
    }

    /** A command of ours beside INFO, which the engine has counted too. */
    void ownCommand() {
        ownCommands++;
    }

    /** @param nanos a monotonic clock's nanoseconds when the reply came */
    Sample read(Info info, Instant at, long nanos) {
        var previous = before;
        var sample = previous == null || restarted(previous, info)
                ? sample(info, at, info.of(INSTANTANEOUS_OPS_PER_SEC), Double.NaN, Double.NaN, Double.NaN, Double.NaN)
                : compare(previous, info, at, Math.max(1, nanos - nanosBefore) / NANOS);
        before = info;
        nanosBefore = nanos;
        ownCommands = 1; // this INFO: the engine counts it after having answered
        return sample;
    }

    private static boolean restarted(Info before, Info now) {
        return before.of(RUN_ID) != now.of(RUN_ID)
                || now.of(TOTAL_COMMANDS_PROCESSED) < before.of(TOTAL_COMMANDS_PROCESSED);
    }

    private Sample compare(Info before, Info now, Instant at, double seconds) {
        var hits = grown(before, now, KEYSPACE_HITS);
        var lookups = hits + grown(before, now, KEYSPACE_MISSES);
        return sample(
                now,
                at,
                rate(grown(before, now, TOTAL_COMMANDS_PROCESSED) - ownCommands, seconds),
                lookups == 0 ? Double.NaN : (double) hits / lookups,
                rate(grown(before, now, EVICTED_KEYS), seconds),
                rate(grown(before, now, TOTAL_NET_INPUT_BYTES) - requestBytes, seconds),
                rate(grown(before, now, TOTAL_NET_OUTPUT_BYTES) - replyBytes(before), seconds));
    }

    private static long grown(Info before, Info now, InfoField field) {
        return Math.max(0, now.of(field) - before.of(field));
    }

    private static double rate(long count, double seconds) {
        return Math.max(0, count) / seconds;
    }

    /** A bulk string: {@code $3061\r\n…\r\n}. */
    private static int replyBytes(Info info) {
        return info.length() + Integer.toString(info.length()).length() + 5;
    }

    private static Sample sample(
            Info info, Instant at, double ops, double hitRatio, double evictions, double in, double out) {
        return new Sample(
                at,
                ops,
                info.of(USED_MEMORY),
                Math.max(0, info.of(MAXMEMORY)),
                Math.max(0, info.of(CONNECTED_CLIENTS) - PLATFORM_CONNECTIONS),
                info.keys(),
                hitRatio,
                evictions,
                in,
                out,
                Math.max(0, info.of(UPTIME_IN_SECONDS)),
                info.of(TOTAL_COMMANDS_PROCESSED));
    }
}
