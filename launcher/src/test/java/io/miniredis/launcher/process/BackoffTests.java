package io.miniredis.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTests {

    @Test
    void delayAfterDoublesUpToTheLongest() {
        var seconds = IntStream.rangeClosed(0, 8)
                .mapToObj(Backoff.OF_SERVICES::delayAfter)
                .map(Duration::toSeconds)
                .toList();

        assertThat(seconds).containsExactly(0L, 1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    }

    @Test
    void delayAfterCountlessFailuresIsTheLongest() {
        assertThat(Backoff.OF_SERVICES.delayAfter(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(30));
    }
}
