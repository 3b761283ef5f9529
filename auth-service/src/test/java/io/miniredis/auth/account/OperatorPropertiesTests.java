package io.miniredis.auth.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorPropertiesTests {

    @Test
    void nameWhenListedIsTrueInAnyCaseOfAsciiLetters() {
        var properties = new OperatorProperties(List.of(" Kate@Example.com ", ""));
        assertThat(properties.name("kate@example.com")).isTrue();
        assertThat(properties.name("KATE@EXAMPLE.COM")).isTrue();
        assertThat(properties.name("kate@example.co")).isFalse();
        // the sign for kelvin, whose lower case is a k
        assertThat(properties.name("\u212Aate@example.com")).isFalse();
    }

    @Test
    void nameWhenNoneIsListedIsFalse() {
        assertThat(new OperatorProperties(List.of()).name("")).isFalse();
        assertThat(new OperatorProperties(List.of("")).name("")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kate", "@example.com", "kate@", "a b@example.com", "\u212Aate@example.com", "a@b;c@d"})
    void newWhenSomethingIsNoAddressNamesTheVariable(String entry) {
        assertThatThrownBy(() -> new OperatorProperties(List.of("ok@example.com", entry)))
                .hasMessageContaining("MINIREDIS_OPERATORS");
    }
}
