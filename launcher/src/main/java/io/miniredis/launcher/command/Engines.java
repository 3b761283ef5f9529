package io.miniredis.launcher.command;

import io.miniredis.launcher.stack.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The tenants' engines on this machine: the processes whose working folder is a node's. */
final class Engines {

    private Engines() {}

    /** @return their pids; none where the system does not tell working folders */
    static List<Long> running(Folders folders) {
        var nodes = folders.host().resolve("nodes");
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> worksIn(pid, nodes))
                .toList();
    }

    static boolean everExisted(Folders folders) {
        try (var nodes = Files.list(folders.host().resolve("nodes"))) {
            return nodes.findAny().isPresent();
        } catch (IOException none) {
            return false;
        }
    }

    private static boolean worksIn(long pid, Path nodes) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd")).startsWith(nodes.toRealPath());
        } catch (IOException notOurs) {
            return false;
        }
    }
}
