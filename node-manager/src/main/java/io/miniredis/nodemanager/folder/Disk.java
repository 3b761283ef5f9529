package io.miniredis.nodemanager.folder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and folders that only their owner may read, written so that a crash leaves the old or the new, never a half. */
final class Disk {

    private static final String TEMPORARY = ".new";

    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** Who may read a file. Which group that is, the folder decides. */
    enum Readers {
        OWNER("rw-------"),
        GROUP("rw-r-----");

        private final Set<PosixFilePermission> permissions;

        Readers(String permissions) {
            this.permissions = PosixFilePermissions.fromString(permissions);
        }
    }

    private Disk() {}

    static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) Files.createDirectories(folder, OWNERS_FOLDER);
    }

    /** Durable when it returns. */
    static void replace(Path file, byte[] content) throws IOException {
        replace(file, content, Readers.OWNER);
    }

    /** Durable when it returns. */
    static void replace(Path file, byte[] content, Readers readers) throws IOException {
        replace(file, content, true, readers);
        flush(parent(file));
    }

    /** Whole for every reader, and there after a crash of this process, but not after one of the machine. */
    static void replaceUnflushed(Path file, byte[] content) throws IOException {
        replaceUnflushed(file, content, Readers.OWNER);
    }

    /** The same for a file that others may read. */
    static void replaceUnflushed(Path file, byte[] content, Readers readers) throws IOException {
        replace(file, content, false, readers);
    }

    private static void replace(Path file, byte[] content, boolean durable, Readers readers) throws IOException {
        var temporary = file.resolveSibling(file.getFileName() + TEMPORARY);
        try {
            Files.deleteIfExists(temporary);
            try (var channel = FileChannel.open(
                    temporary,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(Readers.OWNER.permissions))) {
                var buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) channel.write(buffer);
                if (durable) channel.force(true);
            }
            // whatever the umask is
            if (readers == Readers.GROUP) Files.setPosixFilePermissions(temporary, readers.permissions);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException exception) {
            Files.deleteIfExists(temporary);
            throw exception;
        }
    }

    /** Removes what a process that was killed within {@link #replace} has left in a folder; the file itself is the old one, and whole. */
    static void removeTemporary(Path folder) throws IOException {
        try (var left = Files.newDirectoryStream(folder, "*" + TEMPORARY)) {
            for (var file : left) Files.deleteIfExists(file);
        }
    }

    /** Makes the names in a folder durable. */
    static void flush(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static Path parent(Path path) {
        var parent = path.getParent();
        if (parent == null) throw new IllegalArgumentException(path + " is in no folder");
        return parent;
    }

    static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path visited, @org.jspecify.annotations.Nullable IOException exception) throws IOException {
                if (exception != null) throw exception;
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
