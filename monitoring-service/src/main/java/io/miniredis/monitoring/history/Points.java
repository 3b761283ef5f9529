package io.miniredis.monitoring.history;

import java.time.Duration;
import java.time.Instant;

/**
 * One series, oldest first.
 *
 * @param from the moment of the first value
 * @param step time from one value to the next
 * @param values NaN where nothing could be measured
 */
public record Points(Instant from, Duration step, float[] values) {

    public Instant at(int index) {
        return from.plus(step.multipliedBy(index));
    }
}
