package io.miniredis.nodemanager.folder;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The folder of one node. */
public final class NodeFolder {

    private static final JsonMapper json = JsonMapper.builder().build();
    private static final int TAIL = 4096;
    /** A crash report names every client, a few hundred bytes each. */
    private static final long LONGEST_REPORT = 4L << 20;

    private static final long LONGEST_LOG = 8L << 20;

    private final Path path;

    NodeFolder(Path path) {
        this.path = path;
    }

    public String nodeId() {
        return String.valueOf(path.getFileName());
    }

    public Path path() {
        return path;
    }

    /** Where the engine writes, and the folder that it runs in. */
    public Path data() {
        return path.resolve("data");
    }

    public Path config() {
        return path.resolve("redis.conf");
    }

    public Path log() {
        return path.resolve("engine.log");
    }

    public NodeHistory history() {
        return new NodeHistory(path);
    }

    /** The engine's users. */
    public Path users() {
        return path.resolve("users.acl");
    }

    /** Whose the data is: the user that the engine ran as last. */
    public Owner owner() throws IOException {
        return Owner.of(data());
    }

    /** Makes the folder with its first record, durably. */
    public void create(NodeRecord record) throws IOException {
        Disk.makeFolder(path);
        Disk.makeFolder(data());
        write(record);
        Disk.flush(Disk.parent(path));
    }

    /** Durable when it returns; on an error the old record stands. */
    public void write(NodeRecord record) throws IOException {
        Disk.replace(path.resolve("node.json"), json.writeValueAsBytes(record));
    }

    /** The record, or empty where there is no valid one. */
    public Optional<NodeRecord> read() throws IOException {
        try {
            var record = json.readValue(Files.readAllBytes(path.resolve("node.json")), NodeRecord.class);
            return Optional.of(record).filter(it -> nodeId().equals(it.spec().nodeId()));
        } catch (NoSuchFileException | JacksonException half) {
            return Optional.empty();
        }
    }

    public void write(Launch launch) throws IOException {
        Disk.replaceUnflushed(path.resolve("launch.json"), json.writeValueAsBytes(launch));
    }

    public Optional<Launch> readLaunch() throws IOException {
        try {
            return Optional.of(json.readValue(Files.readAllBytes(path.resolve("launch.json")), Launch.class));
        } catch (NoSuchFileException | JacksonException none) {
            return Optional.empty();
        }
    }

    /**
     * Makes the folder ready for a start. Both files are made anew from the record before each start, so they need not survive the
     * machine; what the engine before left half-written goes.
     */
    public void writeEngineFiles(String config, String acl) throws IOException {
        new EngineFiles(this).removeTemporary();
        Disk.replaceUnflushed(config(), config.getBytes(StandardCharsets.UTF_8), Disk.Readers.GROUP);
        writeAcl(acl);
    }

    public void writeAcl(String acl) throws IOException {
        Disk.replaceUnflushed(users(), acl.getBytes(StandardCharsets.UTF_8), Disk.Readers.GROUP);
    }

    /** Keys and certificates, which the engine reads and does not write. */
    public Path certificates() {
        return path.resolve("tls");
    }

    public void makeCertificatesFolder() throws IOException {
        Disk.makeFolder(certificates());
    }

    /** Durable when it returns. */
    public void writeCertificateFile(Path file, String content) throws IOException {
        Disk.replace(file, content.getBytes(StandardCharsets.UTF_8), Disk.Readers.GROUP);
    }

    /** Keeps the log of the engine from growing for ever; the engine opens it anew for each line. */
    public void rotateLog() throws IOException {
        if (Files.exists(log()) && Files.size(log()) > LONGEST_LOG) {
            Files.move(log(), path.resolve("engine.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** How long the engine's log is now, in bytes. */
    public long logLength() throws IOException {
        return Files.exists(log()) ? Files.size(log()) : 0;
    }

    /**
     * The last lines of the engine's log that say something.
     *
     * @param from where to begin, in bytes: what was written before is of an earlier run
     */
    public List<String> lastLogLines(int lines, long from) {
        try (var channel = FileChannel.open(log(), StandardOpenOption.READ)) {
            channel.position(Math.max(from, channel.size() - TAIL));
            var buffer = ByteBuffer.allocate(TAIL);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
            var all = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(it -> !it.isEmpty())
                    .toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        } catch (IOException noLog) {
            return List.of();
        }
    }

    /**
     * Whether the process wrote {@code words} into the log. A crash report may come after them, so more than the last lines is read.
     *
     * @param from where to begin, in bytes, at the most; what was written long before the end is not looked at
     */
    public boolean logTells(long pid, String words, long from) {
        try (var channel = FileChannel.open(log(), StandardOpenOption.READ)) {
            channel.position(Math.max(from, channel.size() - LONGEST_REPORT));
            var lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.ISO_8859_1)).lines();
            return lines.anyMatch(it -> it.startsWith(pid + ":") && it.contains(words));
        } catch (IOException | UncheckedIOException noLog) {
            return false;
        }
    }

    /** Whether it holds anything that an engine wrote. */
    public boolean hasData() throws IOException {
        if (!Files.isDirectory(data())) return false;
        try (var files = Files.list(data())) {
            return files.findAny().isPresent();
        }
    }

    public void delete() throws IOException {
        Disk.deleteTree(path);
    }
}
