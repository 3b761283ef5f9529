package io.miniredis.nodemanager.engine;

import io.miniredis.kit.node.NodeSpec;
import java.util.List;

/**
 * The engine's own limits for what its clients make it hold. They grow with {@code maxmemory}, so that a client may use what its
 * tenant pays for, and stay well inside of what the processes of the node may use together.
 */
final class Guards {

    private static final long MIB = 1 << 20;
    /** Redis' own limit of a string. */
    private static final long LONGEST_STRING = 512 * MIB;

    private static final int SLOW_READER_SECONDS = 60;

    private Guards() {}

    static List<EngineConfig.Setting> of(NodeSpec spec) {
        var clients = Math.max(spec.maxMemoryBytes() / 4, 32 * MIB);
        var argument = Math.clamp(spec.maxMemoryBytes(), MIB, LONGEST_STRING);
        return List.of(
                // of all clients together; who holds most is disconnected
                setting("maxmemory-clients", clients),
                // a client that only announces a big argument already has memory set aside for it
                setting("proto-max-bulk-len", argument),
                setting("client-query-buffer-limit", argument),
                // checked while a transaction still runs, which maxmemory-clients is not
                new EngineConfig.Setting(
                        "client-output-buffer-limit",
                        "normal %d 0 0 pubsub %d %d %d"
                                .formatted(clients, clients, Math.min(clients, 8 * MIB), SLOW_READER_SECONDS)));
    }

    private static EngineConfig.Setting setting(String name, long bytes) {
        return new EngineConfig.Setting(name, Long.toString(bytes));
    }
}
