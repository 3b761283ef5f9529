package io.miniredis.gateway.shutdown;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Leaves in order, before the server stops listening: says that it is not ready, goes on answering while balancers notice, asks callers to
 * close their connections, and ends event streams, which would otherwise hold up the end and then break off.
 */
@Component
final class LameDuck implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(LameDuck.class);

    private final ApplicationContext context;
    private final Streams streams;
    private final Duration delay;
    private volatile boolean running;
    private volatile boolean leaving;

    LameDuck(ApplicationContext context, Streams streams, ShutdownProperties properties) {
        this.context = context;
        this.streams = streams;
        delay = properties.lameDuck();
    }

    boolean isLeaving() {
        return leaving;
    }

    /** A context can be stopped and started again, as tests do it. */
    @Override
    public void start() {
        streams.begin();
        if (leaving) AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
        leaving = false;
        running = true;
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public void stop(Runnable stopped) {
        leaving = true;
        AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
        log.info("not ready any more; answering for {} ms more", delay.toMillis());
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread)
                .execute(() -> {
                    streams.end();
                    running = false;
                    stopped.run();
                });
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** The first to stop; the web server follows. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
