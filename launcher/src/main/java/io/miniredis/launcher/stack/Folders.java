package io.miniredis.launcher.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where an installation keeps its things.
 *
 * @param home the state folder, {@code .miniredis} in the project unless MINIREDIS_HOME says otherwise
 */
public record Folders(Path home) {

    public Path data() {
        return home.resolve("data");
    }

    public Path postgresData() {
        return data().resolve("postgres");
    }

    public Path host() {
        return data().resolve("host");
    }

    public Path log() {
        return home.resolve("log");
    }

    public Path logOf(String part) {
        return log().resolve(part + ".log");
    }

    public Path run() {
        return home.resolve("run");
    }

    public Path pidFileOf(String part) {
        return run().resolve(part + ".pid");
    }

    public Path secrets() {
        return home.resolve("secrets");
    }

    /** Where mails are put when there is no mail server. */
    public Path mail() {
        return home.resolve("mail");
    }

    /** What is unpacked from jars and may be deleted at any time while nothing runs. */
    public Path unpacked() {
        return home.resolve("lib");
    }

    /** Makes the folders. Others may pass through them (the engines and PostgreSQL run as other users) but not look into them. */
    public void make() {
        makeFolder(home, "rwx--x--x");
        makeFolder(data(), "rwx--x--x");
        makeFolder(log(), "rwx------");
        makeFolder(run(), "rwx--x--x");
        makeFolder(unpacked(), "rwx--x--x");
        makeFolder(secrets(), "rwx------");
    }

    public static void makeFolder(Path folder, String permissions) {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
        } catch (IOException exception) {
            throw new UncheckedIOException("cannot make the folder " + folder, exception);
        }
    }
}
