package io.miniredis.nodemanager.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** An engine that is a process of this host. */
final class HostProcess implements EngineProcess {

    private static final int SIGNALLED = 128;
    private static final Duration REAPING = Duration.ofMillis(50);

    private final long pid;
    private final long startTicks;
    private final @Nullable CompletableFuture<Integer> exit;
    private final Optional<MemoryGroup> group;

    private HostProcess(
            long pid, long startTicks, @Nullable CompletableFuture<Integer> exit, Optional<MemoryGroup> group) {
        this.pid = pid;
        this.startTicks = startTicks;
        this.exit = exit;
        this.group = group;
    }

    static HostProcess started(Spawner.Child child, Optional<MemoryGroup> group) {
        // an unread child stays in the process table, so its start time is there even if it has ended
        return new HostProcess(
                child.pid(),
                ProcessStat.of(child.pid()).map(ProcessStat::startTicks).orElse(0L),
                child.exit(),
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
        if (exit != null) exit.whenComplete((code, unknown) -> listener.run());
    }

    /** The end of the connection is often quicker than the news of the child's end; a moment's wait tells how it ended. */
    @Override
    public Optional<String> exit() {
        if (exit == null) return Optional.empty();
        try {
            var code = exit.get(REAPING.toNanos(), TimeUnit.NANOSECONDS);
            return Optional.of(code > SIGNALLED ? "signal " + (code - SIGNALLED) : "exit code " + code);
        } catch (TimeoutException | ExecutionException unknown) {
            return Optional.empty();
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public long memoryKills() {
        return group.map(MemoryGroup::kills).orElse(0L);
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
