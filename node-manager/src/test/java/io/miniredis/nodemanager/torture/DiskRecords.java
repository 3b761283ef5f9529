package io.miniredis.nodemanager.torture;

import io.miniredis.kit.node.DesiredState;
import io.miniredis.kit.node.NodeSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What a data folder has on disk, read by other code than that which wrote it. */
final class DiskRecords {

    private static final JsonMapper json = JsonMapper.builder().build();

    private final Path folder;

    DiskRecords(Path folder) {
        this.folder = folder;
    }

    record OnDisk(NodeSpec spec, int port, boolean deleted) {}

    /** By node; a half-made folder is one complaint. */
    Map<String, OnDisk> read(List<String> complaints) throws IOException {
        var all = new HashMap<String, OnDisk>();
        try (var nodes = Files.list(folder.resolve("nodes"))) {
            for (var node : nodes.toList()) {
                var id = String.valueOf(node.getFileName());
                try {
                    var tree = json.readTree(Files.readAllBytes(node.resolve("node.json")));
                    var spec = json.treeToValue(tree.get("spec"), NodeSpec.class);
                    all.put(
                            id,
                            new OnDisk(
                                    spec,
                                    tree.get("port").asInt(),
                                    tree.get("deleted").asBoolean()));
                } catch (IOException | JacksonException half) {
                    complaints.add("%s has no whole node.json: %s".formatted(id, half));
                }
            }
        }
        return all;
    }

    /** The ids of the nodes in the trash. */
    Set<String> trash() throws IOException {
        try (var nodes = Files.list(folder.resolve("trash"))) {
            return nodes.map(it -> String.valueOf(it.getFileName()).split("\\.", 2)[0])
                    .collect(Collectors.toSet());
        }
    }

    /**
     * Files that were to be renamed, and files of an engine that was killed while it saved. Those of a stopped engine stay until it is
     * started or deleted, and what is set aside is set aside with all that is in it.
     */
    List<Path> temporary(Map<String, OnDisk> nodes) throws IOException {
        try (var files = Files.find(folder, 6, (path, attributes) -> attributes.isRegularFile())) {
            return files.filter(it -> isLeftBehind(it, nodes)).toList();
        } catch (UncheckedIOException movedMeanwhile) {
            return List.of(folder);
        }
    }

    private boolean isLeftBehind(Path file, Map<String, OnDisk> nodes) {
        var name = String.valueOf(file.getFileName());
        if (name.endsWith(".new")) return true;
        if (!name.startsWith("temp-") || file.toString().contains("/set-aside/")) return false;
        if (!file.startsWith(folder.resolve("nodes"))) return true;
        var node = folder.relativize(file).getName(1).toString();
        var wish = nodes.get(node);
        return (wish == null || wish.spec().desired() == DesiredState.RUNNING) && !isSaving(node);
    }

    private boolean isSaving(String node) {
        try {
            return HostProcesses.isSaving(folder.resolve("nodes").resolve(node));
        } catch (IOException gone) {
            return false;
        }
    }

    Set<String> sockets() throws IOException {
        try (var files = Files.list(folder.resolve("run"))) {
            return files.map(it -> String.valueOf(it.getFileName())).collect(Collectors.toSet());
        }
    }
}
