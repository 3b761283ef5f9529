package io.miniredis.launcher.command;

import io.miniredis.launcher.process.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How much memory a process really takes. */
final class Memory {

    private static final String PROPORTIONAL = "Pss:";

    private Memory() {}

    /** Its proportional share in KiB where the kernel tells it, else its resident set; 0 when it is gone. */
    static long kibibytesOf(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")).stream()
                    .filter(it -> it.startsWith(PROPORTIONAL))
                    .mapToLong(it -> Long.parseLong(it.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException notTold) {
            var resident = Shell.run(List.of("ps", "-o", "rss=", "-p", String.valueOf(pid)), Duration.ofSeconds(5));
            return resident.succeeded() && resident.output().matches("\\d+") ? Long.parseLong(resident.output()) : 0;
        }
    }

    /** With the processes that it started, as PostgreSQL's server has. */
    static long kibibytesOfTree(ProcessHandle process) {
        return kibibytesOf(process.pid())
                + process.descendants().mapToLong(it -> kibibytesOf(it.pid())).sum();
    }
}
