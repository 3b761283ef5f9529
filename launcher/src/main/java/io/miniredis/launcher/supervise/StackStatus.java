package io.miniredis.launcher.supervise;

import io.miniredis.launcher.process.ProcessRecord;
import io.miniredis.launcher.stack.Folders;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** What the supervisor tells the other commands: a small file, written anew at each change. */
public record StackStatus(List<PartStatus> parts) {

    private static final String SUPERVISOR = "supervisor";

    public static Path file(Folders folders) {
        return folders.run().resolve("status");
    }

    /** The supervisor, while it runs. */
    public static Optional<ProcessHandle> supervisor(Folders folders) {
        return ProcessRecord.read(folders.pidFileOf(SUPERVISOR)).flatMap(ProcessRecord::find);
    }

    static void recordSupervisor(Folders folders) {
        ProcessRecord.of(ProcessHandle.current(), SUPERVISOR).write(folders.pidFileOf(SUPERVISOR));
    }

    void write(Folders folders) {
        var text = new StringBuilder();
        parts.forEach(it -> it.writeTo(text));
        ProcessRecord.replace(file(folders), text.toString());
    }

    /** @return no parts where there is no status or none that this version understands */
    public static StackStatus read(Folders folders) {
        try {
            var lines = new Properties();
            lines.load(new StringReader(Files.readString(file(folders))));
            return new StackStatus(lines.stringPropertyNames().stream()
                    .map(id -> PartStatus.read(id, lines))
                    .toList());
        } catch (IOException | IllegalArgumentException nothingKnown) {
            return new StackStatus(List.of());
        }
    }

    public Optional<PartStatus> of(String id) {
        return parts.stream().filter(it -> it.id().equals(id)).findFirst();
    }

    public boolean allReady() {
        return !parts.isEmpty() && parts.stream().allMatch(it -> it.state() == PartState.READY);
    }
}
