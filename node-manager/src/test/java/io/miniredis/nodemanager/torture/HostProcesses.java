package io.miniredis.nodemanager.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the system itself says of a data folder and a range of ports, whatever a node-manager may think. */
final class HostProcesses {

    private static final String LISTENING = "0A";

    private HostProcesses() {}

    /** A process that runs in a folder below the data folder. */
    record Running(long pid, long parent, Path folder) {}

    /** Every process whose working folder is in {@code data}. */
    static List<Running> in(Path data) throws IOException {
        var all = new ArrayList<Running>();
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : processes) {
                try {
                    var folder = Files.readSymbolicLink(process.resolve("cwd"));
                    if (!folder.startsWith(data)) continue;
                    var stat = Files.readString(process.resolve("stat"));
                    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
                    var pid = Long.parseLong(String.valueOf(process.getFileName()));
                    if (!fields[0].equals("Z")) all.add(new Running(pid, Long.parseLong(fields[1]), folder));
                } catch (IOException ended) {
                    // meanwhile
                }
            }
        }
        return all;
    }

    /** The engines by node: those processes that are no other engine's saving child. */
    static Map<String, List<Long>> engines(Path data) throws IOException {
        var running = in(data.resolve("nodes"));
        var byNode = new HashMap<String, List<Long>>();
        for (var it : running) {
            if (isChild(it, running)) continue;
            var node = it.folder().getName(data.getNameCount() + 1).toString();
            byNode.computeIfAbsent(node, id -> new ArrayList<>()).add(it.pid());
        }
        return byNode;
    }

    static boolean isSaving(Path nodeFolder) throws IOException {
        var running = in(nodeFolder);
        return running.stream().anyMatch(it -> isChild(it, running));
    }

    private static boolean isChild(Running it, List<Running> all) {
        return all.stream().anyMatch(other -> other.pid() == it.parent());
    }

    static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** The ports that a process listens on; none when it has ended. */
    static Set<Integer> listening(long pid) {
        try {
            return ports(pid);
        } catch (IOException ended) {
            return Set.of();
        }
    }

    private static Set<Integer> ports(long pid) throws IOException {
        var own = new HashSet<String>();
        try (var files = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (var file : files) own.add(Files.readSymbolicLink(file).toString());
        }
        var ports = new TreeSet<Integer>();
        for (var table : List.of("tcp", "tcp6")) {
            var file = Path.of("/proc", Long.toString(pid), "net", table);
            if (!Files.exists(file)) continue;
            for (var line : Files.readAllLines(file)) {
                var fields = line.strip().split("\\s+", -1);
                if (!fields[3].equals(LISTENING) || !own.contains("socket:[" + fields[9] + "]")) continue;
                ports.add(Integer.parseInt(fields[1].substring(fields[1].lastIndexOf(':') + 1), 16));
            }
        }
        return ports;
    }
}
