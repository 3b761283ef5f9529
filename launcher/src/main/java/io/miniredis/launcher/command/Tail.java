package io.miniredis.launcher.command;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The end of a log file, and what is written to it from now on. */
final class Tail {

    private static final int LONGEST_LOOK_BYTES = 1 << 18;

    private final Path file;
    private long position;
    private String unfinished = "";

    /** @param position where to begin, in bytes */
    Tail(Path file, long position) {
        this.file = file;
        this.position = position;
    }

    static long fileEnd(Path file) {
        try {
            return Files.size(file);
        } catch (IOException noFile) {
            return 0;
        }
    }

    /** At most so many lines from the end of the file; fewer where they are very long. */
    static List<String> last(Path file, int count) {
        var end = fileEnd(file);
        var from = Math.max(0, end - LONGEST_LOOK_BYTES);
        var lines = new Tail(file, from).lines();
        // the first one may be half a line
        if (from > 0 && !lines.isEmpty()) lines = lines.subList(1, lines.size());
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    /** The whole lines since the last call. */
    List<String> lines() {
        var end = fileEnd(file);
        // it was rotated and begins anew
        if (end < position) position = 0;
        if (end == position) return List.of();
        var bytes = new byte[(int) Math.min(end - position, LONGEST_LOOK_BYTES)];
        try (var reader = new RandomAccessFile(file.toFile(), "r")) {
            reader.seek(position);
            reader.readFully(bytes);
        } catch (IOException rotatedMeanwhile) {
            return List.of();
        }
        position += bytes.length;
        var text = unfinished + new String(bytes, StandardCharsets.UTF_8);
        var whole = text.lastIndexOf('\n') + 1;
        unfinished = text.substring(whole);
        return new ArrayList<>(text.substring(0, whole).lines().toList());
    }
}
