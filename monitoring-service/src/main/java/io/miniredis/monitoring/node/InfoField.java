package io.miniredis.monitoring.node;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** The lines of an INFO reply that are read; all others are stepped over. */
enum InfoField {
    RUN_ID,
    UPTIME_IN_SECONDS,
    CONNECTED_CLIENTS,
    USED_MEMORY,
    MAXMEMORY,
    TOTAL_COMMANDS_PROCESSED,
    INSTANTANEOUS_OPS_PER_SEC,
    TOTAL_NET_INPUT_BYTES,
    TOTAL_NET_OUTPUT_BYTES,
    EVICTED_KEYS,
    KEYSPACE_HITS,
    KEYSPACE_MISSES;

    private static final InfoField[] table = new InfoField[64];

    private final byte[] name = name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);

    static {
        for (var field : values()) {
            var slot = slot(hash(field.name, 0, field.name.length));
            while (table[slot] != null) slot = slot + 1 & table.length - 1;
            table[slot] = field;
        }
    }

    /** The field named by the bytes from {@code from} to before {@code to}, or null. Nothing is allocated. */
    @SuppressWarnings("NullAway") // empty slots of the table
    static @org.jspecify.annotations.Nullable InfoField named(byte[] text, int from, int to) {
        for (var slot = slot(hash(text, from, to)); table[slot] != null; slot = slot + 1 & table.length - 1) {
            var field = table[slot];
            if (Arrays.equals(field.name, 0, field.name.length, text, from, to)) return field;
        }
        return null;
    }

    private static int hash(byte[] text, int from, int to) {
        var hash = 0;
        for (var i = from; i < to; i++) hash = 31 * hash + text[i];
        return hash;
    }

    private static int slot(int hash) {
        return (hash ^ hash >>> 15) & table.length - 1;
    }
}
