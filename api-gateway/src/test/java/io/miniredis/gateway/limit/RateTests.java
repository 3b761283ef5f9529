package io.miniredis.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateTests {

    @Test
    void ofWhenWellFormedReadsCallsAndTime() {
        assertThat(Rate.of("200/1m")).isEqualTo(new Rate(200, Duration.ofMinutes(1)));
        assertThat(Rate.of("5/10s")).isEqualTo(new Rate(5, Duration.ofSeconds(10)));
        assertThat(Rate.of("1/2h")).isEqualTo(new Rate(1, Duration.ofHours(2)));
        assertThat(Rate.of("0").isLimited()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "200", "200/m", "0/1m", "-1/1m", "1/0s", "1/1d", "1 / 1m", "9999999999/1s"})
    void ofWhenMalformedThrows(String text) {
        assertThatThrownBy(() -> Rate.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
