package io.miniredis.kit.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

class RememberingJwtDecoderTests {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicInteger checks = new AtomicInteger();
    private Instant now = START;

    private Jwt check(String token) {
        checks.incrementAndGet();
        if (token.equals("forged") || now.isAfter(START.plusSeconds(60))) throw new BadJwtException("refused");
        return Jwt.withTokenValue(token)
                .header("alg", "RS256")
                .subject("x")
                .expiresAt(START.plusSeconds(60))
                .build();
    }

    private RememberingJwtDecoder decoder() {
        return new RememberingJwtDecoder(this::check, new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        });
    }

    @Test
    void decodeWhenSeenBeforeChecksOnce() {
        var decoder = decoder();
        decoder.decode("good");
        assertThat(decoder.decode("good").getSubject()).isEqualTo("x");
        assertThat(checks).hasValue(1);
    }

    @Test
    void decodeWhenRememberedTokenHasEndedRefuses() {
        var decoder = decoder();
        decoder.decode("good");
        now = START.plusSeconds(61);
        assertThatThrownBy(() -> decoder.decode("good")).isInstanceOf(BadJwtException.class);
    }

    @Test
    void decodeWhenRefusedIsCheckedEachTime() {
        var decoder = decoder();
        assertThatThrownBy(() -> decoder.decode("forged")).isInstanceOf(BadJwtException.class);
        assertThatThrownBy(() -> decoder.decode("forged")).isInstanceOf(BadJwtException.class);
        assertThat(checks).hasValue(2);
    }
}
