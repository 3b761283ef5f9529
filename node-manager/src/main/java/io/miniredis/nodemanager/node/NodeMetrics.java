package io.miniredis.nodemanager.node;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.miniredis.kit.node.NodeState;
import java.util.Locale;

/** The host in numbers: nodes by state, crashes, how long starting takes, use of the port pool. */
public final class NodeMetrics {

    private final Timer spawn;
    private final Timer readiness;
    private final Counter crashes;

    public NodeMetrics(MeterRegistry meters) {
        spawn = Timer.builder("miniredis.node.spawn")
                .description("from the decision to start an engine until the system has its process")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        readiness = Timer.builder("miniredis.node.readiness")
                .description("from the decision to start an engine until it answers an authenticated PING")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        crashes = Counter.builder("miniredis.node.crashes")
                .description("engines that ended unasked; each is started again")
                .register(meters);
    }

    public void count(NodeEvent event) {
        switch (event) {
            case NodeEvent.Spawned it -> spawn.record(it.took());
            case NodeEvent.BecameReady it -> readiness.record(it.took());
            case NodeEvent.Crashed it -> crashes.increment();
            case NodeEvent.Changed it -> {}
            case NodeEvent.Gone it -> {}
        }
    }

    /** Adds the gauges, which ask the supervisor each time. */
    public static void watch(Supervisor supervisor, MeterRegistry meters) {
        for (var state : NodeState.values()) {
            Gauge.builder(
                            "miniredis.nodes",
                            supervisor,
                            it -> it.isRunning() ? it.nodes().count(state) : 0)
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .description("nodes by state")
                    .register(meters);
        }
        Gauge.builder("miniredis.ports.used", supervisor, it -> it.ports().used())
                .description("ports that belong to nodes")
                .register(meters);
        Gauge.builder("miniredis.ports.limit", supervisor, it -> it.ports().total())
                .description("ports of the pool")
                .register(meters);
    }
}
