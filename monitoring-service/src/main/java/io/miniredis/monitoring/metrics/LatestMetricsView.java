package io.miniredis.monitoring.metrics;

import io.miniredis.monitoring.history.Sample;
import io.miniredis.monitoring.node.Node;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code LatestMetrics} of the public API. A database that was not looked at yet is not in it. */
record LatestMetricsView(List<Latest> items) {

    /** @param up whether the last measurement succeeded; without one there are no numbers but the plan's */
    record Latest(
            String databaseId,
            Instant at,
            boolean up,
            @Nullable Double opsPerSecond,
            @Nullable Long usedMemoryBytes,
            @Nullable Long maxMemoryBytes,
            @Nullable Long connectedClients,
            @Nullable Long keys) {}

    static LatestMetricsView of(List<Node> nodes) {
        return new LatestMetricsView(nodes.stream()
                .flatMap(it -> java.util.stream.Stream.ofNullable(latest(it)))
                .toList());
    }

    private static @Nullable Latest latest(Node node) {
        var lookedAt = node.lookedAt();
        if (lookedAt == null) return null;
        var target = node.target();
        var sample = node.latest();
        if (!node.isUp() || sample == null) {
            return new Latest(target.databaseId(), lookedAt, false, null, null, target.maxMemoryBytes(), null, null);
        }
        return new Latest(
                target.databaseId(),
                sample.at(),
                true,
                Math.round(sample.opsPerSecond() * 1e3) / 1e3,
                sample.usedMemoryBytes(),
                limit(sample, target.maxMemoryBytes()),
                sample.connectedClients(),
                sample.keys());
    }

    private static long limit(Sample sample, long plan) {
        return sample.maxMemoryBytes() > 0 ? sample.maxMemoryBytes() : plan;
    }
}
