package io.miniredis.bench;

import java.util.ArrayList;
import java.util.List;

/** Measured times in milliseconds. */
final class Samples {

    private static final double NANOS_PER_MILLI = 1e6;

    private final List<Double> millis = new ArrayList<>();

    void addNanos(long nanos) {
        millis.add(nanos / NANOS_PER_MILLI);
    }

    void addAll(Samples others) {
        millis.addAll(others.millis);
    }

    int count() {
        return millis.size();
    }

    /**
     * The value that {@code percent} of the samples do not exceed (nearest rank).
     *
     * @param percent more than 0, at most 100
     */
    double percentile(double percent) {
        if (millis.isEmpty()) throw new IllegalStateException("no samples");
        var sorted = millis.stream().sorted().toList();
        var rank = (int) Math.ceil(percent / 100 * sorted.size());
        return sorted.get(Math.max(0, rank - 1));
    }
}
