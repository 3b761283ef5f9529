package io.miniredis.nodemanager.node;

import io.miniredis.kit.testing.EngineForTests;
import io.miniredis.nodemanager.engine.EngineProperties;
import io.miniredis.nodemanager.folder.FolderProperties;
import io.miniredis.nodemanager.port.PortPoolProperties;
import io.miniredis.nodemanager.runtime.IsolationProperties;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** A node-manager's settings in tests, in which everything is looked at more often than it is elsewhere, to be done sooner. */
public final class SettingsForTests {

    static final IsolationProperties OWN_USERS = new IsolationProperties(1_900_000_000, true);

    private SettingsForTests() {}

    static EngineProperties engines() {
        return new EngineProperties(EngineForTests.find().toString(), "127.0.0.1", 10, 1);
    }

    static FolderProperties folders(Path folder) {
        return new FolderProperties(folder, "host-1", false, Duration.ofHours(72));
    }

    public static NodeProperties nodes() {
        return nodes(Duration.ofSeconds(10));
    }

    /** @param putPatience how long a PUT waits for the node to be as wished; with none it answers once the wish is on disk */
    private static NodeProperties nodes(Duration putPatience) {
        return nodes(putPatience, Duration.ofMillis(200), Duration.ofMillis(300), Duration.ofSeconds(3));
    }

    /** How engines are watched for hangs. */
    static NodeProperties watching(Duration pingEvery, Duration pingPatience, Duration hangPatience) {
        return nodes(Duration.ofSeconds(10), pingEvery, pingPatience, hangPatience);
    }

    private static NodeProperties nodes(
            Duration putPatience, Duration pingEvery, Duration pingPatience, Duration hangPatience) {
        return new NodeProperties(
                "localhost",
                putPatience,
                pingEvery,
                pingPatience,
                hangPatience,
                Duration.ofSeconds(10),
                4,
                Duration.ofMillis(50),
                Duration.ofSeconds(1),
                Duration.ofSeconds(60));
    }

    /** A node-manager for a process of its own, which tells nobody of its events; its nodes are without TLS. */
    public static Supervisor supervisor(Path folder, PortPoolProperties ports, Duration putPatience) {
        return new Supervisor(
                engines(),
                folders(folder),
                ports,
                OWN_USERS,
                nodes(putPatience),
                (nodeId, key) -> {
                    throw new IllegalStateException("nobody signs here");
                },
                Clock.systemUTC(),
                event -> {});
    }
}
