package io.miniredis.nodemanager.runtime;

import io.miniredis.nodemanager.folder.DataFolder;
import io.miniredis.nodemanager.folder.NodeFolder;
import io.miniredis.nodemanager.folder.Owner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What keeps the engines of this host in their boxes: all that the system lets us do, found out once by doing it. */
final class Isolation {

    private static final Logger log = LoggerFactory.getLogger(Isolation.class);

    private final DataFolder data;
    private final Chain chain;
    private final int uidBase;
    private final Optional<MemoryGroups> groups;
    private final boolean limits;

    Isolation(DataFolder data, Chain chain, int uidBase, Optional<MemoryGroups> groups, boolean limits) {
        this.data = data;
        this.chain = chain;
        this.uidBase = uidBase;
        this.groups = groups;
        this.limits = limits;
    }

    List<String> words() {
        var all = EnumSet.noneOf(Restraint.class);
        all.addAll(chain.restraints());
        if (limits) all.add(Restraint.LIMITS);
        if (groups.isPresent()) all.add(Restraint.CGROUP_MEMORY);
        return all.stream().map(Restraint::word).toList();
    }

    /** Gives the node's files to its engine's user and returns the command that runs {@code command} in the node's box. */
    List<String> prepare(NodeFolder node, int port, Spawner spawner, List<String> command) throws IOException {
        var owner = owner(port);
        data.handOver(node, port, owner);
        var box = chain.box(node, socketFolder(port), owner, command);
        return spawner.makesSessions() ? box : chain.session(box);
    }

    /** The same for a program of the engine's, on files that the engine has had before. */
    List<String> box(NodeFolder node, List<String> command) throws IOException {
        return chain.session(chain.box(node, node.data(), node.owner(), command));
    }

    private Owner owner(int port) {
        return hasUids() ? new Owner(uidBase + port, uidBase + port) : Owner.ofThisProcess();
    }

    private boolean hasUids() {
        return chain.restraints().contains(Restraint.UID);
    }

    private Path socketFolder(int port) {
        return data.socket(port).resolveSibling("");
    }

    /** What the engine may use from now on. Meant for just after its start, when it has used next to nothing. */
    void allow(String nodeId, long pid, Allowance allowance) {
        if (limits) limits(allowance).forEach(it -> ProcessLimits.set(pid, it.resource(), it.value()));
        group(nodeId).ifPresent(it -> {
            try {
                it.make(allowance.memoryBytes());
                it.add(pid);
            } catch (IOException exception) {
                log.warn("node {} has no memory limit: {}", nodeId, exception.toString());
            }
        });
    }

    private record Limit(ProcessLimits.Resource resource, long value) {}

    private Stream<Limit> limits(Allowance allowance) {
        var always = Stream.of(
                new Limit(ProcessLimits.Resource.DATA, allowance.dataBytes()),
                new Limit(ProcessLimits.Resource.DESCRIPTORS, allowance.descriptors()));
        // threads are counted by user, so that ours would count too
        return hasUids()
                ? Stream.concat(always, Stream.of(new Limit(ProcessLimits.Resource.PROCESSES, allowance.threads())))
                : always;
    }

    Optional<MemoryGroup> group(String nodeId) {
        return groups.map(it -> it.of(nodeId));
    }

    /** Removes what is left of nodes that are no more. */
    void prune(Collection<String> known) throws IOException {
        if (groups.isPresent()) groups.get().prune(known);
    }

    @Override
    public String toString() {
        return String.join(", ", words());
    }

    static Set<Restraint> none() {
        return EnumSet.noneOf(Restraint.class);
    }
}
