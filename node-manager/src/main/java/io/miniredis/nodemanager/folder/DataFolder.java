package io.miniredis.nodemanager.folder;

import io.miniredis.kit.node.NodeSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The data folder of a host, owned by one node-manager at a time. */
public final class DataFolder implements AutoCloseable {

    /** The kernel's limit for a Unix socket's path, without the closing zero byte. */
    private static final int LONGEST_SOCKET_PATH = 107;

    private static final DateTimeFormatter DELETED_AT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    private final Path path;
    private final FileChannel lockFile;

    private DataFolder(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Opens the folder, making it where it is missing.
     *
     * @param owner says to others who has it, for instance "node-manager http://localhost:7000, process 4711"
     * @throws StartRefused when another process has it, or it cannot hold the nodes' sockets
     */
    public static DataFolder open(Path dir, String owner) {
        var path = dir.toAbsolutePath().normalize();
        var longest = path.resolve("run").resolve("65535.sock").toString();
        if (longest.getBytes(StandardCharsets.UTF_8).length > LONGEST_SOCKET_PATH) {
            throw new StartRefused(
                    "MINIREDIS_DATA_DIR is too long a path: the nodes' Unix sockets are in it, and %s has more than the %d bytes that the system allows. Choose a shorter one."
                            .formatted(longest, LONGEST_SOCKET_PATH));
        }
        try {
            for (var part : List.of("nodes", "trash", "run")) Disk.makeFolder(path.resolve(part));
            return new DataFolder(path, lock(path, owner));
        } catch (IOException exception) {
            throw new StartRefused("MINIREDIS_DATA_DIR %s cannot be used: %s".formatted(path, exception));
        }
    }

    @SuppressWarnings("MustBeClosedChecker")
    private static FileChannel lock(Path path, String owner) throws IOException {
        var file = path.resolve("lock");
        var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            var holder = Files.readString(file).strip();
            throw new StartRefused(
                    "MINIREDIS_DATA_DIR %s belongs to another process that still runs (%s). Stop that one, or choose another folder."
                            .formatted(path, holder.isEmpty() ? "it has not said which" : holder));
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((owner + "\n").getBytes(StandardCharsets.UTF_8)));
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldInThisProcess) {
            return null;
        }
    }

    public Path nodesPath() {
        return path.resolve("nodes");
    }

    /**
     * Makes the folder this host's.
     *
     * @throws StartRefused when it is another host's and {@code takeOver} does not say that this is wanted
     */
    public void claim(String hostId, boolean takeOver) throws IOException {
        HostIdentity.ofThisHost(hostId).claim(path, takeOver);
    }

    /** Begins an epoch of revisions. */
    public Revisions beginRevisions(Clock clock) throws IOException {
        return Revisions.begin(path.resolve("epoch"), clock);
    }

    /** The Unix socket of the node that has {@code port}; short, because its length is limited. */
    public Path socket(int port) {
        return path.resolve("run").resolve(port + ".sock");
    }

    /** Watches for the nodes' sockets. */
    public SocketWatch watchSockets() {
        return SocketWatch.of(path.resolve("run"));
    }

    public NodeFolder node(String nodeId) {
        return new NodeFolder(nodesPath().resolve(nodeId));
    }

    /** Every folder among the nodes, valid or not. */
    public List<NodeFolder> nodes() throws IOException {
        try (var folders = Files.list(nodesPath())) {
            return folders.filter(it -> String.valueOf(it.getFileName()).matches(NodeSpec.ID))
                    .map(NodeFolder::new)
                    .toList();
        }
    }

    /** Puts the folder of a deleted node aside, and removes its socket. */
    public void discard(NodeFolder node, int port, Instant now) throws IOException {
        Files.deleteIfExists(socket(port));
        var trash = path.resolve("trash");
        var target = trash.resolve(node.nodeId() + "." + DELETED_AT.format(now));
        try {
            Files.move(node.path(), target);
        } catch (FileAlreadyExistsException sameInstant) {
            Files.move(node.path(), target.resolveSibling(target.getFileName() + "." + port));
        }
        Disk.flush(trash);
        Disk.flush(nodesPath());
    }

    /** Removes for good what has been in the trash for longer than {@code keep}. */
    public int purge(Duration keep, Instant now) throws IOException {
        try (var folders = Files.list(path.resolve("trash"))) {
            var old = folders.filter(it ->
                            deletedAt(it).map(at -> at.plus(keep).isBefore(now)).orElse(false))
                    .toList();
            for (var folder : old) Disk.deleteTree(folder);
            return old.size();
        }
    }

    private static Optional<Instant> deletedAt(Path folder) {
        var parts = String.valueOf(folder.getFileName()).split("\\.", 3);
        if (parts.length < 2) return Optional.empty();
        try {
            return Optional.of(DELETED_AT.parse(parts[1], Instant::from));
        } catch (DateTimeParseException notOurs) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
