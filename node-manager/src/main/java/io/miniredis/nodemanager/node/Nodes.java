package io.miniredis.nodemanager.node;

import io.miniredis.kit.node.NodeHistoryEvent;
import io.miniredis.kit.node.NodeSpec;
import io.miniredis.kit.node.NodeState;
import io.miniredis.kit.node.NodeStatus;
import io.miniredis.nodemanager.engine.Engine;
import io.miniredis.nodemanager.folder.NodeFolder;
import io.miniredis.nodemanager.runtime.NodeRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The nodes of this host. */
public final class Nodes implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Nodes.class);
    /** Shorter than the five seconds that the backend waits for an answer. */
    private static final Duration DELETE_PATIENCE = Duration.ofSeconds(3);

    /** Each asks an engine something: were all asked at once, the last answers would be read when they are late already. */
    private static final int ADOPTIONS_AT_ONCE = 8;

    private final House house;
    private final Map<String, Node> nodes = new ConcurrentHashMap<>();

    Nodes(House house) {
        this.house = house.telling(this::forget);
    }

    private void forget(NodeEvent event) {
        if (event instanceof NodeEvent.Gone it) nodes.remove(it.nodeId());
    }

    /**
     * Makes a node what the spec says and waits a little for it.
     *
     * @throws NodeException when the spec is refused
     */
    public NodeStatus put(NodeSpec spec) {
        while (true) {
            var node = nodes.computeIfAbsent(spec.nodeId(), it -> new Node(house, it));
            try {
                if (node.accept(spec))
                    return node.awaitSettled(house.properties().putPatience());
            } finally {
                if (!node.hasRecord()) nodes.remove(spec.nodeId(), node);
            }
            nodes.remove(spec.nodeId(), node);
        }
    }

    /** Stops a node and puts its folder in the trash; gone or on its way when this returns. */
    public void delete(String nodeId) {
        var node = nodes.get(nodeId);
        if (node == null) return;
        node.remove();
        node.awaitGone(DELETE_PATIENCE);
    }

    public Optional<NodeStatus> find(String nodeId) {
        return Optional.ofNullable(nodes.get(nodeId)).filter(Node::hasRecord).map(Node::status);
    }

    /** Every node, in no order. */
    public List<NodeStatus> list() {
        return nodes.values().stream().filter(Node::hasRecord).map(Node::status).toList();
    }

    /** What keeps the engines of this host in their boxes. */
    public List<String> isolation() {
        return house.runtime().isolation();
    }

    public long count(NodeState state) {
        return nodes.values().stream()
                .filter(it -> it.status().state() == state)
                .count();
    }

    /**
     * The Unix socket of a node that takes commands.
     *
     * @throws NodeException.Unknown when there is no such node
     * @throws NodeException.NotRunning when its engine is not ready
     */
    public Path readySocket(String nodeId) {
        var status = find(nodeId).orElseThrow(() -> new NodeException.Unknown(nodeId));
        if (status.state() != NodeState.READY) throw new NodeException.NotRunning(nodeId);
        return house.folder().socket(status.port());
    }

    /**
     * What happened to a node, newest first.
     *
     * @throws NodeException when there is no such node
     */
    public List<NodeHistoryEvent> history(String nodeId, int limit) throws IOException {
        var node = Optional.ofNullable(nodes.get(nodeId))
                .filter(Node::hasRecord)
                .orElseThrow(() -> new NodeException.Unknown(nodeId));
        return node.folder().history().last(limit);
    }

    /** The engine program as it is on the disk now. */
    public Engine engine() {
        return house.engine().current();
    }

    /** How far this host has come; what is listed afterwards is no older. */
    public long revision() {
        return house.revisions().current();
    }

    /** Looks whether the engine program was replaced, and has every node look again if so. */
    void refreshEngine() {
        if (house.engine().refresh()) nodes.values().forEach(Node::wake);
    }

    /** Time until the first certificate ends; empty where no node speaks TLS. */
    Optional<Duration> untilFirstCertificateEnds() {
        return list().stream()
                .map(NodeStatus::certificateExpiresAt)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .map(it -> Duration.between(house.clock().instant(), it));
    }

    /** How many nodes would run another engine version after a restart. */
    long upgradable() {
        return list().stream().filter(it -> it.upgradeTo() != null).count();
    }

    /** Resident memory of all engines, in bytes. */
    long residentBytes() {
        return list().stream()
                .filter(it -> it.pid() > 0)
                .mapToLong(it -> house.runtime().residentBytes(it.pid()))
                .sum();
    }

    /** What the running nodes may use for their data, in bytes. */
    long promisedBytes() {
        return nodes.values().stream()
                .filter(it -> it.hasRecord() && it.status().pid() > 0)
                .mapToLong(it -> it.record().spec().maxMemoryBytes())
                .sum();
    }

    /**
     * Takes over what is on the disk: running engines are adopted, half-made folders removed, engines that belong to no node ended.
     * What should run and does not is started, which this does not wait for.
     */
    void adoptAll() throws IOException {
        var began = System.nanoTime();
        var census = house.runtime().census();
        var folders = house.folder().nodes();
        try (var each = Executors.newFixedThreadPool(
                ADOPTIONS_AT_ONCE, Thread.ofVirtual().factory())) {
            folders.forEach(folder -> each.submit(() -> adopt(folder, census)));
        }
        census.strangers(nodes.keySet()).forEach(it -> {
            log.warn("{} belongs to no node and is ended", it);
            it.terminate();
        });
        house.runtime().prune(nodes.keySet());
        var adopted = count(NodeState.READY);
        var took = Duration.ofNanos(System.nanoTime() - began);
        house.events().accept(new NodeEvent.Adopted((int) adopted, took));
        log.info(
                "{} nodes on disk, {} engines were running and are adopted in {} ms",
                nodes.size(),
                adopted,
                took.toMillis());
    }

    private void adopt(NodeFolder folder, NodeRuntime.Census census) {
        try {
            var record = folder.read();
            if (record.isEmpty()) {
                dropHalf(folder);
                return;
            }
            var node = new Node(house, folder.nodeId());
            node.restore(record.get());
            nodes.put(folder.nodeId(), node);
            var loop = new NodeLoop(house, node);
            try {
                loop.adopt(census);
            } finally {
                Thread.ofVirtual().name("node " + folder.nodeId()).start(loop::run);
            }
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        } catch (RuntimeException exception) {
            log.error("node {}: cannot be taken over", folder.nodeId(), exception);
        }
    }

    private static void dropHalf(NodeFolder folder) throws IOException {
        if (folder.hasData()) {
            log.error("{} has data but no valid node.json; it is left alone", folder.path());
            return;
        }
        log.info("{} was never finished and is removed", folder.path());
        folder.delete();
    }

    int purgeTrash(Duration keep) throws IOException {
        return house.folder().purge(keep, house.clock().instant());
    }

    /** Stops supervising; the engines go on. */
    @Override
    public void close() {
        Collection<Node> all = nodes.values();
        all.forEach(Node::close);
        house.sockets().close();
        house.folder().close();
    }
}
