package io.miniredis.nodemanager.engine;

import io.miniredis.kit.node.NodeSpec;
import io.miniredis.kit.node.Persistence;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The configuration file of one node. What may change while the engine runs is in {@link #live} as well.
 *
 * @param persistence how the engine starts; while a switch is under way it differs from the spec's
 */
public record EngineConfig(
        NodeSpec spec, Persistence persistence, int port, Path folder, Path socket, EngineProperties shared) {

    private static final String SNAPSHOTS = "3600 1 300 100 60 10000";

    /** One setting: a word of the engine's and its value. */
    public record Setting(String name, String value) {

        private String line() {
            return name + " " + value;
        }
    }

    /** The whole file. */
    public String file() {
        return FIXED
                + """
                bind %s
                port %d
                unixsocket %s
                dir %s
                logfile %s
                aclfile %s
                hz %d
                """.formatted(
                                shared.bind(),
                                port,
                                quoted(socket),
                                quoted(folder.resolve("data")),
                                quoted(folder.resolve("engine.log")),
                                quoted(folder.resolve("users.acl")),
                                shared.hz())
                + live(spec).stream().map(Setting::line).collect(Collectors.joining("\n", "", "\n"))
                + persisting(persistence).stream().map(Setting::line).collect(Collectors.joining("\n", "", "\n"));
    }

    private static final String FIXED = """
            # written by the node-manager before each start; changes are lost
            daemonize no
            supervised no
            protected-mode no
            unixsocketperm 700
            enable-protected-configs no
            enable-debug-command no
            enable-module-command no
            sanitize-dump-payload clients
            loglevel notice
            always-show-logo no
            tcp-keepalive 60
            timeout 0
            dynamic-hz yes
            aof-use-rdb-preamble yes
            """;

    /** What {@code CONFIG SET} changes on the fly. */
    public static List<Setting> live(NodeSpec spec) {
        return List.of(
                new Setting("maxmemory", Long.toString(spec.maxMemoryBytes())),
                new Setting("maxclients", Integer.toString(spec.maxClients())),
                new Setting("maxmemory-policy", spec.evictionPolicy().word()));
    }

    /** The settings of a persistence; in what order they are changed while running is {@code PersistenceSwitch}'s business. */
    private static List<Setting> persisting(Persistence persistence) {
        return List.of(
                new Setting("save", "\"" + saves(persistence) + "\""),
                new Setting("appendonly", appends(persistence) ? "yes" : "no"),
                new Setting("appendfsync", fsync(persistence)));
    }

    /** The snapshot schedule; empty for none. */
    public static String saves(Persistence persistence) {
        return persistence == Persistence.SNAPSHOT ? SNAPSHOTS : "";
    }

    /** Whether an append-only file is kept. */
    public static boolean appends(Persistence persistence) {
        return switch (persistence) {
            case NONE, SNAPSHOT -> false;
            case AOF, AOF_ALWAYS -> true;
        };
    }

    /** When the append-only file is flushed. */
    public static String fsync(Persistence persistence) {
        return persistence == Persistence.AOF_ALWAYS ? "always" : "everysec";
    }

    private static String quoted(Path path) {
        return "\"" + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
