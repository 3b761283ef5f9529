package io.miniredis.kit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CausesTests {

    private static final TraceContext SAMPLED = new TraceContext("a".repeat(32), "b".repeat(16), true);

    private Instant now = Instant.EPOCH;
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final Causes causes = new Causes(clock);

    @AfterEach
    void leave() {
        TraceContext.set(null);
    }

    @Test
    void ofWhenARecordedTraceAskedIsThatTrace() {
        TraceContext.set(SAMPLED);
        causes.remember("op_1");
        assertThat(causes.of("op_1")).isEqualTo(SAMPLED);
        assertThat(causes.of("op_2")).isNull();
        causes.forget("op_1");
        assertThat(causes.of("op_1")).isNull();
    }

    @Test
    void ofWhenLongAgoIsNone() {
        TraceContext.set(SAMPLED);
        causes.remember("op_1");
        now = now.plus(Causes.LONGEST).plus(Duration.ofMillis(1));
        assertThat(causes.of("op_1")).isNull();
    }

    @Test
    void rememberWhenThereAreManyForgetsTheOldest() {
        TraceContext.set(SAMPLED);
        for (var i = 0; i <= Causes.MOST; i++) causes.remember("op_" + i);
        assertThat(causes.of("op_0")).isNull();
        assertThat(causes.of("op_1")).isEqualTo(SAMPLED);
    }

    @Test
    void rememberWhenNobodyRecordsKeepsNothing() {
        TraceContext.set(TraceContext.unrecorded(null));
        causes.remember("op_1");
        assertThat(causes.of("op_1")).isNull();
    }
}
