package io.miniredis.nodemanager.torture;

import io.miniredis.kit.node.DesiredState;
import io.miniredis.kit.node.NodeSpec;
import io.miniredis.kit.node.NodeState;
import io.miniredis.kit.node.NodeStatus;
import io.miniredis.nodemanager.node.HostForTests;
import io.miniredis.nodemanager.torture.DiskRecords.OnDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisException;

/** What must hold of a host once its node-manager has come back and the load is over, each said as a complaint where it does not. */
final class Invariants {

    private final HostForTests host;
    private final Park park;
    private final DiskRecords disk;

    Invariants(HostForTests host, Park park) {
        this.host = host;
        this.park = park;
        this.disk = new DiskRecords(host.folder);
    }

    /** @param statuses what the node-manager says */
    List<String> violatedIn(List<NodeStatus> statuses) throws IOException {
        var complaints = new ArrayList<String>();
        var onDisk = disk.read(complaints);
        var said = statuses.stream().collect(Collectors.toMap(NodeStatus::nodeId, Function.identity()));
        var engines = HostProcesses.engines(host.folder);
        onDisk.forEach((id, it) -> addTo(complaints, id, disagreement(it, said.get(id), engines.get(id))));
        said.keySet().stream()
                .filter(it -> !onDisk.containsKey(it))
                .forEach(it -> complaints.add(it + " is known and not on disk"));
        processesOfNoNode(complaints, onDisk);
        ports(complaints, onDisk, engines);
        disk.temporary(onDisk).forEach(it -> complaints.add("temporary file " + it));
        promises(complaints, onDisk);
        return complaints;
    }

    Map<String, OnDisk> onDisk() throws IOException {
        return disk.read(new ArrayList<>());
    }

    private static void addTo(List<String> complaints, String id, @Nullable String complaint) {
        if (complaint != null) complaints.add(id + " " + complaint);
    }

    /** Every spec has its one process, or none where it should have none. */
    private static @Nullable String disagreement(
            OnDisk wish, @Nullable NodeStatus status, @Nullable List<Long> engines) {
        if (wish.deleted()) return "is still being deleted: " + status;
        if (status == null) return "is on disk and not known";
        var running = wish.spec().desired() == DesiredState.RUNNING;
        var pids = engines == null ? List.of() : engines;
        if (status.state() != (running ? NodeState.READY : NodeState.STOPPED)) return "is not as wished: " + status;
        if (status.observedGeneration() != wish.spec().generation())
            return "has not the newest spec, %d, in force: %s"
                    .formatted(wish.spec().generation(), status);
        if (status.observedRestarts() < wish.spec().restarts())
            return "has not been restarted %d times: %s".formatted(wish.spec().restarts(), status);
        if (status.port() != wish.port()) return "has port %d on disk: %s".formatted(wish.port(), status);
        if (!pids.equals(running ? List.of(status.pid()) : List.of()))
            return "has the processes %s: %s".formatted(pids, status);
        return null;
    }

    private void processesOfNoNode(List<String> complaints, Map<String, OnDisk> onDisk) throws IOException {
        var nodes = host.folder.resolve("nodes");
        for (var it : HostProcesses.in(host.folder)) {
            var owner = it.folder().startsWith(nodes) && !it.folder().equals(nodes)
                    ? it.folder().getName(nodes.getNameCount()).toString()
                    : "";
            if (!onDisk.containsKey(owner)) complaints.add("an orphan: " + it);
        }
    }

    /** Every port has one node, and every engine listens on its node's port and no other. */
    private void ports(List<String> complaints, Map<String, OnDisk> onDisk, Map<String, List<Long>> engines)
            throws IOException {
        var owners = new HashMap<Integer, String>();
        onDisk.forEach((id, it) -> {
            var other = owners.put(it.port(), id);
            if (other != null) complaints.add("%s and %s both have port %d".formatted(id, other, it.port()));
            if (it.port() < host.ports.start() || it.port() > host.ports.end())
                complaints.add("%s has port %d, which is not in the pool".formatted(id, it.port()));
            for (var pid : engines.getOrDefault(id, List.of())) {
                var listening = HostProcesses.listening(pid);
                if (!listening.equals(Set.of(it.port())))
                    complaints.add("%s listens on %s and should on %d".formatted(id, listening, it.port()));
            }
        });
        disk.sockets().stream()
                .filter(it -> !owners.containsKey(Integer.parseInt(it.replace(".sock", ""))))
                .forEach(it -> complaints.add("the socket " + it + " belongs to no node"));
    }

    /** What was acknowledged is there. */
    private void promises(List<String> complaints, Map<String, OnDisk> onDisk) throws IOException {
        var trash = disk.trash();
        for (var node : park.nodes()) {
            var it = onDisk.get(node.id());
            addTo(complaints, node.id(), node.disagreement(it == null ? null : it.spec(), trash.contains(node.id())));
        }
    }

    /** What a tenant finds who logs in with the password of the spec on disk; only for nodes that are as wished. */
    List<String> violatedForTenants() throws IOException {
        var complaints = new ArrayList<String>();
        var onDisk = onDisk();
        for (var node : park.nodes()) {
            var it = onDisk.get(node.id());
            if (it == null || it.spec().desired() != DesiredState.RUNNING) continue;
            addTo(complaints, node.id(), tenantsComplaint(node, it.spec(), it.port()));
        }
        return complaints;
    }

    private static @Nullable String tenantsComplaint(TrackedNode node, NodeSpec spec, int port) {
        try (var tenant = Tenant.connect(port, node.password(spec.generation()))) {
            var memory = tenant.info("memory");
            if (!Tenant.line(memory, "maxmemory:").equals("maxmemory:" + spec.maxMemoryBytes())
                    || !Tenant.line(memory, "maxmemory_policy:")
                            .equals("maxmemory_policy:" + spec.evictionPolicy().word()))
                return "has other settings than " + spec + ": " + memory;
            if (!node.losesNothing) return null;
            var there = tenant.smembers("written by " + node.id());
            var lost = node.acknowledgedWrites().stream()
                    .filter(it -> !there.contains(Long.toString(it)))
                    .toList();
            return lost.isEmpty() ? null : "has lost the acknowledged writes " + lost;
        } catch (JedisException refused) {
            return "does not serve its tenant: " + refused;
        }
    }
}
