package io.miniredis.nodemanager.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/** The memory cgroup of one node. */
final class MemoryGroup {

    private static final Pattern KILLS = Pattern.compile("(?m)^oom_kill (\\d+)$");

    /** The two versions of the kernel's interface. */
    enum Version {
        V1("memory.limit_in_bytes", "memory.usage_in_bytes", "memory.oom_control"),
        V2("memory.max", "memory.current", "memory.events");

        private final String limit;
        private final String usage;
        private final String events;

        Version(String limit, String usage, String events) {
            this.limit = limit;
            this.usage = usage;
            this.events = events;
        }
    }

    private final Path folder;
    private final Version names;

    MemoryGroup(Path folder, Version names) {
        this.folder = folder;
        this.names = names;
    }

    void make(long bytes) throws IOException {
        if (!Files.isDirectory(folder)) Files.createDirectory(folder);
        limit(bytes);
    }

    /**
     * Sets the limit, but never so low that what is used now would not fit: version 2 kills what does not, and a database that holds
     * more than its new plan is for its tenant to empty, not for us.
     */
    void limit(long bytes) throws IOException {
        var used = Long.parseLong(read(names.usage).strip());
        write(names.limit, Long.toString(Math.max(bytes, used + used / 3)));
    }

    void add(long pid) throws IOException {
        write("cgroup.procs", Long.toString(pid));
    }

    /** How many of its processes were ended because their memory was used up, since it was made. */
    long kills() {
        try {
            var line = KILLS.matcher(read(names.events));
            return line.find() ? Long.parseLong(line.group(1)) : 0;
        } catch (IOException gone) {
            return 0;
        }
    }

    /** Does nothing where it has a process. */
    void remove() {
        // the files in it are the kernel's; java.nio would see a folder that is not empty only if there were groups in
        // it
        var unused = folder.toFile().delete();
    }

    private String read(String file) throws IOException {
        return Files.readString(folder.resolve(file), StandardCharsets.US_ASCII);
    }

    private void write(String file, String value) throws IOException {
        Files.writeString(folder.resolve(file), value, StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
    }
}
