package io.miniredis.nodemanager.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A memory cgroup per node, below one per data folder in our own group, so that what limits us limits all engines together. Groups
 * stay when we end, and engines in them.
 */
final class MemoryGroups {

    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    private final Path folder;
    private final MemoryGroup.Version names;

    private MemoryGroups(Path folder, MemoryGroup.Version names) {
        this.folder = folder;
        this.names = names;
    }

    /** Several platforms may share a machine. */
    static String name(Path nodes) {
        return "miniredis-" + Integer.toHexString(nodes.hashCode());
    }

    /** Empty where there is no memory controller, or none that we may use. */
    static Optional<MemoryGroups> find(Path nodes) {
        try (var lines = Files.lines(Path.of("/proc/self/cgroup"))) {
            return lines.map(it -> it.split(":", 3))
                    .flatMap(it -> places(it, name(nodes)))
                    .flatMap(Optional::stream)
                    .findFirst();
        } catch (IOException noCgroups) {
            return Optional.empty();
        }
    }

    /** In version 2 a group that has processes has no children with limits, so that the next place is beside it. */
    private static Stream<Optional<MemoryGroups>> places(String[] controllersAndGroup, String name) {
        var group = controllersAndGroup[2].substring(1);
        return switch (controllersAndGroup[1]) {
            case "memory" -> {
                var mount = ROOT.resolve("memory");
                yield Stream.of(usable(below(mount, group), name, MemoryGroup.Version.V1));
            }
            case "" ->
                Stream.of(below(ROOT, group), ROOT).distinct().map(it -> usable(it, name, MemoryGroup.Version.V2));
            default -> Stream.of();
        };
    }

    /** In a container the path is often that of the host, while what is mounted is our own group. */
    private static Path below(Path mount, String group) {
        var full = mount.resolve(group);
        return Files.isDirectory(full) ? full : mount;
    }

    private static Optional<MemoryGroups> usable(Path own, String name, MemoryGroup.Version version) {
        var groups = new MemoryGroups(own.resolve(name), version);
        try {
            groups.prepare(own);
            var probe = groups.of("probe");
            probe.make(1L << 30);
            probe.remove();
            return Optional.of(groups);
        } catch (IOException notOurs) {
            groups.remove();
            return Optional.empty();
        }
    }

    /** In version 2 a group's children have only the controllers that it hands down. */
    private void prepare(Path own) throws IOException {
        if (!Files.isDirectory(folder)) Files.createDirectory(folder);
        if (names != MemoryGroup.Version.V2) return;
        for (var group : new Path[] {own, folder}) {
            Files.writeString(group.resolve("cgroup.subtree_control"), "+memory", StandardCharsets.US_ASCII);
        }
    }

    MemoryGroup of(String nodeId) {
        return new MemoryGroup(folder.resolve(nodeId), names);
    }

    /** Removes the groups of nodes that are no more; one that still has a process stays. */
    void prune(Collection<String> known) throws IOException {
        try (var groups = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (var group : groups) {
                var nodeId = String.valueOf(group.getFileName());
                if (!known.contains(nodeId)) of(nodeId).remove();
            }
        }
    }

    /** Removes all that no process is in. */
    void remove() {
        try {
            prune(Set.of());
        } catch (IOException gone) {
            // then there is nothing to remove
        }
        var unused = folder.toFile().delete();
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
