package io.miniredis.kit.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Finds the real engine that tests run: MINIREDIS_ENGINE, else {@code valkey-server}, else {@code redis-server} on the PATH. */
public final class EngineForTests {

    private EngineForTests() {}

    public static Path find() {
        var configured = System.getenv("MINIREDIS_ENGINE");
        if (configured != null && !configured.isBlank()) return Path.of(configured);
        return Stream.of("valkey-server", "redis-server")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no valkey-server or redis-server on the PATH; install one or set MINIREDIS_ENGINE"));
    }
}
