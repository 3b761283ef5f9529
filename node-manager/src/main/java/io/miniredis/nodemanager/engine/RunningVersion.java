package io.miniredis.nodemanager.engine;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads from {@code INFO server} which engine runs in a process: the program on the disk may have been replaced since. */
public final class RunningVersion {

    private static final Pattern VERSION = Pattern.compile("(?m)^(valkey|redis)_version:(\\S+)");

    private RunningVersion() {}

    /** @param installed the program that it was started from */
    public static Optional<Engine> of(Engine installed, String info) {
        var lines = VERSION.matcher(info);
        String kind = null;
        String number = null;
        // Valkey names both versions, its own after the Redis one that it is compatible with
        while (lines.find() && !"valkey".equals(kind)) {
            kind = lines.group(1);
            number = lines.group(2);
        }
        if (kind == null || number == null) return Optional.empty();
        var ran = Engine.Kind.valueOf(kind.toUpperCase(Locale.ROOT));
        return Engine.Version.parse(number).map(it -> installed.of(ran, it));
    }
}
