package io.miniredis.nodemanager.folder;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An engine's append-only file: a base that holds the data as it was at the last rewrite, parts with the commands since, and a
 * manifest that lists them and is written last.
 */
public final class AppendOnlyFile {

    /** The beginning of a command after the end of another one; see the RESP specification. */
    private static final Pattern LATER_COMMAND = Pattern.compile("\r\n\\*\\d+\r\n\\$\\d+\r\n");

    private static final String OPEN_TRANSACTION = "*1\r\n$5\r\nMULTI\r\n";
    private static final Pattern ITS_END = Pattern.compile("(?i)\r\n\\$4\r\nEXEC\r\n");
    private static final Pattern BASE = Pattern.compile("file (\\S+) seq \\d+ type b.*");
    private static final Pattern PART = Pattern.compile("file (\\S+) seq \\d+ type i.*");

    private final Path folder;

    AppendOnlyFile(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    Path manifest() {
        return folder.resolve("appendonly.aof.manifest");
    }

    public boolean exists() {
        return Files.exists(manifest());
    }

    public Path part(String name) {
        return folder.resolve(name);
    }

    /** The part that the engine appends to. */
    public Optional<String> lastPart() throws IOException {
        return listed(PART).reduce((before, after) -> after);
    }

    /** Whether the base is there and holds nothing, which no engine writes and every engine takes for no data. */
    boolean hasEmptyBase() throws IOException {
        for (var base : listed(BASE).toList()) if (isEmpty(base)) return true;
        return false;
    }

    boolean isEmpty(String name) throws IOException {
        return Files.exists(part(name)) && Files.size(part(name)) == 0;
    }

    private java.util.stream.Stream<String> listed(Pattern kind) throws IOException {
        if (!exists()) return java.util.stream.Stream.empty();
        List<String> lines = Files.readAllLines(manifest(), StandardCharsets.ISO_8859_1);
        return lines.stream().map(kind::matcher).filter(it -> it.matches()).map(it -> it.group(1));
    }

    /** Whether a part holds nothing but zero bytes from {@code offset} on. */
    public boolean isZeroFrom(String name, long offset) throws IOException {
        try (var file = new BufferedInputStream(Files.newInputStream(part(name)))) {
            file.skipNBytes(offset);
            for (var next = file.read(); next >= 0; next = file.read()) if (next != 0) return false;
            return true;
        }
    }

    /**
     * Whether whole commands follow after {@code offset}, so that the damage there is not a torn end. A transaction that was not
     * closed is one thing, whatever it holds.
     *
     * @param offset up to where the part is sound; what follows is read into memory
     */
    public boolean hasCommandsAfter(String name, long offset) throws IOException {
        var rest = read(name, offset);
        if (rest.startsWith(OPEN_TRANSACTION)) return ITS_END.matcher(rest).find();
        return LATER_COMMAND.matcher(rest).find();
    }

    private String read(String name, long offset) throws IOException {
        try (var file = FileChannel.open(part(name))) {
            file.position(offset);
            var bytes = ByteBuffer.allocate(Math.toIntExact(file.size() - offset));
            while (bytes.hasRemaining() && file.read(bytes) >= 0) {}
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
        }
    }
}
