package io.miniredis.launcher.app;

import io.miniredis.launcher.process.FileTree;
import io.miniredis.launcher.process.LaunchFailure;
import io.miniredis.launcher.process.Shell;
import io.miniredis.launcher.stack.Service;
import io.miniredis.launcher.stack.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A service's jar, unpacked into the layout that starts fastest. A later build leaves it alone, so that what runs keeps its classes.
 *
 * @param folder named after the jar's content
 */
public record AppImage(Service service, Path folder) {

    private static final int BUFFER_BYTES = 1 << 20;

    /** @throws LaunchFailure when the service is not built */
    public static AppImage of(Service service, Settings settings) {
        var jar = jarOf(service, settings);
        if (!Files.exists(jar)) {
            throw new LaunchFailure("%s is not built (%s is missing): run ./miniredis up, which builds it"
                    .formatted(service.id(), jar));
        }
        return new AppImage(
                service, settings.folders().unpacked().resolve(service.id()).resolve(fingerprint(jar)));
    }

    /** What a process of this fingerprint was started from; else what was unpacked last; nothing where nothing ever was. */
    public static Optional<AppImage> used(Service service, Settings settings, String fingerprint) {
        var parent = settings.folders().unpacked().resolve(service.id());
        var named = parent.resolve(fingerprint.replaceFirst("-[^-]*$", ""));
        if (!fingerprint.isEmpty() && Files.isDirectory(named)) return Optional.of(new AppImage(service, named));
        try (var folders = Files.list(parent)) {
            return folders.filter(it -> Files.exists(it.resolve(service.id() + ".jar")))
                    .max(Comparator.comparing(it -> it.toFile().lastModified()))
                    .map(it -> new AppImage(service, it));
        } catch (IOException neverUnpacked) {
            return Optional.empty();
        }
    }

    /** Removes what earlier builds left. */
    public void removeOthers() {
        try (var folders = Files.list(folder.resolveSibling("."))) {
            for (var other : folders.map(Path::normalize)
                    .filter(it -> !it.equals(folder))
                    .toList()) {
                FileTree.delete(other);
            }
        } catch (IOException exception) {
            throw new UncheckedIOException("cannot remove old builds of " + service.id(), exception);
        }
    }

    private static Path jarOf(Service service, Settings settings) {
        return settings.project().resolve(service.id()).resolve("target").resolve(service.id() + ".jar");
    }

    public Path jar() {
        return folder.resolve(service.id() + ".jar");
    }

    public boolean isUnpacked() {
        return Files.isDirectory(folder);
    }

    /** Unpacks the jar, a second or two of work, unless that was done. */
    public void unpack(Settings settings) {
        if (isUnpacked()) return;
        try {
            var parent = Files.createDirectories(folder.resolveSibling("."));
            var fresh = Files.createTempDirectory(parent.normalize(), "unpacking-");
            var target = fresh.resolve("app");
            var result = Shell.run(
                    List.of(
                            Java.command(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Djarmode=tools",
                            "-jar",
                            jarOf(service, settings).toString(),
                            "extract",
                            "--destination",
                            target.toString()),
                    Duration.ofMinutes(2));
            if (!result.succeeded()) {
                throw new LaunchFailure("%s's jar cannot be unpacked: %s".formatted(service.id(), result.output()));
            }
            Files.move(target, folder, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(fresh);
        } catch (IOException exception) {
            throw new UncheckedIOException("cannot unpack " + service.id(), exception);
        }
    }

    /** Size and checksum: a build that changed nothing makes the same jar again, and nothing has to be prepared anew. */
    private static String fingerprint(Path jar) {
        try (var file = FileChannel.open(jar)) {
            var checksum = new CRC32();
            var buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
            while (file.read(buffer) >= 0) {
                checksum.update(buffer.flip());
                buffer.clear();
            }
            return "%x-%08x".formatted(file.size(), checksum.getValue());
        } catch (IOException exception) {
            throw new UncheckedIOException("cannot read " + jar, exception);
        }
    }
}
