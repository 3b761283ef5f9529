package io.miniredis.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** A platform of the benchmark's own, started by {@code ./miniredis} on free ports with an empty state folder. */
final class Stack implements AutoCloseable {

    static final List<String> SERVICES =
            List.of("frontend", "api-gateway", "backend", "auth-service", "monitoring-service", "node-manager");

    private final Path project;
    private final Path home;
    private final Map<String, String> variables = new LinkedHashMap<>();

    Stack(Path project) {
        try {
            this.project = project;
            this.home = Files.createTempDirectory("miniredis-bench-");
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
        variables.put("MINIREDIS_HOME", home.toString());
        variables.put("MINIREDIS_BUILD", "off");
        for (var service : SERVICES) variables.put(portVariable(service), String.valueOf(Ping.freePort()));
        variables.put("POSTGRES_PORT", String.valueOf(Ping.freePort()));
        // a benchmark is what they are there to refuse
        for (var limit : List.of("CREDENTIAL", "ADDRESS", "LOG_IN", "SIGN_UP"))
            variables.put("MINIREDIS_RATE_LIMIT_" + limit, "0");
        variables.put("REDIS_PORT_START", "22000");
        variables.put("REDIS_PORT_END", "23999");
    }

    private static String portVariable(String service) {
        return service.toUpperCase(Locale.ROOT).replace('-', '_') + "_PORT";
    }

    URI url(String service) {
        return URI.create("http://127.0.0.1:" + variables.get(portVariable(service)));
    }

    void up() {
        script("up", "--detach");
    }

    void down() {
        script("down");
    }

    private void script(String... arguments) {
        try {
            var output = Files.createTempFile(home, "said", ".txt");
            var command = new java.util.ArrayList<>(
                    List.of(project.resolve("miniredis").toString()));
            command.addAll(List.of(arguments));
            var process = new ProcessBuilder(command)
                    .directory(project.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            process.environment().putAll(variables);
            if (process.start().waitFor() != 0)
                throw new IllegalStateException(command + "\n" + Files.readString(output));
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(exception);
        }
    }

    /** A secret of a service, as the launcher made it. */
    String secret(String service, String name) {
        try {
            return Files.readString(home.resolve("secrets").resolve(service).resolve(name))
                    .strip();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** Memory of a part in MiB, shared pages counted by share (PSS of its process and what that started itself). */
    double memoryOf(String part) {
        var process = ProcessHandle.of(pid(part)).orElseThrow();
        var kib = ProcessCost.pssKib(process.pid());
        if (part.equals("postgres"))
            kib += process.descendants()
                    .mapToLong(it -> ProcessCost.pssKib(it.pid()))
                    .sum();
        return kib / 1024.0;
    }

    private long pid(String part) {
        try (var file = Files.newBufferedReader(home.resolve("run").resolve(part + ".pid"))) {
            var record = new Properties();
            record.load(file);
            return Long.parseLong(record.getProperty("pid"));
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    /** The process that listens on this port of the pool. */
    ProcessHandle engineOn(int port) {
        return ProcessHandle.allProcesses()
                .filter(it -> isEngineOn(it.pid(), port))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no engine on port " + port));
    }

    private boolean isEngineOn(long pid, int port) {
        var proc = Path.of("/proc", String.valueOf(pid));
        try {
            return Files.readSymbolicLink(proc.resolve("cwd")).startsWith(home)
                    && Files.readString(proc.resolve("cmdline")).contains(":" + port);
        } catch (IOException goneMeanwhile) {
            return false;
        }
    }

    @Override
    public void close() {
        down();
        Folders.delete(home);
    }
}
