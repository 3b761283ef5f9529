package io.miniredis.nodemanager.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** What an engine keeps in its data folder, and the place for what must not be loaded again. */
public final class EngineFiles {

    private final Path data;
    private final Path aside;
    private final AppendOnlyFile appended;

    public EngineFiles(NodeFolder folder) {
        data = folder.data();
        aside = folder.path().resolve("set-aside");
        appended = new AppendOnlyFile(data.resolve("appendonlydir"));
    }

    /** Whether there is a whole append-only file; its manifest is written last. */
    public boolean hasAppendOnlyFile() {
        return appended.exists();
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
        setAside(appended.folder());
    }

    public void setSnapshotAside() throws IOException {
        setAside(snapshot());
    }

    public AppendOnlyFile appendOnlyFile() {
        return appended;
    }

    /** Copies a part of the append-only file to where no engine looks for it. */
    public Path copyAside(String part, String ending) throws IOException {
        Disk.makeFolder(aside);
        var copy = aside.resolve(part + "." + ending);
        Files.copy(appended.part(part), copy, StandardCopyOption.REPLACE_EXISTING);
        return copy;
    }

    /** Gives a program another name, by which some tell what they are to do. */
    public Path linkProgram(String name, Path program) throws IOException {
        var link = data.resolveSibling(name);
        Files.deleteIfExists(link);
        return Files.createSymbolicLink(link, program);
    }

    /** Removes what an engine that was killed while it saved has left; it would stay for ever. No engine may be running. */
    public void removeTemporary() throws IOException {
        for (var folder : List.of(data, appended.folder())) {
            if (!Files.isDirectory(folder)) continue;
            try (var left = Files.newDirectoryStream(folder, "temp-*")) {
                for (var file : left) Files.deleteIfExists(file);
            }
        }
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
