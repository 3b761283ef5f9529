package io.miniredis.monitoring.node;

import io.miniredis.monitoring.history.Ticks;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Begins a round at each tick. The next one is planned when one has ended: they never overlap, and a missed one is a gap. */
@Component
class RoundSchedule implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RoundSchedule.class);

    private final Rounds rounds;
    private final Clock clock;
    private volatile @Nullable ScheduledExecutorService scheduler;

    RoundSchedule(Rounds rounds, Clock clock) {
        this.rounds = rounds;
        this.clock = clock;
    }

    @Override
    public void start() {
        var fresh = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("rounds").daemon().factory());
        scheduler = fresh;
        fresh.execute(() -> round(fresh));
    }

    private void round(ScheduledExecutorService on) {
        try {
            rounds.run();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return;
        } catch (RuntimeException bug) {
            log.error("a round failed", bug);
        }
        try {
            on.schedule(() -> round(on), untilNext().toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            log.debug("no more rounds");
        }
    }

    private Duration untilNext() {
        var now = clock.instant();
        return Duration.between(now, Ticks.at(Ticks.nearest(now) + 1));
    }

    @Override
    public void stop() {
        var current = scheduler;
        scheduler = null;
        if (current != null) current.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return scheduler != null;
    }
}
