package io.miniredis.nodemanager.folder;

/**
 * The last start of a node's engine, in {@code launch.json}. It helps a later node-manager to find the process again; it is worth
 * nothing after the machine went down, so it is not flushed to the disk.
 *
 * @param pid the process id
 * @param startTicks when the process began, in clock ticks since the machine's boot; with the pid it names one process for good
 * @param generation the generation of the spec that is in force in the process
 * @param restarts the {@code restarts} of the spec that the process was started for
 */
public record Launch(long pid, long startTicks, long generation, long restarts) {

    public Launch inForce(long newer) {
        return new Launch(pid, startTicks, newer, restarts);
    }
}
