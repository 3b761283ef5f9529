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
        assertThat(token.getClaimAsString("name"))
                .isEqualTo(account.json().at("/user/email").asString());
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

    @Test
    void exchangeWhenMemberWasRemovedGoesOnInAnotherOrganization() {
        var account = auth.signUp(AuthService.newEmail());
        var first = account.json().at("/organization/id").asString();
        var second = auth.post("/api/v1/organizations", auth.tenantToken(account.session()), "{\"name\":\"second\"}")
                .text("id");
        jdbc.update("delete from membership where organization_id = ?", first);
        for (var i = 0; i < 2; i++) {
            var token = decoder.decode(auth.tenantToken(account.session()));
            assertThat(token.getClaimAsString("org")).isEqualTo(second);
            assertThat(token.getClaimAsString("role")).isEqualTo("owner");
        }
    }

    /** Anybody may sign up with an operator's address; only who reads its mail is one. */
    @Test
    void exchangeWhenOperatorHasVerifiedTheAddressSaysSo() {
        var account = auth.signUp("operator@Example.com");
        var session = account.session();
        assertThat(decoder.decode(auth.tenantToken(session)).hasClaim("opr")).isFalse();
        jdbc.update(
                "update app_user set email_verified_at = now() where id = ?",
                account.json().at("/user/id").asString());
        assertThat(decoder.decode(auth.tenantToken(session)).getClaimAsBoolean("opr"))
                .isTrue();
        var me = auth.get("/api/v1/auth/me", auth.tenantToken(session)).json();
        assertThat(me.path("operator").asBoolean()).isTrue();
        assertThat(me.path("key").isNull()).isTrue();
        var key = auth.post("/api/v1/api-keys", auth.tenantToken(session), "{\"name\":\"ci\",\"role\":\"admin\"}");
        assertThat(decoder.decode(auth.exchangeKey(key.text("key")).text("token"))
                        .hasClaim("opr"))
                .isFalse();
    }

    @Test
    void exchangeWhenVerifiedButNotNamedIsNoOperator() {
        var account = auth.signUp(AuthService.newEmail());
        jdbc.update(
                "update app_user set email_verified_at = now() where id = ?",
                account.json().at("/user/id").asString());
        var token = auth.tenantToken(account.session());
        assertThat(decoder.decode(token).hasClaim("opr")).isFalse();
        assertThat(auth.get("/api/v1/auth/me", token).json().path("operator").asBoolean())
                .isFalse();
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
