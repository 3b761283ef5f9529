package io.miniredis.nodemanager.folder;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * Who may do what in a node's folder when its engine is another user than the node-manager. The folder stays the node-manager's, with
 * the engine's group: what the node-manager makes in it belongs to that group by itself, and is readable to the engine where it is
 * written for it. The engine owns its data and may write on at its log; it can make, rename or remove nothing else.
 */
final class Handover {

    private static final int PRIVATE = 0700;
    /** On a folder: what is made in it belongs to its group. */
    private static final int SET_GROUP = 02000;

    private final NodeFolder node;
    private final Owner self;

    Handover(NodeFolder node, Owner self) {
        this.node = node;
        this.self = self;
    }

    /** To the engine. Costs a few looks at attributes where everything is as it should be. */
    void to(Owner engine) throws IOException {
        if (!Files.exists(node.log())) Disk.replaceUnflushed(node.log(), new byte[0]);
        if (!Owner.of(node.data()).equals(engine)) takeTree(node.data(), engine);
        mode(node.data(), PRIVATE);
        if (engine.equals(self)) keep();
        else share(engine);
    }

    /** Both are one user: nobody else gets anything. */
    private void keep() throws IOException {
        mode(node.path(), PRIVATE);
        if (!Owner.of(node.log()).equals(self)) takeTree(node.path(), self);
    }

    /** The folder last: while it is not the group's, nothing in it can be reached. Its mode lets the group through, not list. */
    private void share(Owner engine) throws IOException {
        shared(node.log(), engine, 0620);
        shared(node.config(), engine, 0640);
        shared(node.users(), engine, 0640);
        if (Files.isDirectory(node.certificates())) shareFolder(node.certificates(), engine);
        shared(node.path(), engine, SET_GROUP | 0710);
    }

    /** Back to the node-manager, for good. */
    void back() throws IOException {
        mode(node.path(), PRIVATE);
        takeTree(node.path(), self);
    }

    private void shareFolder(Path folder, Owner engine) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) shared(file, engine, 0640);
        }
        shared(folder, engine, SET_GROUP | 0750);
    }

    private void shared(Path file, Owner engine, int mode) throws IOException {
        if (!Files.exists(file)) return;
        new Owner(self.uid(), engine.gid()).take(file);
        mode(file, mode);
    }

    private static void mode(Path file, int mode) throws IOException {
        var now = (Integer) Objects.requireNonNull(Files.getAttribute(file, "unix:mode"));
        if ((now & 07777) != mode) Files.setAttribute(file, "unix:mode", mode);
    }

    /** The root of the tree last, so that a pass that was cut short is made again. */
    private static void takeTree(Path root, Owner owner) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                owner.take(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path folder, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
                if (failure != null) throw failure;
                owner.take(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
