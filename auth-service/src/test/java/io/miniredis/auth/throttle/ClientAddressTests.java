package io.miniredis.auth.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTests {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:2::99, 2001:db8:1:2:0:0:0:0/64",
        "::ffff:203.0.113.7, ::ffff:203.0.113.7",
        "not an address, unknown",
        "example.com, unknown",
    })
    void ofTellsHouseholdsApart(String address, String expected) {
        assertThat(ClientAddress.of(address)).isEqualTo(expected);
    }
}
