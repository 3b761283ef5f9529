package io.miniredis.launcher.supervise;

import java.time.Instant;
import java.util.Locale;
import java.util.Properties;

/**
 * What the supervisor tells about one part.
 *
 * @param pid      0 while there is no process
 * @param since    when the process was started
 * @param restarts how often it was started again since the supervisor began
 * @param message  why it is down, in one line; else empty
 */
public record PartStatus(
        String id, PartState state, long pid, int port, Instant since, int restarts, int failures, String message) {

    static PartStatus waiting(String id, int port) {
        return new PartStatus(id, PartState.WAITING, 0, port, Instant.EPOCH, 0, 0, "");
    }

    PartStatus starting(ProcessHandle process) {
        return new PartStatus(
                id,
                PartState.STARTING,
                process.pid(),
                port,
                process.info().startInstant().orElse(Instant.EPOCH),
                restarts,
                failures,
                "");
    }

    PartStatus ready() {
        return new PartStatus(id, PartState.READY, pid, port, since, restarts, failures, "");
    }

    PartStatus down(String why) {
        return new PartStatus(id, PartState.DOWN, 0, port, since, restarts + 1, failures + 1, why);
    }

    PartStatus calm() {
        return new PartStatus(id, state, pid, port, since, restarts, 0, message);
    }

    void writeTo(StringBuilder text) {
        text.append("%s=%s %d %d %d %d %d %s\n"
                .formatted(
                        id,
                        state.name().toLowerCase(Locale.ROOT),
                        pid,
                        port,
                        since.toEpochMilli(),
                        restarts,
                        failures,
                        message.replaceAll("[\\r\\n\\\\]+", " ")));
    }

    static PartStatus read(String id, Properties lines) {
        var fields = lines.getProperty(id, "").split(" ", 7);
        if (fields.length != 7) throw new IllegalArgumentException("not a status: " + lines.getProperty(id));
        return new PartStatus(
                id,
                PartState.valueOf(fields[0].toUpperCase(Locale.ROOT)),
                Long.parseLong(fields[1]),
                Integer.parseInt(fields[2]),
                Instant.ofEpochMilli(Long.parseLong(fields[3])),
                Integer.parseInt(fields[4]),
                Integer.parseInt(fields[5]),
                fields[6]);
    }
}
