package io.miniredis.auth.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.auth.testing.Answer;
import io.miniredis.auth.testing.AuthService;
import io.miniredis.auth.testing.AuthServiceTest;
import io.miniredis.auth.testing.Mailbox;
import io.miniredis.auth.testing.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@AuthServiceTest
class VerificationIntegrationTests {

    @Autowired
    AuthService auth;

    @Autowired
    Mailbox mailbox;

    @Autowired
    SettableClock clock;

    @Autowired
    JdbcTemplate jdbc;

    private final String email = AuthService.newEmail();

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void signUpMailsALinkThatVerifies() {
        var signedUp = auth.signUp(email);
        assertThat(signedUp.json().at("/user/emailVerified").asBoolean(true)).isFalse();
        assertThat(signedUp.json().at("/user/twoFactor").asBoolean(true)).isFalse();

        var mail = mailbox.nth(1, email);
        assertThat(mail.text()).contains("http://localhost:5173/verify#");
        assertThat(confirm(mail.token()).status()).isEqualTo(204);

        var me = auth.get("/api/v1/auth/me", auth.tenantToken(signedUp.session()));
        assertThat(me.json().at("/user/emailVerified").asBoolean(false)).isTrue();
        var again = auth.logIn(email, AuthService.PASSWORD);
        assertThat(again.json().at("/user/emailVerified").asBoolean(false)).isTrue();
    }

    @Test
    void confirmWhenUsedOnceDoesNotWorkAgain() {
        auth.signUp(email);
        var token = mailbox.nth(1, email).token();
        confirm(token);

        var answer = confirm(token);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("code")).isEqualTo("LINK_INVALID");
    }

    @Test
    void confirmWhenTriedAtOnceByManyWorksForOne() throws Exception {
        auth.signUp(email);
        var token = mailbox.nth(1, email).token();
        var statuses = AuthService.statusesAtOnce(6, () -> confirm(token));
        assertThat(statuses).containsOnly(204, 422).containsOnlyOnce(204);
    }

    @Test
    void confirmWhenADayOldDoesNotWork() {
        auth.signUp(email);
        var token = mailbox.nth(1, email).token();
        clock.advance(Duration.ofHours(24));

        assertThat(confirm(token).text("code")).isEqualTo("LINK_INVALID");
    }

    @Test
    void confirmWithATokenForAPasswordDoesNotWork() {
        auth.signUp(email);
        mailbox.nth(1, email);
        auth.post("/api/v1/auth/password/forgot", null, "{\"email\":\"%s\"}".formatted(email));
        var reset = mailbox.nth(2, email);
        assertThat(reset.text()).contains("/reset-password#");

        assertThat(confirm(reset.token()).text("code")).isEqualTo("LINK_INVALID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "\\u0000", "\\ud800", "' or 1=1 --", "../../etc"})
    void confirmOfAnythingElseIsAnInvalidLink(String token) {
        var answer = confirm(token);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("code")).isEqualTo("LINK_INVALID");
    }

    @Test
    void tokensAreStoredAsHashes() {
        auth.signUp(email);
        var token = mailbox.nth(1, email).token();

        assertThat(jdbc.queryForList("select token_hash from mailed_token", String.class))
                .isNotEmpty()
                .doesNotContain(token);
    }

    @Test
    void sendAgainMailsAnotherUntilItIsTooOften() {
        var session = auth.signUp(email).session();
        mailbox.nth(1, email);
        var token = auth.tenantToken(session);
        for (var i = 0; i < 5; i++) {
            assertThat(auth.post("/api/v1/auth/verification", token, "").status())
                    .isEqualTo(202);
        }

        var tooOften = auth.post("/api/v1/auth/verification", token, "");
        assertThat(tooOften.status()).isEqualTo(429);
        assertThat(tooOften.text("code")).isEqualTo("TOO_MANY_ATTEMPTS");
        assertThat(Integer.parseInt(tooOften.header("Retry-After"))).isBetween(50, 60);

        // any of them works, and the rest are dead then
        var mails = mailbox.nth(6, email);
        assertThat(confirm(mailbox.nth(2, email).token()).status()).isEqualTo(204);
        assertThat(confirm(mails.token()).status()).isEqualTo(422);
        var verified = auth.post("/api/v1/auth/verification", token, "");
        assertThat(verified.status()).isEqualTo(409);
        assertThat(verified.text("code")).isEqualTo("ALREADY_VERIFIED");
    }

    @Test
    void sendAgainByAKeyIsRefused() {
        var token = auth.tenantToken(auth.signUp(email).session());
        var key = auth.post("/api/v1/api-keys", token, "{\"name\":\"ci\",\"role\":\"admin\"}")
                .text("key");

        var answer =
                auth.post("/api/v1/auth/verification", auth.exchangeKey(key).text("token"), "");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("code")).isEqualTo("PERSON_NEEDED");
    }

    private Answer confirm(String token) {
        return auth.post("/api/v1/auth/verification/confirm", null, "{\"token\":\"%s\"}".formatted(token));
    }
}
