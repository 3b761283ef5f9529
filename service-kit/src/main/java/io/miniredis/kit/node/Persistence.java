package io.miniredis.kit.node;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What a database promises about data that it acknowledged when its process is killed. */
public enum Persistence {
    /** Nothing is written; a restart starts empty. */
    NONE,
    /** Snapshots on the engine's usual schedule; minutes may be lost. */
    SNAPSHOT,
    /** Append-only file, flushed every second; at most about one second is lost. */
    AOF,
    /** Append-only file, flushed before each acknowledgement; nothing is lost. */
    AOF_ALWAYS;

    /** The API's word for it, e.g. {@code aof-always}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @JsonCreator
    public static Persistence of(String word) {
        return Arrays.stream(values())
                .filter(it -> it.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown persistence"));
    }
}
