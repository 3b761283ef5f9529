package io.miniredis.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.gateway.testing.Gateway;
import io.miniredis.gateway.testing.GatewayTest;
import io.miniredis.gateway.testing.Services;
import io.miniredis.gateway.testing.SettableTicker;
import io.miniredis.kit.secret.KeyText;
import io.miniredis.kit.secret.Tokens;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@GatewayTest
@TestPropertySource(
        properties = {
            "MINIREDIS_RATE_LIMIT_CREDENTIAL=5/10s",
            "MINIREDIS_RATE_LIMIT_ADDRESS=20/10s",
            "MINIREDIS_RATE_LIMIT_LOG_IN=3/1m",
            "MINIREDIS_RATE_LIMIT_SIGN_UP=2/10m",
            "MINIREDIS_RATE_LIMIT_FORGOT=2/10m",
            "MINIREDIS_RATE_LIMIT_RESET=2/10m",
            "MINIREDIS_RATE_LIMIT_INVITATIONS=2/1h"
        })
class LimitIntegrationTests {

    @Autowired
    Gateway gateway;

    @Autowired
    Services services;

    @Autowired
    SettableTicker ticker;

    @BeforeEach
    void reset() {
        services.reset();
        ticker.advance(Duration.ofHours(3));
    }

    private String key() {
        var key = KeyText.withChecksum(Tokens.secret());
        services.allow(key);
        return key;
    }

    private Gateway.Answer get(String key) {
        return gateway.get("/api/v1/databases", "Authorization", "Bearer " + key);
    }

    private Gateway.Answer post(String path, String address) {
        return gateway.send(gateway.request("/api/v1" + path)
                .header("X-Forwarded-For", address)
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
    }

    @Test
    void answerWhenWithinLimitsSaysWhatIsLeft() {
        var key = key();
        assertThat(get(key).header("RateLimit-Limit")).isEqualTo("5");
        var answer = get(key);
        assertThat(answer.header("RateLimit-Remaining")).isEqualTo("3");
        assertThat(answer.header("RateLimit-Reset")).isEqualTo("4");
        assertThat(answer.header("Retry-After")).isEmpty();
    }

    @Test
    void credentialWhenItCallsTooOftenIsRefusedAndOthersAreNot() {
        var key = key();
        for (var i = 0; i < 5; i++) assertThat(get(key).status()).isEqualTo(200);
        var seen = services.seen().size();
        var answer = get(key);
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.code()).isEqualTo("RATE_LIMITED");
        assertThat(answer.isProblem()).isTrue();
        assertThat(answer.header("Retry-After")).isEqualTo("2");
        assertThat(answer.header("RateLimit-Remaining")).isEqualTo("0");
        assertThat(services.seen()).hasSize(seen);
        assertThat(get(key()).status()).isEqualTo(200);
        ticker.advance(Duration.ofSeconds(2));
        assertThat(get(key).status()).isEqualTo(200);
        assertThat(get(key).status()).isEqualTo(429);
    }

    @Test
    void addressWhenItCallsTooOftenIsRefusedWhateverItComesWith() {
        for (var i = 0; i < 20; i++) {
            assertThat(gateway.get("/api/v1/plans", "Authorization", "Bearer " + key(), "X-Forwarded-For", "192.0.2.1")
                            .status())
                    .isEqualTo(200);
        }
        var asked = services.exchanges();
        assertThat(gateway.get("/api/v1/plans", "Authorization", "Bearer " + key(), "X-Forwarded-For", "192.0.2.1")
                        .code())
                .isEqualTo("RATE_LIMITED");
        assertThat(services.exchanges()).isEqualTo(asked);
        assertThat(gateway.get("/nothing", "X-Forwarded-For", "192.0.2.1").status())
                .isEqualTo(429);
        assertThat(gateway.get("/actuator/health/readiness", "X-Forwarded-For", "192.0.2.1")
                        .status())
                .isEqualTo(200);
        assertThat(gateway.get("/api/v1/plans", "Authorization", "Bearer " + key(), "X-Forwarded-For", "192.0.2.2")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/auth/login, 3",
        "/auth/signup, 2",
        "/auth/password/forgot, 2",
        "/auth/password/reset, 2",
        "/auth/verification/confirm, 2",
        "/invitations/look, 2",
    })
    void entryWhenTriedTooOftenIsRefusedToThatAddress(String path, int often) {
        for (var i = 0; i < often; i++)
            assertThat(post(path, "192.0.2.9").status()).isEqualTo(200);
        var answer = post(path, "192.0.2.9");
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("RateLimit-Limit")).isEqualTo(String.valueOf(often));
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
        assertThat(post(path, "192.0.2.10").status()).isEqualTo(200);
        // other calls of that address go on
        assertThat(gateway.get("/api/v1/plans", "Authorization", "Bearer " + key(), "X-Forwarded-For", "192.0.2.9")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void invitationsWhenTooManyAreRefusedToThatCredentialAlone() {
        var key = key();
        for (var i = 0; i < 2; i++) assertThat(invite(key).status()).isEqualTo(200);
        assertThat(invite(key).status()).isEqualTo(429);
        assertThat(invite(key()).status()).isEqualTo(200);
        assertThat(get(key).status()).isEqualTo(200);
    }

    private Gateway.Answer invite(String key) {
        return gateway.send(gateway.request("/api/v1/organizations/org_1/invitations")
                .header("Authorization", "Bearer " + key)
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
    }
}
