package io.miniredis.nodemanager.runtime;

import io.miniredis.nodemanager.engine.Engine;
import io.miniredis.nodemanager.engine.EngineLookup;
import io.miniredis.nodemanager.folder.NodeFolder;
import io.miniredis.nodemanager.folder.StartRefused;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Set;

/**
 * Engines as processes of this host, each in a session of its own, so that no signal to the node-manager or its terminal reaches it.
 * Its output goes to a file: a pipe of ours would break with us.
 */
public final class HostRuntime implements NodeRuntime {

    /**
     * All of our environment that an engine gets. Its locale is always C, so that it sorts alike on every host and loads no locale
     * files at its start.
     */
    private static final Set<String> ENVIRONMENT = Set.of("PATH", "TZ");

    private final Engine engine;
    private final Path setsid;
    private final Path nodes;

    private HostRuntime(Engine engine, Path setsid, Path nodes) {
        this.engine = engine;
        this.setsid = setsid;
        this.nodes = nodes;
    }

    /**
     * @param nodes the folder that has the nodes' folders
     * @throws StartRefused when the system lacks what it takes
     */
    public static HostRuntime of(Engine engine, EngineLookup lookup, Path nodes) {
        var setsid = require(lookup, "setsid");
        forbidCoreDumps(require(lookup, "prlimit"));
        return new HostRuntime(engine, setsid, nodes);
    }

    private static Path require(EngineLookup lookup, String program) {
        return lookup.onPath(program)
                .orElseThrow(() -> new StartRefused(
                        "There is no %s on the PATH. Install the package util-linux.".formatted(program)));
    }

    /** A core dump would hold tenants' data. Engines inherit our limit, so that it is set once and costs no start any time. */
    private static void forbidCoreDumps(Path prlimit) {
        try {
            var own = String.valueOf(ProcessHandle.current().pid());
            var status = new ProcessBuilder(prlimit.toString(), "--pid", own, "--core=0:0")
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (status != 0)
                throw new StartRefused("Core dumps cannot be switched off: prlimit ended with " + status + ".");
        } catch (IOException exception) {
            throw new StartRefused("Core dumps cannot be switched off: " + exception.getMessage());
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new StartRefused("Interrupted while core dumps were being switched off.");
        }
    }

    @Override
    public EngineProcess start(NodeFolder folder) throws IOException {
        var builder = new ProcessBuilder(
                        setsid.toString(),
                        engine.program().toString(),
                        folder.config().toString())
                .directory(folder.data().toFile())
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(Redirect.appendTo(folder.log().toFile()))
                .redirectErrorStream(true);
        builder.environment().keySet().retainAll(ENVIRONMENT);
        builder.environment().put("LC_ALL", "C");
        return HostProcess.started(builder.start());
    }

    @Override
    public Census census() throws IOException {
        return census(nodes);
    }

    /** What runs in the folders under {@code nodes}; for those that stop engines and start none. */
    public static Census census(Path nodes) throws IOException {
        return HostCensus.take(nodes);
    }
}
