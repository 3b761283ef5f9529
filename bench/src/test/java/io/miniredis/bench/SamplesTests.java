package io.miniredis.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SamplesTests {

    @Test
    void percentileWhenHundredSamplesIsTheNearestRank() {
        var samples = new Samples();
        LongStream.rangeClosed(1, 100).forEach(it -> samples.addNanos(it * 1_000_000));
        assertThat(samples.percentile(50)).isEqualTo(50);
        assertThat(samples.percentile(99)).isEqualTo(99);
        assertThat(samples.percentile(100)).isEqualTo(100);
    }

    @Test
    void figureWhenOverItsLimitIsMissed() {
        assertThat(Figure.atMost("x", "ms", 31, 10, 3).met()).isFalse();
        assertThat(Figure.atMost("x", "ms", 30, 10, 3).met()).isTrue();
        assertThat(Figure.atLeast("x", "1/s", 49, 100, 0.5).met()).isFalse();
    }
}
