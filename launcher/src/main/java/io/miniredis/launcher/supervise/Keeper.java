package io.miniredis.launcher.supervise;

import io.miniredis.launcher.process.Backoff;
import io.miniredis.launcher.process.LaunchFailure;
import io.miniredis.launcher.process.Part;
import io.miniredis.launcher.process.Poll;
import io.miniredis.launcher.process.Stopping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Keeps one part running: adopts or starts it, waits for its end, starts it again after a while. Ends with its thread's interruption. */
final class Keeper implements Runnable {

    private static final Duration FOREVER = Duration.ofDays(3650);

    private final Part part;
    private final Backoff backoff;
    private final BooleanSupplier mayStart;
    private final Consumer<PartStatus> report;
    private PartStatus status;

    /**
     * @param mayStart whether what it cannot live without is there
     * @param report   is told each change
     */
    Keeper(Part part, Backoff backoff, BooleanSupplier mayStart, Consumer<PartStatus> report) {
        this.part = part;
        this.backoff = backoff;
        this.mayStart = mayStart;
        this.report = report;
        this.status = PartStatus.waiting(part.id(), part.port());
    }

    @Override
    public void run() {
        Poll.until(mayStart, FOREVER);
        while (!Thread.currentThread().isInterrupted()) {
            try {
                keepOnce();
            } catch (IOException | UncheckedIOException | LaunchFailure failure) {
                become(status.down(String.valueOf(failure.getMessage())));
            }
            Poll.until(() -> false, backoff.delayAfter(status.failures()));
        }
    }

    private void keepOnce() throws IOException {
        var adopted = part.adopt();
        var process = adopted.isPresent() ? adopted.get() : part.start();
        become(status.starting(process));
        if (Poll.until(() -> !process.isAlive() || part.isReady(), FOREVER) && process.isAlive()) {
            part.prepare();
            become(status.ready());
        }
        if (!Stopping.ends(process, backoff.calm())) {
            if (status.failures() > 0 && status.state() == PartState.READY) become(status.calm());
            if (!Stopping.ends(process, FOREVER)) return;
        }
        become(status.down("its process ended"));
    }

    private void become(PartStatus next) {
        status = next;
        report.accept(next);
    }
}
