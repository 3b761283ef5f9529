package io.miniredis.nodemanager.engine;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What an engine that would not start found wrong with its files, read from its log. Redis and Valkey use the same words. */
public enum Damage {
    // in the order in which they are looked for: what is said of a base is said of the end as well
    /** A part of the append-only file is gone, or its base or its manifest cannot be read. */
    APPEND_ONLY_PARTS(
            "APPEND_ONLY_FILE_CORRUPT",
            List.of(
                    "Unable to obtain the AOF file",
                    "FATAL AOF MANIFEST FILE ERROR",
                    ".base.rdb: make a backup of your AOF file",
                    "Unrecoverable error reading the append only file",
                    "Error reading the RDB preamble of the AOF file")),
    /** The append-only file ends in the middle of a command, or has something in it that is no command. */
    APPEND_ONLY_END(
            "APPEND_ONLY_FILE_CORRUPT",
            List.of(
                    "Unexpected end of file reading the append only file",
                    "Bad file format reading the append only file")),
    /** The files are whole, and of an engine that is newer than this one. */
    NEWER_FORMAT("DATA_TOO_NEW", List.of("Can't handle RDB format version")),
    /** The snapshot cannot be read. */
    SNAPSHOT(
            "SNAPSHOT_CORRUPT",
            List.of(
                    "Short read or OOM loading DB",
                    "Wrong signature trying to load DB from file",
                    "Wrong RDB checksum expected",
                    "Internal error in RDB reading"));

    /** What an engine says before it reads the base of an append-only file, which is a snapshot by its format. */
    private static final String BASE_FILE = "Reading RDB base file on AOF loading";

    private final String reason;
    private final List<String> words;

    Damage(String reason, List<String> words) {
        this.reason = reason;
        this.words = words;
    }

    /** The reason that a node's status gives. */
    public String reason() {
        return reason;
    }

    /** What {@code log} tells; empty if the files are not what is wrong. */
    public static Optional<Damage> toldIn(Collection<String> log) {
        for (var damage : values()) {
            if (damage.words.stream().anyMatch(it -> tells(log, it))) {
                return Optional.of(damage == SNAPSHOT && tells(log, BASE_FILE) ? APPEND_ONLY_PARTS : damage);
            }
        }
        return Optional.empty();
    }

    private static boolean tells(Collection<String> log, String words) {
        return log.stream().anyMatch(it -> it.contains(words));
    }
}
