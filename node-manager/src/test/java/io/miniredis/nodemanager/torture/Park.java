package io.miniredis.nodemanager.torture;

import io.miniredis.kit.node.Persistence;
import io.miniredis.nodemanager.node.HostForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** The nodes that the load plays with, and the count of what was done to them. */
final class Park {

    private final HostForTests host;
    private final int longest;
    private final List<TrackedNode> nodes = new CopyOnWriteArrayList<>();
    private final AtomicInteger created = new AtomicInteger();
    private final AtomicInteger issued = new AtomicInteger();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger engineKills = new AtomicInteger();
    private volatile Map<String, Integer> ports = Map.of();

    /** @param longest how many nodes there may be at a time */
    Park(HostForTests host, int longest) {
        this.host = host;
        this.longest = longest;
    }

    /** A new node, whose creation is up to the caller; empty when there are many already. */
    Optional<TrackedNode> create(Random random) {
        if (nodes.stream().filter(it -> !it.isDeletionIssued()).count() >= longest) return Optional.empty();
        var losesNothing = random.nextBoolean();
        var persistence = losesNothing
                ? Persistence.AOF_ALWAYS
                : Persistence.values()[random.nextInt(Persistence.values().length)];
        var node = new TrackedNode("nd_torture%05d".formatted(created.incrementAndGet()), persistence, losesNothing);
        nodes.add(node);
        return Optional.of(node);
    }

    Optional<TrackedNode> any(Random random) {
        var all = new ArrayList<>(nodes);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }

    List<TrackedNode> nodes() {
        return nodes;
    }

    /** Brings the list to what is on disk: what was open is settled, and what is gone is forgotten. */
    void settle(Map<String, DiskRecords.OnDisk> onDisk) {
        nodes.removeIf(it -> !onDisk.containsKey(it.id()));
        nodes.forEach(it -> it.settle(onDisk.get(it.id()).spec()));
        ports = onDisk.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().port()));
    }

    /** 0 where it is not known yet. */
    int portOf(String nodeId) {
        return ports.getOrDefault(nodeId, 0);
    }

    /** The names of the folders that nodes have at the moment. */
    Set<String> folders() throws IOException {
        try (var all = Files.newDirectoryStream(host.folder.resolve("nodes"))) {
            var names = new HashSet<String>();
            all.forEach(it -> names.add(String.valueOf(it.getFileName())));
            return names;
        }
    }

    Path nodeFolder(String nodeId) {
        return host.nodeFolder(nodeId);
    }

    /**
     * Waits for an answer.
     *
     * @throws java.util.concurrent.ExecutionException when the node-manager was killed before it gave one
     */
    Order.Answer await(CompletableFuture<Order.Answer> order) throws Exception {
        issued.incrementAndGet();
        var answer = order.get(60, TimeUnit.SECONDS);
        if (answer.isAcknowledged()) acknowledged.incrementAndGet();
        return answer;
    }

    void countEngineKill() {
        engineKills.incrementAndGet();
    }

    int issued() {
        return issued.get();
    }

    int acknowledged() {
        return acknowledged.get();
    }

    int engineKills() {
        return engineKills.get();
    }
}
