package io.miniredis.launcher.supervise;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Keeps each log below {@value #LARGEST_BYTES} bytes: what is there is copied to {@code *.log.1}, and the file starts anew. */
final class LogRotation implements Runnable {

    private static final long LARGEST_BYTES = 10L << 20;

    private final Path folder;

    LogRotation(Path folder) {
        this.folder = folder;
    }

    @Override
    public void run() {
        try (var logs = Files.newDirectoryStream(folder, "*.log")) {
            for (var log : logs) if (Files.size(log) > LARGEST_BYTES) rotate(log);
        } catch (IOException fullOrGone) {
            // the next round tries again; a log is not worth a service
        }
    }

    /** The writer keeps its file, which it opened for appending, so the file must stay the same one. */
    private static void rotate(Path log) throws IOException {
        Files.copy(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        try (var file = FileChannel.open(log, StandardOpenOption.WRITE)) {
            file.truncate(0);
        }
    }
}
