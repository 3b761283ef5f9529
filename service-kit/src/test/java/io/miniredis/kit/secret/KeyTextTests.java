package io.miniredis.kit.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTests {

    @Test
    void withChecksumWhenRandomIsWhole() {
        for (var i = 0; i < 200; i++) {
            var text = KeyText.withChecksum(Tokens.secret());
            assertThat(text).matches("mr_[A-Za-z0-9_-]{43}[A-Za-z0-9]{6}").hasSize(KeyText.LENGTH);
            assertThat(KeyText.isWhole(text)).as(text).isTrue();
        }
    }

    /** So that scanners elsewhere may rely on it. CRC-32 of the first 46 characters, computed with zlib. */
    @Test
    void withChecksumWhenGivenStaysTheSame() {
        assertThat(KeyText.withChecksum("A".repeat(43))).isEqualTo("mr_" + "A".repeat(43) + "0XdjBD");
    }

    @Test
    void isWholeWhenAnyCharacterIsAnotherIsFalse() {
        var text = KeyText.withChecksum(Tokens.secret());
        for (var i = 0; i < text.length(); i++) {
            var other = text.charAt(i) == 'x' ? 'y' : 'x';
            assertThat(KeyText.isWhole(text.substring(0, i) + other + text.substring(i + 1)))
                    .as("character %d", i)
                    .isFalse();
        }
        assertThat(KeyText.isWhole(text + "0")).isFalse();
        assertThat(KeyText.isWhole(text.substring(0, text.length() - 1))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mr_", "mr_nope", "\u0000", "mr_äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüä"})
    void isWholeWhenItIsNoKeyIsFalse(String text) {
        assertThat(KeyText.isWhole(text)).isFalse();
    }
}
