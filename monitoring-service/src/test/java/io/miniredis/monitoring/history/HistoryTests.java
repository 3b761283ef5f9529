package io.miniredis.monitoring.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HistoryTests {

    /** A whole hour, so that every bin begins here. */
    private static final long START = Ticks.nearest(Instant.parse("2026-03-01T12:00:00Z"));

    private final History history = new History();

    private void record(long tick, double ops) {
        history.record(tick, new Sample(Ticks.at(tick), ops, 1, 2, 3, 4, Double.NaN, 0, 0, 0, 0, 0));
    }

    private Points ops(Range range, long now) {
        return history.read(Metric.OPS, range, Ticks.at(now));
    }

    @Test
    void readWhenNothingWasMeasuredIsEmpty() {
        assertThat(ops(Range.HOUR, START).values()).isEmpty();
    }

    @Test
    void readBeginsWithTheFirstSampleAndEndsNow() {
        record(START, 1);
        record(START + 1, 2);
        var points = ops(Range.FIVE_MINUTES, START + 1);
        assertThat(points.from()).isEqualTo(Ticks.at(START));
        assertThat(points.step()).isEqualTo(Ticks.STEP);
        assertThat(points.values()).containsExactly(1, 2);
    }

    @Test
    void readBeforeThisTicksSampleIsInLeavesItOut() {
        record(START, 1);
        assertThat(ops(Range.FIVE_MINUTES, START + 1).values()).containsExactly(1);
    }

    @Test
    void missedTicksAreGaps() {
        record(START, 1);
        record(START + 3, 4);
        assertThat(ops(Range.FIVE_MINUTES, START + 3).values()).containsExactly(1, Float.NaN, Float.NaN, 4);
        assertThat(ops(Range.FIVE_MINUTES, START + 5).values()).containsExactly(1, Float.NaN, Float.NaN, 4, Float.NaN);
    }

    @Test
    void anUnknownValueIsAGapOfItsSeriesAlone() {
        record(START, 1);
        assertThat(history.read(Metric.HIT_RATIO, Range.FIVE_MINUTES, Ticks.at(START))
                        .values())
                .containsExactly(Float.NaN);
    }

    @Test
    void anHourHasAtMost360PointsEachTheMeanOfTwo() {
        for (var i = 0; i < 2000; i++) record(START + i, i);
        var points = ops(Range.HOUR, START + 1999);
        assertThat(points.values()).hasSize(360);
        assertThat(points.values()[359]).isEqualTo(1998.5f);
        assertThat(points.values()[0]).isEqualTo(1280.5f);
        assertThat(points.at(359)).isEqualTo(Ticks.at(START + 1998));
    }

    @Test
    void aDayIsMadeOfMinutesAndKeepsNoMore() {
        var twoDays = 2 * 24 * 720;
        for (var i = 0; i < twoDays; i++) record(START + i, i < twoDays / 2 ? 1 : 5);
        var points = ops(Range.DAY, START + twoDays - 1);
        assertThat(points.values()).hasSize(360).containsOnly(5);
        assertThat(points.step()).isEqualTo(Duration.ofMinutes(4));
    }

    @Test
    void aDayShowsThePauseInIt() {
        for (var i = 0; i < 720; i++) record(START + i, 1);
        for (var i = 1440; i < 2160; i++) record(START + i, 3);
        var values = ops(Range.DAY, START + 2159).values();
        assertThat(values).hasSize(45);
        assertThat(values[14]).isEqualTo(1);
        assertThat(values[15]).isNaN();
        assertThat(values[29]).isNaN();
        assertThat(values[30]).isEqualTo(3);
    }

    @Test
    void aDayShowsTheMinuteThatIsNotOver() {
        record(START, 1);
        assertThat(ops(Range.DAY, START).values()).containsExactly(1);
    }

    @Test
    void aPauseLongerThanAllIsKeptForgetsTheRest() {
        record(START, 1);
        record(START + 100_000, 2);
        assertThat(ops(Range.DAY, START + 100_000).values()).containsExactly(2);
    }

    @Test
    void aClockThatIsSetBackBeginsAnew() {
        record(START, 1);
        record(START - 1, 9);
        assertThat(ops(Range.FIVE_MINUTES, START).values()).containsExactly(1);
        record(START - 1000, 2);
        assertThat(ops(Range.FIVE_MINUTES, START - 1000).values()).containsExactly(2);
    }

    @Test
    void rangesOfferedAreNamedWhenAnotherIsAskedFor() {
        assertThat(Range.of("24h")).isEqualTo(Range.DAY);
        assertThatThrownBy(() -> Range.of("2h"))
                .isInstanceOf(UnknownRange.class)
                .hasMessageContaining("5m, 15m, 1h, 24h");
    }
}
