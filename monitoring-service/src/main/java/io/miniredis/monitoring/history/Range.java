package io.miniredis.monitoring.history;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How far back a chart looks, and how many ticks one of its points stands for: never more than 360 points. */
public enum Range {
    FIVE_MINUTES("5m", 60, 1),
    QUARTER("15m", 180, 1),
    HOUR("1h", 360, 2),
    DAY("24h", 360, 4 * Ticks.IN_A_MINUTE);

    private final String word;
    final int points;
    final int ticksPerPoint;

    Range(String word, int points, int ticksPerPoint) {
        this.word = word;
        this.points = points;
        this.ticksPerPoint = ticksPerPoint;
    }

    /** @throws UnknownRange when it is none of 5m, 15m, 1h, 24h */
    public static Range of(String word) {
        return Arrays.stream(values())
                .filter(it -> it.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new UnknownRange(
                        Arrays.stream(values()).map(it -> it.word).collect(Collectors.joining(", "))));
    }

    public Duration length() {
        return Ticks.STEP.multipliedBy((long) points * ticksPerPoint);
    }

    /** Whether the fine ring no longer holds all of it. */
    boolean isLong() {
        return (long) points * ticksPerPoint > History.FINE_SLOTS;
    }
}
