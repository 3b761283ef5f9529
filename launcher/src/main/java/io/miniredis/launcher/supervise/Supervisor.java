package io.miniredis.launcher.supervise;

import io.miniredis.launcher.process.Backoff;
import io.miniredis.launcher.process.Part;
import io.miniredis.launcher.process.Poll;
import io.miniredis.launcher.stack.Folders;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps all parts running until its process ends, which ends none of them: they go on, and the next supervisor adopts them.
 */
public final class Supervisor {

    private static final Duration FOREVER = Duration.ofDays(3650);
    private static final Duration LOG_CHECK = Duration.ofMinutes(1);

    private final Folders folders;
    private final Clock clock;
    private final PrintStream log;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, PartStatus> statuses = new LinkedHashMap<>();

    public Supervisor(Folders folders, Clock clock, PrintStream log) {
        this.folders = folders;
        this.clock = clock;
        this.log = log;
    }

    /**
     * Never returns.
     *
     * @param first     what the others may need
     * @param needFirst which of the others wait for it
     * @param afterwards is done once, in the background, when all are ready
     */
    public void keep(Part first, List<Part> others, Predicate<Part> needFirst, Runnable afterwards)
            throws InterruptedException {
        report(PartStatus.waiting(first.id(), first.port()));
        others.forEach(it -> report(PartStatus.waiting(it.id(), it.port())));
        StackStatus.recordSupervisor(folders);
        keep(first, () -> true);
        for (var part : others) keep(part, needFirst.test(part) ? () -> isReady(first) : () -> true);
        Thread.ofVirtual().name("afterwards").start(() -> {
            if (Poll.until(this::allReady, FOREVER)) afterwards.run();
        });

        var rotation = new LogRotation(folders.log());
        var never = new CountDownLatch(1);
        while (!never.await(LOG_CHECK.toSeconds(), TimeUnit.SECONDS)) rotation.run();
    }

    private void keep(Part part, BooleanSupplier mayStart) {
        Thread.ofVirtual().name(part.id()).start(new Keeper(part, Backoff.OF_SERVICES, mayStart, this::report));
    }

    private boolean allReady() {
        lock.lock();
        try {
            return new StackStatus(List.copyOf(statuses.values())).allReady();
        } finally {
            lock.unlock();
        }
    }

    private boolean isReady(Part part) {
        lock.lock();
        try {
            var status = statuses.get(part.id());
            return status != null && status.state() == PartState.READY;
        } finally {
            lock.unlock();
        }
    }

    private void report(PartStatus status) {
        lock.lock();
        try {
            var before = statuses.put(status.id(), status);
            new StackStatus(List.copyOf(statuses.values())).write(folders);
            tell(before, status);
        } finally {
            lock.unlock();
        }
    }

    private void tell(@Nullable PartStatus before, PartStatus status) {
        if (before == null || before.state() == status.state()) return;
        log.printf("%s %s %s%n", clock.instant().truncatedTo(ChronoUnit.MILLIS), status.id(), told(status));
    }

    private static String told(PartStatus status) {
        return switch (status.state()) {
            case WAITING -> "waits";
            case STARTING -> "runs (pid %d) and is not ready yet".formatted(status.pid());
            case READY -> "is ready";
            case DOWN ->
                "is down: %s; it is started again in %d s"
                        .formatted(
                                status.message(),
                                Backoff.OF_SERVICES
                                        .delayAfter(status.failures())
                                        .toSeconds());
        };
    }
}
