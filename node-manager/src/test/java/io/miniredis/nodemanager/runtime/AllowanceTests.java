package io.miniredis.nodemanager.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowanceTests {

    private static final long MIB = 1 << 20;

    @ParameterizedTest
    @ValueSource(longs = {1, 32, 96, 97, 256, 1024, 65_536})
    void memoryWhateverThePlanLeavesAQuarterBesideMaxmemory(long maxMemoryMib) {
        var allowance = new Allowance(20_000, maxMemoryMib * MIB, 100);
        assertThat(maxMemoryMib * MIB).isLessThanOrEqualTo(allowance.memoryBytes() / 4 * 3);
        assertThat(allowance.dataBytes()).isGreaterThan(2 * allowance.memoryBytes());
    }

    @ParameterizedTest
    @CsvSource({"32, 128", "256, 512", "1024, 2048"})
    void memoryWhenThePlanIsKnownIsWhatTheDocumentationSays(long maxMemoryMib, long limitMib) {
        assertThat(new Allowance(20_000, maxMemoryMib * MIB, 100).memoryBytes()).isEqualTo(limitMib * MIB);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "100000, true", "1900000000, true", "1, false", "-1, false", "2147000001, false"})
    void uidBaseWhenInTheSystemsWayIsRefused(int uidBase, boolean valid) {
        assertThat(new IsolationProperties(uidBase, true).isOutOfTheSystemsWay())
                .isEqualTo(valid);
    }
}
