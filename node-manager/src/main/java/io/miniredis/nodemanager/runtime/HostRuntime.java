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

    /** Private files, no core dumps (they would hold tenants' data), an own session; then the shell becomes the engine. */
    private static final String LAUNCH = "umask 077; ulimit -c 0; exec \"$0\" \"$@\"";

    /** All of our environment that an engine gets. */
    private static final Set<String> ENVIRONMENT = Set.of("PATH", "LANG", "LC_ALL", "TZ");

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
        var setsid = lookup.onPath("setsid")
                .orElseThrow(() -> new StartRefused("There is no setsid on the PATH. Install the package util-linux."));
        return new HostRuntime(engine, setsid, nodes);
    }

    @Override
    public EngineProcess start(NodeFolder folder) throws IOException {
        var builder = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        LAUNCH,
                        setsid.toString(),
                        engine.program().toString(),
                        folder.config().toString())
                .directory(folder.data().toFile())
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(Redirect.appendTo(folder.log().toFile()))
                .redirectErrorStream(true);
        builder.environment().keySet().retainAll(ENVIRONMENT);
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
