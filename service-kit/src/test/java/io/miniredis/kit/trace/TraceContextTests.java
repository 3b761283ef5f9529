package io.miniredis.kit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTests {

    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @AfterEach
    void leave() {
        TraceContext.set(null);
    }

    @Test
    void parseWhenWellFormedKeepsTraceSpanAndFlag() {
        assertThat(TraceContext.parse(PARENT))
                .isEqualTo(new TraceContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true));
        assertThat(Objects.requireNonNull(TraceContext.parse(PARENT.replace("-01", "-02")))
                        .sampled())
                .isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\nx: y"
            })
    void parseWhenMalformedIsNone(String header) {
        assertThat(TraceContext.parse(header)).isNull();
    }

    @Test
    void traceparentWhenInATraceSaysWhereTheThreadIs() {
        assertThat(TraceContext.traceparent()).isNull();
        TraceContext.set(TraceContext.parse(PARENT));
        assertThat(TraceContext.traceparent()).isEqualTo(PARENT);
    }

    @Test
    void unrecordedWhenBelowAnotherIsInItsTrace() {
        var parent = Objects.requireNonNull(TraceContext.parse(PARENT));
        var below = TraceContext.unrecorded(parent);
        assertThat(below.traceId()).isEqualTo(parent.traceId());
        assertThat(below.spanId()).hasSize(16).isNotEqualTo(parent.spanId());
        assertThat(below.sampled()).isFalse();
        assertThat(TraceContext.unrecorded(null).traceId()).hasSize(32);
    }
}
