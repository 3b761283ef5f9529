package io.miniredis.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressesTests {

    @Test
    void ofWhenIpv4IsTheAddress() {
        assertThat(Addresses.of("192.0.2.7")).isEqualTo("192.0.2.7");
        assertThat(Addresses.of("::ffff:192.0.2.7")).isEqualTo("192.0.2.7");
    }

    @Test
    void ofWhenIpv6IsTheNetwork() {
        assertThat(Addresses.of("2001:db8:1:2::7")).isEqualTo(Addresses.of("2001:db8:1:2:ffff::1"));
        assertThat(Addresses.of("2001:db8:1:2::7")).isNotEqualTo(Addresses.of("2001:db8:1:3::7"));
    }

    @Test
    void ofWhenAProxyClaimsNonsenseIsThatMuchOfIt() {
        assertThat(Addresses.of("a:b:c")).isEqualTo("a:b:c");
        assertThat(Addresses.of("x".repeat(1000))).hasSize(64);
    }
}
