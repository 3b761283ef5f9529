package io.miniredis.nodemanager.runtime;

import java.util.Optional;

/** One run of an engine, started by us or adopted. */
public interface EngineProcess {

    long pid();

    /** When it began, in clock ticks since boot; with {@link #pid} it names one run for good. */
    long startTicks();

    /** Whether this very run goes on; a later process with the same id does not count. */
    boolean isAlive();

    /** Whether it works or waits for a disk, as opposed to being stopped or idle. Tells a busy engine from a hung one. */
    Activity activity();

    /** Calls {@code listener} when it has ended, if the system tells us; for adopted processes it does not. */
    void onExit(Runnable listener);

    /** How it ended, such as {@code signal 9} or {@code exit code 1}, if the system told us. */
    Optional<String> exit();

    /**
     * How many processes of its node were ever ended because the node's memory was used up, as far as the system counts that. A child
     * that saves is such a process as well, and is ended before the engine.
     */
    long memoryKills();

    /** Asks it to save and end. */
    void terminate();

    /** Ends it without asking. */
    void kill();

    /**
     * What an engine did so far.
     *
     * @param cpuTicks processor time used since its start
     * @param suspended whether it is stopped by a signal or a debugger
     * @param waitsForDisk whether it is in an uninterruptible wait
     */
    record Activity(long cpuTicks, boolean suspended, boolean waitsForDisk) {

        /** Whether it did or could do nothing since {@code earlier}. */
        public boolean isIdleSince(Activity earlier) {
            return suspended || !waitsForDisk && cpuTicks <= earlier.cpuTicks();
        }
    }
}
