package io.miniredis.nodemanager.runtime;

import io.miniredis.nodemanager.engine.EngineLookup;
import io.miniredis.nodemanager.engine.InstalledEngine;
import io.miniredis.nodemanager.folder.DataFolder;
import io.miniredis.nodemanager.folder.NodeFolder;
import io.miniredis.nodemanager.folder.StartRefused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Engines as processes of this host, each in a session of its own, so that no signal to the node-manager or its terminal reaches it.
 * Its output goes to a file: a pipe of ours would break with us.
 */
public final class HostRuntime implements NodeRuntime {

    /**
     * All of our environment that an engine gets. Its locale is always C, so that it sorts alike on every host and loads no locale
     * files at its start.
     */
    private static final List<String> ENVIRONMENT = List.of("PATH", "TZ");

    private static final long PAGE_BYTES = 4096;
    private static final int LONGEST_OUTPUT = 64 << 10;

    private final InstalledEngine engine;
    private final Isolation isolation;
    private final Spawner spawner;
    private final DataFolder data;

    private HostRuntime(InstalledEngine engine, Isolation isolation, Spawner spawner, DataFolder data) {
        this.engine = engine;
        this.isolation = isolation;
        this.spawner = spawner;
        this.data = data;
    }

    /** @throws StartRefused when the system lacks what it takes */
    public static HostRuntime of(
            InstalledEngine engine, EngineLookup lookup, DataFolder data, IsolationProperties properties) {
        var setsid = require(lookup, "setsid");
        var setpriv = require(lookup, "setpriv");
        Spawner spawner = PosixSpawner.find().<Spawner>map(it -> it).orElseGet(JdkSpawner::new);
        try {
            var probe =
                    new IsolationProbe(data, setsid, setpriv, engine.current().program(), properties);
            return new HostRuntime(engine, probe.decide(), spawner, data);
        } catch (IOException exception) {
            throw new StartRefused("Engines cannot be kept apart: " + exception);
        }
    }

    private static Path require(EngineLookup lookup, String program) {
        return lookup.onPath(program)
                .orElseThrow(() -> new StartRefused(
                        "There is no %s on the PATH. Install the package util-linux.".formatted(program)));
    }

    @Override
    public EngineProcess start(NodeFolder folder, Allowance allowance) throws IOException {
        var command = isolation.prepare(
                folder,
                allowance.port(),
                spawner,
                List.of(engine.current().program().toString(), folder.config().toString()));
        var child = spawner.start(command, environment(), folder.data(), folder.log());
        var process = HostProcess.started(child, isolation.group(folder.nodeId()));
        // the engine needs milliseconds to begin; whoever waits for it need not wait for this as well
        Thread.ofVirtual().start(() -> isolation.allow(folder.nodeId(), process.pid(), allowance));
        return process;
    }

    private static List<String> environment() {
        var ours = System.getenv();
        return Stream.concat(
                        Stream.of("LC_ALL=C"),
                        ENVIRONMENT.stream().filter(ours::containsKey).map(it -> it + "=" + ours.get(it)))
                .toList();
    }

    @Override
    public void allow(NodeFolder folder, EngineProcess engine, Allowance allowance) {
        isolation.allow(folder.nodeId(), engine.pid(), allowance);
    }

    @Override
    public void forget(NodeFolder folder) {
        isolation.group(folder.nodeId()).ifPresent(MemoryGroup::remove);
    }

    @Override
    public void prune(Collection<String> known) throws IOException {
        isolation.prune(known);
    }

    @Override
    public List<String> isolation() {
        return isolation.words();
    }

    @Override
    public ToolAnswer runTool(NodeFolder folder, List<String> command, String input) throws IOException {
        // named as everything is that a later node-manager removes, should this one be killed meanwhile
        var output = Files.createTempFile(folder.path(), "tool", ".new");
        try {
            var process = new ProcessBuilder(isolation.box(folder, command))
                    .directory(folder.data().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException itAskedNothing) {
                // and is through already
            }
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException(command.getFirst() + " has not ended after a minute");
            }
            return new ToolAnswer(process.exitValue(), tail(output));
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IOException(exception);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static String tail(Path output) throws IOException {
        try (var file = FileChannel.open(output)) {
            file.position(Math.max(0, file.size() - LONGEST_OUTPUT));
            var bytes = ByteBuffer.allocate(LONGEST_OUTPUT);
            while (bytes.hasRemaining() && file.read(bytes) >= 0) {}
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        }
    }

    /** The second number in {@code /proc/{pid}/statm} is in pages; see proc_pid_statm(5). */
    @Override
    public long residentBytes(long pid) {
        try {
            var pages = Files.readString(Path.of("/proc", Long.toString(pid), "statm"))
                    .split(" ", 3)[1];
            return Long.parseLong(pages) * PAGE_BYTES;
        } catch (IOException ended) {
            return 0;
        }
    }

    @Override
    public Census census() throws IOException {
        return HostCensus.take(data.nodesPath(), isolation::group);
    }

    /** What runs in the folders under {@code nodes}; for those that stop engines and start none. */
    public static Census census(Path nodes) throws IOException {
        return HostCensus.take(nodes, nodeId -> Optional.empty());
    }
}
