package io.miniredis.nodemanager.folder;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** What an engine keeps in its data folder, and the place for what must not be loaded again. */
public final class EngineFiles {

    private static final String MANIFEST = "appendonly.aof.manifest";

    private final Path data;
    private final Path aside;

    public EngineFiles(NodeFolder folder) {
        data = folder.data();
        aside = folder.path().resolve("set-aside");
    }

    /** Whether there is a whole append-only file; its manifest is written last. */
    public boolean hasAppendOnlyFile() {
        return Files.exists(appendOnlyManifest());
    }

    public boolean hasSnapshot() {
        return Files.exists(snapshot());
    }

    /** Equal as long as no newer snapshot has taken the place of the old. */
    public Object snapshotIdentity() throws IOException {
        if (!hasSnapshot()) return "none";
        var attributes = Files.readAttributes(snapshot(), BasicFileAttributes.class);
        return attributes.fileKey() + " " + attributes.lastModifiedTime();
    }

    public void setAppendOnlyFileAside() throws IOException {
        setAside(appendOnly());
    }

    public void setSnapshotAside() throws IOException {
        setAside(snapshot());
    }

    /** The list of the append-only file's parts. */
    public Path appendOnlyManifest() {
        return appendOnly().resolve(MANIFEST);
    }

    /** Whether a part is the one that the engine appends to. */
    public boolean isLastPart(String part) throws IOException {
        return Files.readAllLines(appendOnlyManifest()).getLast().contains("file " + part + " ");
    }

    /** Whether a part of the append-only file holds nothing but zero bytes from {@code offset} on. */
    public boolean isZeroFrom(String part, long offset) throws IOException {
        try (var file =
                new BufferedInputStream(Files.newInputStream(appendOnly().resolve(part)))) {
            file.skipNBytes(offset);
            for (var next = file.read(); next >= 0; next = file.read()) if (next != 0) return false;
            return true;
        }
    }

    /** Copies a part of the append-only file to where no engine looks for it. */
    public Path copyAside(String part, String ending) throws IOException {
        Disk.makeFolder(aside);
        var copy = aside.resolve(part + "." + ending);
        Files.copy(appendOnly().resolve(part), copy, StandardCopyOption.REPLACE_EXISTING);
        return copy;
    }

    /** Gives a program another name, by which some tell what they are to do. */
    public Path linkProgram(String name, Path program) throws IOException {
        var link = data.resolveSibling(name);
        Files.deleteIfExists(link);
        return Files.createSymbolicLink(link, program);
    }

    /** Removes what an engine that was killed while it saved has left; it would stay for ever. No engine may be running. */
    void removeTemporary() throws IOException {
        for (var folder : List.of(data, appendOnly())) {
            if (!Files.isDirectory(folder)) continue;
            try (var left = Files.newDirectoryStream(folder, "temp-*")) {
                for (var file : left) Files.deleteIfExists(file);
            }
        }
    }

    private Path appendOnly() {
        return data.resolve("appendonlydir");
    }

    private Path snapshot() {
        return data.resolve("dump.rdb");
    }

    /** Replaces what was set aside before. */
    private void setAside(Path path) throws IOException {
        if (!Files.exists(path)) return;
        Disk.makeFolder(aside);
        var target = aside.resolve(path.getFileName());
        Disk.deleteTree(target);
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    }
}
