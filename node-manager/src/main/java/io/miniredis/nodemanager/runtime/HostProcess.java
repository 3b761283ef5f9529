package io.miniredis.nodemanager.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An engine that is a process of this host. */
final class HostProcess implements EngineProcess {

    private static final int SIGNALLED = 128;
    private static final Duration REAPING = Duration.ofMillis(50);

    private final long pid;
    private final long startTicks;
    private final @Nullable Process child;
    private final Optional<MemoryGroup> group;

    private HostProcess(long pid, long startTicks, @Nullable Process child, Optional<MemoryGroup> group) {
        this.pid = pid;
        this.startTicks = startTicks;
        this.child = child;
        this.group = group;
    }

    static HostProcess started(Process child, Optional<MemoryGroup> group) {
        // an unread child stays in the process table, so its start time is there even if it has ended
        return new HostProcess(
                child.pid(),
                ProcessStat.of(child.pid()).map(ProcessStat::startTicks).orElse(0L),
                child,
                group);
    }

    /** Adopts the process, if it runs. */
    static Optional<HostProcess> running(long pid, Optional<MemoryGroup> group) {
        return ProcessStat.of(pid)
                .filter(ProcessStat::isRunning)
                .map(it -> new HostProcess(pid, it.startTicks(), null, group));
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public long startTicks() {
        return startTicks;
    }

    @Override
    public boolean isAlive() {
        return stat().filter(ProcessStat::isRunning).isPresent();
    }

    @Override
    public Activity activity() {
        return stat().map(ProcessStat::activity).orElse(new Activity(0, false, false));
    }

    private Optional<ProcessStat> stat() {
        return ProcessStat.of(pid).filter(it -> it.startTicks() == startTicks);
    }

    @Override
    public void onExit(Runnable listener) {
        if (child != null) {
            var unused = child.onExit().thenRun(listener);
        }
    }

    @Override
    public Optional<String> exit() {
        if (child == null || !isReaped(child)) return Optional.empty();
        var code = child.exitValue();
        return Optional.of(code > SIGNALLED ? "signal " + (code - SIGNALLED) : "exit code " + code);
    }

    @Override
    public long memoryKills() {
        return group.map(MemoryGroup::kills).orElse(0L);
    }

    /** The end of the connection is often quicker than the news of the child's end; a moment's wait tells how it ended. */
    private static boolean isReaped(Process child) {
        try {
            return child.waitFor(REAPING.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void terminate() {
        handle().ifPresent(ProcessHandle::destroy);
    }

    @Override
    public void kill() {
        handle().ifPresent(ProcessHandle::destroyForcibly);
    }

    /** The handle refuses by itself to signal a later process with the same id. */
    private Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid).filter(it -> isAlive());
    }

    @Override
    public String toString() {
        return "process " + pid;
    }
}
