package io.miniredis.nodemanager.runtime;

import io.miniredis.nodemanager.folder.Launch;
import io.miniredis.nodemanager.folder.NodeFolder;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** How a node is run: the one seam between supervising and what is supervised. Nothing above it knows of processes of the system. */
public interface NodeRuntime {

    /**
     * Starts the engine of a node whose configuration is written. It outlives this process.
     *
     * @param allowance what it may use of the host
     * @throws IOException when the program could not be started at all; an engine that ends at once is no error here
     */
    EngineProcess start(NodeFolder folder, Allowance allowance) throws IOException;

    /** Changes what a running engine may use; before it is told of more, and after it was told of less. */
    void allow(NodeFolder folder, EngineProcess engine, Allowance allowance);

    /** Removes what the system still holds of a node that is no more. */
    void forget(NodeFolder folder);

    /** The same for all that are not in {@code known}, of whichever node-manager's making. */
    void prune(Collection<String> known) throws IOException;

    /** What keeps engines in their boxes, such as {@code uid} or {@code cgroup-memory}. */
    List<String> isolation();

    /**
     * Runs a program of the engine's on the files of a node, in the same box as the engine itself: what it reads is a tenant's.
     *
     * @param input what it gets to read
     * @throws IOException when it cannot be started, or has not ended after a minute
     */
    ToolAnswer runTool(NodeFolder folder, List<String> command, String input) throws IOException;

    /** Memory that a process has in use, in bytes; 0 when it has ended. */
    long residentBytes(long pid);

    /** What runs on the host at this moment, of whichever node-manager's making. */
    Census census() throws IOException;

    /** Everything that ran when it was taken. */
    interface Census {

        /**
         * The engine of a node, if it still runs.
         *
         * @param launch what was noted when it was started; a process whose start was not noted any more is found as well
         */
        Optional<EngineProcess> find(NodeFolder folder, Optional<Launch> launch);

        /** Engines that no folder in {@code known} stands for. */
        Collection<EngineProcess> strangers(Collection<String> known);
    }
}
