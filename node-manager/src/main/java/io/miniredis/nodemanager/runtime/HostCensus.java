package io.miniredis.nodemanager.runtime;

import io.miniredis.nodemanager.folder.Launch;
import io.miniredis.nodemanager.folder.NodeFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Every process that works in a node's folder and writes to that node's log. {@link HostRuntime#start} gives an engine both before its
 * first instruction, so that it is found even where the node-manager died before it could note the process id. The working folder
 * alone would also take in the shell of someone who looks at the files.
 */
final class HostCensus implements NodeRuntime.Census {

    private final Path nodes;
    private final Map<String, List<HostProcess>> byNode = new HashMap<>();

    private final Function<String, Optional<MemoryGroup>> groups;

    private HostCensus(Path nodes, Function<String, Optional<MemoryGroup>> groups) {
        this.nodes = nodes;
        this.groups = groups;
    }

    static HostCensus take(Path nodes, Function<String, Optional<MemoryGroup>> groups) throws IOException {
        var census = new HostCensus(nodes.toRealPath(), groups);
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            processes.forEach(census::look);
        }
        return census;
    }

    private void look(Path process) {
        try {
            var folder = Files.readSymbolicLink(process.resolve("cwd"));
            if (!folder.startsWith(nodes) || folder.equals(nodes)) return;
            var nodeId = folder.getName(nodes.getNameCount()).toString();
            var log = nodes.resolve(nodeId).resolve("engine.log").toString();
            // with more behind the name when the log was rotated or removed
            if (!Files.readSymbolicLink(process.resolve("fd/1")).toString().startsWith(log)) return;
            HostProcess.running(Long.parseLong(String.valueOf(process.getFileName())), groups.apply(nodeId))
                    .ifPresent(it -> byNode.merge(nodeId, List.of(it), HostCensus::both));
        } catch (IOException notOurs) {
            // it has ended meanwhile, or belongs to another user
        }
    }

    private static List<HostProcess> both(List<HostProcess> some, List<HostProcess> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    @Override
    public Optional<EngineProcess> find(NodeFolder folder, Optional<Launch> launch) {
        var candidates = byNode.getOrDefault(folder.nodeId(), List.of());
        return candidates.stream()
                .filter(it -> launch.isPresent()
                        && it.pid() == launch.get().pid()
                        && it.startTicks() == launch.get().startTicks())
                .findFirst()
                // an engine that saves has a child in the same folder; the older one is the engine
                .or(() -> candidates.stream().min(java.util.Comparator.comparingLong(HostProcess::startTicks)))
                .map(EngineProcess.class::cast);
    }

    @Override
    public Collection<EngineProcess> strangers(Collection<String> known) {
        return byNode.entrySet().stream()
                .filter(it -> !known.contains(it.getKey()))
                .flatMap(it -> it.getValue().stream())
                .map(EngineProcess.class::cast)
                .toList();
    }
}
