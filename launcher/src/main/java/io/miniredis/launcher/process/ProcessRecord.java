package io.miniredis.launcher.process;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * What a pid file says. A pid is given anew some day, a pid with its start time is not.
 *
 * @param fingerprint what was started, so that another build or other settings are told apart
 */
public record ProcessRecord(long pid, Instant startedAt, String fingerprint) {

    /** The system derives start times from its clock, which may be corrected between two looks. */
    private static final Duration TOLERANCE = Duration.ofSeconds(3);

    public static ProcessRecord of(ProcessHandle process, String fingerprint) {
        return new ProcessRecord(process.pid(), process.info().startInstant().orElse(Instant.EPOCH), fingerprint);
    }

    /** @return nothing where there is no such file or it says nothing */
    public static Optional<ProcessRecord> read(Path file) {
        try {
            var lines = new Properties();
            lines.load(new StringReader(Files.readString(file)));
            return Optional.of(new ProcessRecord(
                    Long.parseLong(lines.getProperty("pid", "")),
                    Instant.ofEpochMilli(Long.parseLong(lines.getProperty("started", ""))),
                    lines.getProperty("fingerprint", "")));
        } catch (IOException | NumberFormatException missing) {
            return Optional.empty();
        }
    }

    public void write(Path file) {
        var text = "pid=%d%nstarted=%d%nfingerprint=%s%n".formatted(pid, startedAt.toEpochMilli(), fingerprint);
        replace(file, text);
    }

    /** The process, while it is the one that was recorded. */
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid)
                .filter(it -> it.isAlive() && !isZombie(it.pid()))
                .filter(it -> it.info()
                        .startInstant()
                        .map(started ->
                                Duration.between(started, startedAt).abs().compareTo(TOLERANCE) <= 0)
                        .orElse(false));
    }

    /** It has ended, but nobody has asked how: where process 1 is no init, as in many containers, that stays so. */
    private static boolean isZombie(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException notLinux) {
            return false;
        }
    }

    /** Writes a small file so that a reader sees the old or the new one, never half of it. */
    public static void replace(Path file, String text) {
        try {
            var fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
