package io.miniredis.monitoring.metrics;

import io.miniredis.monitoring.history.History;
import io.miniredis.monitoring.history.Metric;
import io.miniredis.monitoring.history.Points;
import io.miniredis.monitoring.history.Range;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** {@code Metrics} of the public API. */
record MetricsView(String databaseId, Instant from, Instant to, List<Series> series) {

    record Series(String name, String unit, List<Point> points) {}

    /** @param value null where nothing could be measured */
    record Point(Instant at, @Nullable Double value) {}

    static MetricsView of(String databaseId, History history, Range range, Instant now) {
        var series = Metric.ALL.stream()
                .map(it -> series(it, history.read(it, range, now)))
                .toList();
        return new MetricsView(databaseId, now.minus(range.length()), now, series);
    }

    private static Series series(Metric metric, Points points) {
        return new Series(
                metric.label(),
                metric.unit(),
                IntStream.range(0, points.values().length)
                        .mapToObj(it -> new Point(points.at(it), value(points.values()[it])))
                        .toList());
    }

    /** To three digits behind the point: more would only be the float's rounding. */
    private static @Nullable Double value(float measured) {
        return Float.isNaN(measured) ? null : Math.round(measured * 1e3) / 1e3;
    }
}
