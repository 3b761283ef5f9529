package io.miniredis.nodemanager.node;

import io.miniredis.kit.node.NodeState;
import io.miniredis.kit.node.NodeStatus;
import io.miniredis.nodemanager.connection.EngineConnection;
import io.miniredis.nodemanager.engine.Acl;
import io.miniredis.nodemanager.engine.EngineProperties;
import io.miniredis.nodemanager.port.PortPoolProperties;
import io.miniredis.nodemanager.runtime.IsolationProperties;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A host with a data folder and a few ports of its own, whose node-manager can come and go; engines end with it. */
public final class HostForTests implements AutoCloseable {

    public static final String PASSWORD = "correct horse battery staple";
    public static final String MONITOR_PASSWORD = "tape measure";

    public final Path folder;
    public final PortPoolProperties ports;
    public Supervisor supervisor;
    public final AuthorityForTests authority = new AuthorityForTests();
    public final List<NodeEvent> events = new java.util.concurrent.CopyOnWriteArrayList<>();

    public final List<java.util.function.Consumer<NodeEvent>> listeners =
            new java.util.concurrent.CopyOnWriteArrayList<>(List.of(events::add));

    private final IsolationProperties isolation;
    private final NodeProperties properties;

    public HostForTests(int portCount) throws IOException {
        this(portCount, 22_000, 31_000);
    }

    /** A host whose pool lies between two ports. */
    public HostForTests(int portCount, int lowest, int highest) throws IOException {
        this(portCount, lowest, highest, SettingsForTests.OWN_USERS, SettingsForTests.nodes());
    }

    /** A host whose engines are kept apart in another way. */
    public HostForTests(int portCount, IsolationProperties isolation) throws IOException {
        this(portCount, 22_000, 31_000, isolation, SettingsForTests.nodes());
    }

    /** A host whose nodes are watched in another way. */
    HostForTests(int portCount, NodeProperties properties) throws IOException {
        this(portCount, 22_000, 31_000, SettingsForTests.OWN_USERS, properties);
    }

    private HostForTests(
            int portCount, int lowest, int highest, IsolationProperties isolation, NodeProperties properties)
            throws IOException {
        this.isolation = isolation;
        this.properties = properties;
        folder = Files.createTempDirectory("mr-");
        ports = freePorts(portCount, lowest, highest);
        supervisor = newSupervisor();
    }

    private static PortPoolProperties freePorts(int count, int lowest, int highest) throws IOException {
        while (true) {
            var start = ThreadLocalRandom.current().nextInt(lowest, highest - count);
            var free = true;
            for (var port = start; port < start + count && free; port++) {
                try (var probe = new ServerSocket(port)) {
                    free = probe.isBound();
                } catch (IOException taken) {
                    free = false;
                }
            }
            if (free) return new PortPoolProperties(start, start + count - 1);
        }
    }

    Supervisor newSupervisor() {
        return newSupervisor(Clock.systemUTC());
    }

    Supervisor newSupervisor(Clock clock) {
        return newSupervisor(SettingsForTests.engines(), clock);
    }

    Supervisor newSupervisor(EngineProperties engine) {
        return newSupervisor(engine, Clock.systemUTC());
    }

    private Supervisor newSupervisor(EngineProperties engine, Clock clock) {
        return new Supervisor(
                engine,
                SettingsForTests.folders(folder),
                ports,
                isolation,
                properties,
                authority,
                clock,
                event -> listeners.forEach(it -> it.accept(event)));
    }

    public HostForTests start() {
        supervisor.start();
        return this;
    }

    /** As if the node-manager were killed and started again: the engines are asked nothing. */
    public void restartNodeManager() {
        supervisor.stop();
        supervisor = newSupervisor();
        supervisor.start();
    }

    public Nodes nodes() {
        return supervisor.nodes();
    }

    public EngineConnection login(NodeStatus node, String user, String password) throws IOException {
        return EngineConnection.open(
                folder.resolve("run").resolve("" + node.port()).resolve("engine.sock"),
                user,
                password,
                Duration.ofSeconds(5));
    }

    /** As the node-manager itself, whose password is in the node's folder alone. */
    EngineConnection loginAsAdmin(NodeStatus node) throws IOException {
        var record = JsonMapper.shared()
                .readTree(Files.readString(nodeFolder(node.nodeId()).resolve("node.json")));
        return login(node, Acl.ADMIN, record.get("adminPassword").asString());
    }

    public Path nodeFolder(String nodeId) {
        return folder.resolve("nodes").resolve(nodeId);
    }

    static void kill(long pid) throws Exception {
        signal(pid, "KILL");
    }

    static void signal(long pid, String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .inheritIO()
                .start()
                .waitFor();
    }

    static String runId(EngineConnection connection) {
        return text(connection.run(List.of("INFO", "server")))
                .lines()
                .filter(it -> it.startsWith("run_id:"))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until the node is ready with another process. */
    NodeStatus awaitOther(NodeStatus before) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(2))
                .until(
                        () -> nodes().find(before.nodeId()).orElseThrow(),
                        it -> it.state() == NodeState.READY && it.pid() != before.pid());
    }

    public static String text(Object reply) {
        return reply instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(reply);
    }

    /** One command as the tenant. */
    public String run(NodeStatus node, String... command) throws IOException {
        try (var connection = login(node, "default", PASSWORD)) {
            return text(connection.run(List.of(command)));
        }
    }

    NodeStatus awaitStatus(String nodeId, java.util.function.Predicate<NodeStatus> wanted) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> nodes().find(nodeId).orElseThrow(), wanted);
    }

    public NodeStatus await(String nodeId, NodeState state) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> nodes().find(nodeId).orElseThrow(), it -> it.state() == state);
    }

    /** Pids of every process that runs in a node's folder. */
    public List<Long> processes() {
        return ProcessHandle.allProcesses()
                .filter(it -> {
                    try {
                        return Files.readSymbolicLink(Path.of("/proc", "" + it.pid(), "cwd"))
                                .startsWith(folder);
                    } catch (IOException notOurs) {
                        return false;
                    }
                })
                .filter(ProcessHandle::isAlive)
                .map(ProcessHandle::pid)
                .toList();
    }

    /** A node-manager that finds no engine running removes its groups; no other one comes for this folder. */
    private void removeMemoryGroups() throws IOException {
        var name = "miniredis-" + Integer.toHexString(folder.resolve("nodes").hashCode());
        var left = new ArrayList<Path>();
        Files.walkFileTree(Path.of("/sys/fs/cgroup"), Set.of(), 8, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path group, BasicFileAttributes attributes) {
                if (!group.endsWith(name)) return FileVisitResult.CONTINUE;
                left.add(group);
                return FileVisitResult.SKIP_SUBTREE;
            }

            /** Groups of others come and go. */
            @Override
            public FileVisitResult visitFileFailed(Path gone, IOException exception) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path group, @Nullable IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        for (var group : left) {
            for (var each : group.toFile().listFiles(java.io.File::isDirectory)) each.delete();
            group.toFile().delete();
        }
    }

    @Override
    public void close() throws IOException {
        supervisor.stop();
        processes().forEach(it -> ProcessHandle.of(it).ifPresent(ProcessHandle::destroyForcibly));
        Awaitility.await().until(() -> processes().isEmpty());
        removeMemoryGroups();
        try (var all = Files.walk(folder)) {
            all.sorted(java.util.Comparator.reverseOrder())
                    .forEach(it -> it.toFile().delete());
        }
    }
}
