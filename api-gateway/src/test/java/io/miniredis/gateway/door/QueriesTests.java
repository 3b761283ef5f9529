package io.miniredis.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueriesTests {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "a=1&b=2", "a", "a=b=c", "q=a%20b%26c", "q=%C3%B6", "&&"})
    void isReadableWhenWellFormedIsTrue(String query) {
        assertThat(Queries.isReadable(query)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=%",
                "a=%4",
                "a=%zz",
                "a=%00",
                "a=%C3%28",
                "=",
                "=1",
                "a=1&=2",
                "a={}",
                "a=\u00e4",
                "a=\"",
                "a b"
            })
    void isReadableWhenSomebodyWouldHaveToGuessIsFalse(String query) {
        assertThat(Queries.isReadable(query)).isFalse();
    }
}
