package io.miniredis.monitoring.node;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How well the measuring goes, for operators: {@code miniredis_monitoring_round_seconds}, {@code …_nodes} by state, {@code
 * …_failures_total}, and the ages {@code …_last_round_age_seconds} and {@code …_targets_age_seconds}, which grow when rounds stop or the
 * backend is away.
 */
@Component
class RoundReport {

    private final Clock clock;
    private final Nodes nodes;
    private final Instant begun;
    private final Timer rounds;
    private final Counter failures;
    private volatile @Nullable Instant endedAt;

    RoundReport(MeterRegistry meters, Nodes nodes, Clock clock) {
        this.clock = clock;
        this.nodes = nodes;
        begun = clock.instant();
        rounds = Timer.builder("miniredis.monitoring.round")
                .description("Time that a round over all nodes takes")
                .register(meters);
        failures = Counter.builder("miniredis.monitoring.failures")
                .description("Looks at a node that gave nothing")
                .register(meters);
        gauge(meters, "last.round.age", "Time since a round ended", () -> age(endedAt));
        gauge(meters, "targets.age", "Time since the backend listed its nodes", () -> age(nodes.refreshedAt()));
        count(meters, "up", true);
        count(meters, "down", false);
    }

    private static void gauge(MeterRegistry meters, String name, String description, AgeOf age) {
        Gauge.builder("miniredis.monitoring." + name, age::seconds)
                .baseUnit("seconds")
                .description(description)
                .register(meters);
    }

    private interface AgeOf {
        double seconds();
    }

    private void count(MeterRegistry meters, String state, boolean up) {
        Gauge.builder(
                        "miniredis.monitoring.nodes",
                        () -> nodes.all().stream().filter(it -> it.isUp() == up).count())
                .tag("state", state)
                .description("Nodes by the outcome of their last measurement")
                .register(meters);
    }

    private double age(@Nullable Instant since) {
        return Duration.between(since == null ? begun : since, clock.instant()).toMillis() / 1e3;
    }

    void ended(Instant at, Duration duration, int looks, int measured) {
        endedAt = at;
        rounds.record(duration);
        failures.increment(looks - measured);
    }
}
