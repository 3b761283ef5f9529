package io.miniredis.auth.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelyingPartyTests {

    @ParameterizedTest
    @CsvSource({
        "https://redis.example.com/, https://redis.example.com",
        "https://Redis.Example.com:443/, https://redis.example.com",
        "https://redis.example.com:8443/, https://redis.example.com:8443",
        "http://localhost:80/, http://localhost",
        "http://localhost:5173/, http://localhost:5173",
        "http://localhost:443/, http://localhost:443"
    })
    void originIsWrittenAsBrowsersDo(String dashboard, String origin) {
        assertThat(RelyingParty.originOf(URI.create(dashboard))).isEqualTo(origin);
    }
}
