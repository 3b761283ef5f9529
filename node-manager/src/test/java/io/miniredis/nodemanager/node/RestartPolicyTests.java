package io.miniredis.nodemanager.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestartPolicyTests {

    private final RestartPolicy policy =
            new RestartPolicy(Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofSeconds(60));

    @Test
    void delayAfterWhenItIsTheFirstFailureIsNothing() {
        assertThat(policy.delayAfter(1)).isZero();
    }

    @Test
    void delayAfterWhenFailuresGoOnDoublesUpToTheLongest() {
        assertThat(IntStream.rangeClosed(2, 10)
                        .mapToObj(it -> policy.delayAfter(it).toMillis()))
                .containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 16000L, 30000L, 30000L, 30000L);
        assertThat(policy.delayAfter(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void failuresAfterWhenItWasCalmLongEnoughStartsOver() {
        assertThat(policy.failuresAfter(7, Duration.ofSeconds(60))).isEqualTo(1);
        assertThat(policy.failuresAfter(7, Duration.ofSeconds(59))).isEqualTo(8);
    }

    @Test
    void isLoopWhenTheThirdFailureInARowHappens() {
        assertThat(policy.isLoop(2)).isFalse();
        assertThat(policy.isLoop(3)).isTrue();
    }
}
