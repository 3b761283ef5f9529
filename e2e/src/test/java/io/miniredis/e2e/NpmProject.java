package io.miniredis.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A folder with a package.json and tests that Node's own runner runs. */
record NpmProject(Path folder) {

    private static final Duration INSTALL = Duration.ofMinutes(2);
    /** More than Node's own limit of a minute, which is many times what the slowest needs, and tells which journey hangs. */
    private static final Duration TEST = Duration.ofMinutes(2);

    static NpmProject clients() {
        return new NpmProject(Path.of(System.getProperty("miniredis.project", ".."), "e2e", "clients")
                .toAbsolutePath()
                .normalize());
    }

    /** Installs exactly what the lock file says; from npm's cache as far as it goes. */
    void install() {
        run(
                "the libraries of " + folder + " cannot be installed; npm needs its registry or a cache that has them",
                INSTALL,
                Map.of(),
                List.of(
                        "npm",
                        "ci",
                        "--ignore-scripts",
                        "--prefer-offline",
                        "--no-audit",
                        "--no-fund",
                        "--fetch-retries=1",
                        "--fetch-timeout=20000"));
    }

    /** Runs the journeys of a library, the file of its name. What a library leaves open at its end does not hold us up. */
    void test(String library, Access access) {
        var variables = new HashMap<String, String>();
        variables.put("REDIS_URL", access.url().toString());
        if (access.trust() != null)
            variables.put("REDIS_CA", access.trust().file().toString());
        run(
                "journeys of " + library + " failed",
                TEST,
                variables,
                List.of(
                        "node",
                        "--test",
                        "--test-force-exit",
                        "--test-timeout=60000",
                        "--test-reporter=spec",
                        library + ".test.js"));
    }

    private void run(String failure, Duration patience, Map<String, String> variables, List<String> command) {
        try {
            var output = Files.createTempFile("npm-", ".txt");
            try {
                var builder = new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
                builder.environment().putAll(variables);
                var process = builder.start();
                if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                    throw new AssertionError(
                            failure + ": not done after " + patience + "\n" + Files.readString(output));
                }
                if (process.exitValue() != 0) throw new AssertionError(failure + "\n" + Files.readString(output));
            } finally {
                Files.delete(output);
            }
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(exception);
        }
    }
}
