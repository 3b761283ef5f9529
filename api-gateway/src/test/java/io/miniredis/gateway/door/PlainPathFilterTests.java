package io.miniredis.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainPathFilterTests {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/v1/databases/db_01jf3x5t8m", "/api/v1/openapi.json", "/a-b/c~d"})
    void isPlainWhenNothingIsHiddenIsTrue(String path) {
        assertThat(PlainPathFilter.isPlain(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a/../b", "/a/./b", "/a/..", "//a", "/a//b", "/a;b", "/a%2fb", "/%61", "/a\\b", "/ä", "/a b", "*"
            })
    void isPlainWhenAnythingCouldBeReadOtherwiseIsFalse(String path) {
        assertThat(PlainPathFilter.isPlain(path)).isFalse();
    }
}
