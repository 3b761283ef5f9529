package io.miniredis.monitoring.node;

import io.miniredis.monitoring.history.Ticks;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Looks at all nodes in parallel, each on a virtual thread of its own. Nodes that answered last time and nodes that have to be connected
 * to first run in two lanes, so that whole hosts that are away do not delay the others. A round ends within 4.5 s whatever happens.
 */
@Component
class Rounds {

    private static final Logger log = LoggerFactory.getLogger(Rounds.class);

    /** How long a round waits for the backend's list before it goes on with the last one. */
    private static final Duration LIST = Duration.ofSeconds(1);

    private static final Duration LONGEST = Duration.ofMillis(3500);

    /** At once in one lane. Enough to hide the network's latency, few enough not to make all engines of a host work at once. */
    private static final int AT_ONCE = 64;

    private final Nodes nodes;
    private final Clock clock;
    private final RoundReport report;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("round-", 0).factory());

    Rounds(Nodes nodes, Clock clock, RoundReport report) {
        this.nodes = nodes;
        this.clock = clock;
        this.report = report;
    }

    /** One round. Not to be called by two threads. */
    void run() throws InterruptedException {
        var tick = Ticks.nearest(clock.instant());
        refresh();
        var began = System.nanoTime();
        var looks = looks(tick);
        var measured = 0;
        for (var look : threads.invokeAll(looks, LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
            if (look.state() == Future.State.SUCCESS && look.resultNow()) measured++;
        }
        report.ended(clock.instant(), Duration.ofNanos(System.nanoTime() - began), looks.size(), measured);
    }

    private List<Callable<Boolean>> looks(long tick) {
        var steady = new Semaphore(AT_ONCE, true);
        var connecting = new Semaphore(AT_ONCE, true);
        var looks = new ArrayList<Callable<Boolean>>();
        for (var node : nodes.all()) {
            if (!node.isDue(tick)) continue;
            var lane = node.isConnected() ? steady : connecting;
            looks.add(() -> look(node, tick, lane));
        }
        return looks;
    }

    private static boolean look(Node node, long tick, Semaphore lane) throws InterruptedException {
        lane.acquire();
        try {
            return node.measure(tick);
        } finally {
            lane.release();
        }
    }

    private void refresh() throws InterruptedException {
        try {
            threads.submit(nodes::refresh).get(LIST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            // it goes on by itself; what it brings counts from the next round
        } catch (ExecutionException bug) {
            log.error("unexpected", bug);
        }
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
        nodes.close();
    }
}
