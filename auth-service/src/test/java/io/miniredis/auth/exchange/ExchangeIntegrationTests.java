package io.miniredis.auth.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.miniredis.auth.testing.AuthService;
import io.miniredis.auth.testing.AuthServiceTest;
import io.miniredis.auth.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.oauth2.jwt.JwtDecoder;

@AuthServiceTest
class ExchangeIntegrationTests {

    @Autowired
    AuthService auth;

    @Autowired
    SettableClock clock;

    @Autowired
    JwtDecoder decoder;

    @Autowired
    JdbcTemplate jdbc;

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void exchangeWhenSessionIsLiveGivesATokenOfAMinute() {
        var account = auth.signUp(AuthService.newEmail());
        var answer = auth.exchangeSession(account.session());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        var token = decoder.decode(answer.text("token"));
        assertThat(token.getSubject()).isEqualTo(account.json().at("/user/id").asString());
        assertThat(token.getClaimAsString("org"))
                .isEqualTo(account.json().at("/organization/id").asString());
        assertThat(token.getClaimAsString("role")).isEqualTo("owner");
        assertThat(token.getClaimAsString("cid")).startsWith("ses_");
        assertThat(token.getClaimAsString("iss")).isEqualTo("https://auth.miniredis.internal");
        assertThat(Duration.between(token.getIssuedAt(), token.getExpiresAt())).isEqualTo(Duration.ofSeconds(60));
        assertThat(Instant.parse(answer.text("expiresAt"))).isEqualTo(token.getExpiresAt());
    }

    @Test
    void exchangeWhenSessionIsUsedProlongsIt() {
        var session = auth.signUp(AuthService.newEmail()).session();
        clock.advance(Duration.ofDays(29));
        assertThat(auth.exchangeSession(session).status()).isEqualTo(200);
        var soon = java.sql.Timestamp.from(clock.instant().plus(Duration.ofDays(29)));
        await().until(() -> jdbc.queryForObject(
                        "select count(*) from session where token_hash = ? and expires_at > ?",
                        Integer.class,
                        io.miniredis.kit.secret.Tokens.sha256(session),
                        soon)
                == 1);
        clock.advance(Duration.ofDays(29));
        assertThat(auth.exchangeSession(session).status()).isEqualTo(200);
    }

    @Test
    void exchangeWhenSessionWasNotUsedForThirtyDaysRefuses() {
        var session = auth.signUp(AuthService.newEmail()).session();
        clock.advance(Duration.ofDays(30).plusSeconds(1));
        var answer = auth.exchangeSession(session);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text("code")).isEqualTo("CREDENTIAL_INVALID");
    }

    @Test
    void exchangeWhenMemberWasRemovedRefuses() {
        var account = auth.signUp(AuthService.newEmail());
        jdbc.update(
                "delete from membership where user_id = ?",
                account.json().at("/user/id").asString());
        assertThat(auth.exchangeSession(account.session()).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"session\":\"nope\"}", "{\"apiKey\":\"mr_nope\"}", "{\"session\":\"\\u0000\"}"})
    void exchangeWhenCredentialIsUnknownRefuses(String body) {
        assertThat(auth.exchange(body).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"session\":\"a\",\"apiKey\":\"b\"}", "{\"other\":\"a\"}", "x"})
    void exchangeWhenBodyIsNotOneCredentialIsInvalid(String body) {
        assertThat(auth.exchange(body).status()).isEqualTo(422);
    }

    @Test
    void exchangeWhenCallerIsNotTheGatewayRefuses() {
        var session = auth.signUp(AuthService.newEmail()).session();
        var body = "{\"session\":\"%s\"}".formatted(session);
        assertThat(auth.post("/internal/exchange", null, body).status()).isEqualTo(401);
        assertThat(auth.post("/internal/exchange", auth.tenantToken(session), body)
                        .status())
                .isEqualTo(403);
        assertThat(auth.post("/internal/exchange", auth.serviceToken("backend"), body)
                        .status())
                .isEqualTo(403);
    }
}
