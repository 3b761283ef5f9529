package io.miniredis.nodemanager.engine;

import io.miniredis.kit.node.NodeSpec;
import io.miniredis.kit.node.Persistence;
import io.miniredis.nodemanager.certificate.NodeCertificate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The configuration file of one node. What may change while the engine runs is in {@link #live} as well.
 *
 * @param persistence how the engine starts; while a switch is under way it differs from the spec's
 * @param certificate what the port presents; null for plain RESP
 */
public record EngineConfig(
        NodeSpec spec,
        Persistence persistence,
        int port,
        Path folder,
        Path socket,
        @Nullable NodeCertificate certificate,
        EngineProperties shared) {

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
                unixsocket %s
                dir %s
                logfile %s
                aclfile %s
                hz %d
                """.formatted(
                                shared.bind(),
                                quoted(socket),
                                quoted(folder.resolve("data")),
                                quoted(folder.resolve("engine.log")),
                                quoted(folder.resolve("users.acl")),
                                shared.hz())
                + lines(listening())
                + lines(live(spec))
                + lines(persisting(persistence));
    }

    private static String lines(List<Setting> settings) {
        return settings.stream().map(Setting::line).collect(Collectors.joining("\n", "", "\n"));
    }

    private List<Setting> listening() {
        if (certificate == null) return List.of(new Setting("port", Integer.toString(port)));
        var settings = new ArrayList<>(List.of(
                new Setting("port", "0"),
                new Setting("tls-port", Integer.toString(port)),
                new Setting("tls-auth-clients", "no"),
                new Setting("tls-protocols", "\"TLSv1.2 TLSv1.3\"")));
        presenting(certificate).forEach(it -> settings.add(new Setting(it.name(), "\"" + escaped(it.value()) + "\"")));
        return settings;
    }

    /** The settings that change what the port presents; given in one {@code CONFIG SET}, connections that are open stay. */
    public static List<Setting> presenting(NodeCertificate certificate) {
        return List.of(
                new Setting("tls-cert-file", certificate.chain().toString()),
                new Setting("tls-key-file", certificate.key().toString()),
                new Setting("tls-ca-cert-file", certificate.authority().toString()));
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
            oom-score-adj relative
            aof-load-truncated no
            """;

    /** What {@code CONFIG SET} changes on the fly. */
    public static List<Setting> live(NodeSpec spec) {
        return Stream.concat(
                        Stream.of(
                                new Setting("maxmemory", Long.toString(spec.maxMemoryBytes())),
                                new Setting("maxclients", Integer.toString(spec.maxClients())),
                                new Setting(
                                        "maxmemory-policy",
                                        spec.evictionPolicy().word())),
                        Guards.of(spec).stream())
                .toList();
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
        return "\"" + escaped(path.toString()) + "\"";
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
