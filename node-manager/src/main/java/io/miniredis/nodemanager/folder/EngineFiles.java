package io.miniredis.nodemanager.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/** What an engine keeps in its data folder, and the place for what must not be loaded again. */
public final class EngineFiles {

    private final Path data;
    private final Path aside;

    public EngineFiles(NodeFolder folder) {
        data = folder.data();
        aside = folder.path().resolve("set-aside");
    }

    /** Whether there is a whole append-only file; its manifest is written last. */
    public boolean hasAppendOnlyFile() {
        return Files.exists(appendOnly().resolve("appendonly.aof.manifest"));
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
