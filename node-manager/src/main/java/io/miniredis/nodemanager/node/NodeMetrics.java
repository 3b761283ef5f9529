package io.miniredis.nodemanager.node;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.miniredis.kit.node.NodeHistoryEvent;
import io.miniredis.kit.node.NodeState;
import java.time.Duration;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The host in numbers; {@code docs/metrics.md} has the table. */
public final class NodeMetrics {

    private final MeterRegistry meters;
    private final Timer spawn;
    private final Timer readiness;
    private final Timer adoption;
    private final Counter crashes;
    private final Counter backoffs;

    public NodeMetrics(MeterRegistry meters) {
        this.meters = meters;
        spawn = Timer.builder("miniredis.node.spawn")
                .description("from the decision to start an engine until the system has its process")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        readiness = Timer.builder("miniredis.node.readiness")
                .description("from the decision to start an engine until it answers an authenticated PING")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        adoption = Timer.builder("miniredis.adoption")
                .description("from the start of the node-manager until it has taken over every engine that still ran")
                .register(meters);
        crashes = Counter.builder("miniredis.node.crashes")
                .description("engines that ended unasked; each is started again")
                .register(meters);
        backoffs = Counter.builder("miniredis.node.backoffs")
                .description("restarts that were put off because the failure was not the first in a row")
                .register(meters);
        for (var kind : NodeHistoryEvent.Kind.values()) happened(kind);
    }

    public void count(NodeEvent event) {
        switch (event) {
            case NodeEvent.Spawned it -> spawn.record(it.took());
            case NodeEvent.BecameReady it -> readiness.record(it.took());
            case NodeEvent.Adopted it -> adoption.record(it.took());
            case NodeEvent.Crashed it -> {
                crashes.increment();
                if (it.backedOff()) backoffs.increment();
            }
            case NodeEvent.Told it -> happened(it.event().kind()).increment();
            case NodeEvent.Changed it -> {}
            case NodeEvent.Gone it -> {}
        }
    }

    private Counter happened(NodeHistoryEvent.Kind kind) {
        return Counter.builder("miniredis.node.events")
                .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                .description("what happened to nodes, as their histories tell it")
                .register(meters);
    }

    /** Adds the gauges, which ask the supervisor each time. */
    public static void watch(Supervisor supervisor, MeterRegistry meters) {
        for (var state : NodeState.values()) {
            Gauge.builder("miniredis.nodes", supervisor, whenRunning(it -> it.count(state)))
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .description("nodes by state")
                    .register(meters);
        }
        Gauge.builder("miniredis.nodes.memory.resident", supervisor, whenRunning(Nodes::residentBytes))
                .description("resident memory of all engines")
                .baseUnit("bytes")
                .register(meters);
        Gauge.builder("miniredis.nodes.memory.limit", supervisor, whenRunning(Nodes::promisedBytes))
                .description("the sum of maxmemory of all nodes that run")
                .baseUnit("bytes")
                .register(meters);
        Gauge.builder("miniredis.nodes.upgradable", supervisor, whenRunning(Nodes::upgradable))
                .description("nodes whose next start runs another engine version")
                .register(meters);
        Gauge.builder("miniredis.node.certificate.expiry", supervisor, whenRunning(NodeMetrics::secondsLeft))
                .description("time until the first certificate of a node ends; NaN where no node speaks TLS")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("miniredis.ports.used", supervisor, it -> it.ports().used())
                .description("ports that belong to nodes")
                .register(meters);
        Gauge.builder("miniredis.ports.limit", supervisor, it -> it.ports().total())
                .description("ports of the pool")
                .register(meters);
        Gauge.builder("miniredis.ports.foreign", supervisor, it -> it.ports().foreign())
                .description("ports of the pool that were skipped because a program of somebody else's held them")
                .register(meters);
    }

    private static double secondsLeft(Nodes nodes) {
        return nodes.untilFirstCertificateEnds()
                .map(Duration::toSeconds)
                .map(Long::doubleValue)
                .orElse(Double.NaN);
    }

    private static ToDoubleFunction<Supervisor> whenRunning(ToDoubleFunction<Nodes> gauge) {
        return it -> it.isRunning() ? gauge.applyAsDouble(it.nodes()) : 0;
    }
}
