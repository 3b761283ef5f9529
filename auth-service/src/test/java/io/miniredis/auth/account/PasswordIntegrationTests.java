package io.miniredis.auth.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.auth.testing.Answer;
import io.miniredis.auth.testing.AuthService;
import io.miniredis.auth.testing.AuthServiceTest;
import io.miniredis.auth.testing.Mailbox;
import io.miniredis.auth.testing.SettableClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@AuthServiceTest
class PasswordIntegrationTests {

    private static final String NEW = "purple wombat lighthouse";

    @Autowired
    AuthService auth;

    @Autowired
    Mailbox mailbox;

    @Autowired
    SettableClock clock;

    @Autowired
    JdbcTemplate jdbc;

    private final String email = AuthService.newEmail();
    private String session = "";

    @BeforeEach
    void signUp() {
        session = auth.signUp(email).session();
        mailbox.nth(1, email);
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void forgotSaysTheSameToEverybodyAndMailsTheOwnerAlone() {
        var stranger = AuthService.newEmail();
        var known = forgot(email);
        var unknown = forgot(stranger);

        assertThat(known.status()).isEqualTo(202);
        assertThat(unknown.status()).isEqualTo(202);
        assertThat(unknown.response().body()).isEqualTo(known.response().body()).isEmpty();
        assertThat(mailbox.nth(2, email).text()).contains("http://localhost:5173/reset-password#");
        assertThat(mailbox.all(stranger)).isEmpty();
    }

    @Test
    void forgotWhenAskedAgainAndAgainStillSaysTheSameButMailsNoMore() {
        for (var i = 0; i < 12; i++) assertThat(forgot(email).status()).isEqualTo(202);

        mailbox.nth(7, email);
        // the last of those under way would be here by now
        forgot(AuthService.newEmail());
        assertThat(mailbox.all(email)).hasSize(7);
    }

    @Test
    void resetSetsThePasswordAndLogsOutEverywhere() {
        verify();
        var other = auth.logIn(email, AuthService.PASSWORD).session();
        var token = resetToken();

        assertThat(reset(token, NEW).status()).isEqualTo(204);

        assertThat(auth.exchangeSession(session).status()).isEqualTo(401);
        assertThat(auth.exchangeSession(other).status()).isEqualTo(401);
        assertThat(auth.logIn(email, AuthService.PASSWORD).status()).isEqualTo(401);
        assertThat(auth.logIn(email, NEW).status()).isEqualTo(200);
        assertThat(reset(token, "another wombat lighthouse").text("code")).isEqualTo("LINK_INVALID");
        assertThat(mailbox.nth(3, email).subject()).isEqualTo("Your password was changed");
    }

    @Test
    void resetWhenVerifiedBeforeKeepsTheKeys() {
        verify();
        var key = key(auth.tenantToken(session));

        reset(resetToken(), NEW);

        assertThat(auth.exchangeKey(key).status()).isEqualTo(200);
    }

    /** Somebody else may have signed up with this address. */
    @Test
    void resetWhenNeverVerifiedVerifiesAndThrowsOutWhatWasLeftBehind() {
        var token = auth.tenantToken(session);
        var key = key(token);
        var keyOfKey = key(auth.exchangeKey(key).text("token"));

        reset(resetToken(), NEW);

        assertThat(auth.exchangeSession(session).status()).isEqualTo(401);
        assertThat(auth.exchangeKey(key).status()).isEqualTo(401);
        assertThat(auth.exchangeKey(keyOfKey).status()).isEqualTo(401);
        var owner = auth.logIn(email, NEW);
        assertThat(owner.json().at("/user/emailVerified").asBoolean(false)).isTrue();
        // and the second time they are the owner's own
        var owners = key(auth.tenantToken(owner.session()));
        reset(resetToken(), AuthService.PASSWORD);
        assertThat(auth.exchangeKey(owners).status()).isEqualTo(200);
    }

    @Test
    void resetWhenDoneKillsEveryOtherLink() {
        var verification = mailbox.nth(1, email).token();
        var first = resetToken();
        var second = resetToken();

        assertThat(reset(second, NEW).status()).isEqualTo(204);
        assertThat(reset(first, NEW + " 2").text("code")).isEqualTo("LINK_INVALID");
        assertThat(auth.post("/api/v1/auth/verification/confirm", null, "{\"token\":\"%s\"}".formatted(verification))
                        .text("code"))
                .isEqualTo("LINK_INVALID");
    }

    @Test
    void resetWhenAnHourOldDoesNotWork() {
        var token = resetToken();
        clock.advance(Duration.ofHours(1));

        var answer = reset(token, NEW);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("code")).isEqualTo("LINK_INVALID");
    }

    @Test
    void resetWhenThePasswordIsWeakLeavesTheLink() {
        var token = resetToken();

        var weak = reset(token, "password123");
        assertThat(weak.status()).isEqualTo(422);
        assertThat(weak.json().at("/fieldErrors/0/field").asString()).isEqualTo("password");
        assertThat(weak.json().at("/fieldErrors/0/message").asString()).contains("very common password");
        assertThat(reset(token, email).json().at("/fieldErrors/0/field").asString())
                .isEqualTo("password");
        assertThat(reset(token, NEW).status()).isEqualTo(204);
    }

    @Test
    void resetWhenTriedAtOnceByManyWorksForOne() throws Exception {
        var token = resetToken();
        var statuses = AuthService.statusesAtOnce(5, () -> reset(token, NEW));
        assertThat(statuses).containsOnly(204, 422).containsOnlyOnce(204);
    }

    @Test
    void resetWhenTriedInVainTooOftenLetsThemInAtOnce() {
        for (var i = 0; i < 12; i++) auth.logInFrom("203.0.113.20", email, "wrong password");
        assertThat(auth.logInFrom("203.0.113.20", email, AuthService.PASSWORD).status())
                .isEqualTo(429);

        auth.send(auth.request("/api/v1/auth/password/reset", null)
                .header("Content-Type", "application/json")
                .header("X-Forwarded-For", "203.0.113.20")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(
                        "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(resetToken(), NEW))));

        assertThat(auth.logInFrom("203.0.113.20", email, NEW).status()).isEqualTo(200);
    }

    @Test
    void changeEndsTheOtherSessionsAndTheLinks() {
        var other = auth.logIn(email, AuthService.PASSWORD).session();
        var link = resetToken();

        assertThat(change(AuthService.PASSWORD, NEW).status()).isEqualTo(204);

        assertThat(auth.exchangeSession(session).status()).isEqualTo(200);
        assertThat(auth.exchangeSession(other).status()).isEqualTo(401);
        assertThat(reset(link, "another wombat lighthouse").text("code")).isEqualTo("LINK_INVALID");
        assertThat(auth.logIn(email, AuthService.PASSWORD).status()).isEqualTo(401);
        assertThat(auth.logIn(email, NEW).status()).isEqualTo(200);
    }

    @Test
    void changeWhenTheCurrentOneIsWrongSaysSoAndIsThrottled() {
        for (var i = 0; i < 11; i++) {
            var wrong = change("not the password", NEW);
            assertThat(wrong.status()).isEqualTo(403);
            assertThat(wrong.text("code")).isEqualTo("PASSWORD_WRONG");
        }
        var throttled = change(AuthService.PASSWORD, NEW);
        assertThat(throttled.status()).isEqualTo(429);
        assertThat(throttled.header("Retry-After")).matches("[1-9][0-9]*");
        assertThat(auth.exchangeSession(session).status()).isEqualTo(200);
    }

    @Test
    void changeWhenTheNewOneWillNotDoSaysWhy() {
        assertThat(change(AuthService.PASSWORD, "short")
                        .json()
                        .at("/fieldErrors/0/field")
                        .asString())
                .isEqualTo("password");
        assertThat(change(AuthService.PASSWORD, "qwertyuiop")
                        .json()
                        .at("/fieldErrors/0/field")
                        .asString())
                .isEqualTo("password");
        var same = change(AuthService.PASSWORD, AuthService.PASSWORD);
        assertThat(same.status()).isEqualTo(422);
        assertThat(same.json().at("/fieldErrors/0/message").asString()).isEqualTo("is the one that you have");
        assertThat(auth.logIn(email, AuthService.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void changeByAKeyIsRefused() {
        var key = key(auth.tenantToken(session));
        var answer = auth.put(
                "/api/v1/auth/password",
                auth.exchangeKey(key).text("token"),
                "{\"current\":\"%s\",\"password\":\"%s\"}".formatted(AuthService.PASSWORD, NEW));
        assertThat(answer.text("code")).isEqualTo("PERSON_NEEDED");
    }

    @Test
    void signUpWhenThePasswordIsWeakSaysWhyInWords() {
        for (var weak : List.of("password123", "ada-at-work", "ada-at-work@example.com")) {
            var answer = auth.post(
                    "/api/v1/auth/signup",
                    null,
                    "{\"email\":\"ada-at-work@example.com\",\"password\":\"%s\",\"organization\":\"Engines\"}"
                            .formatted(weak));
            assertThat(answer.status()).as(weak).isEqualTo(422);
            assertThat(answer.json().at("/fieldErrors/0/field").asString()).isEqualTo("password");
            assertThat(answer.json().at("/fieldErrors/0/message").asString()).startsWith("is too easy to guess. ");
        }
    }

    @Test
    void tokensThatExpiredAreClearedAway(@Autowired MailedTokens tokens) {
        resetToken();
        clock.advance(Duration.ofHours(25));
        tokens.removeExpired();

        assertThat(jdbc.queryForObject(
                        "select count(*) from mailed_token t join app_user u on u.id = t.user_id where u.email = ?",
                        Integer.class,
                        email))
                .isZero();
    }

    private void verify() {
        var token = mailbox.nth(1, email).token();
        assertThat(auth.post("/api/v1/auth/verification/confirm", null, "{\"token\":\"%s\"}".formatted(token))
                        .status())
                .isEqualTo(204);
    }

    private String key(String tenantToken) {
        return auth.post("/api/v1/api-keys", tenantToken, "{\"name\":\"ci\",\"role\":\"admin\"}")
                .text("key");
    }

    private Answer forgot(String address) {
        return auth.post("/api/v1/auth/password/forgot", null, "{\"email\":\"%s\"}".formatted(address));
    }

    private String resetToken() {
        var before = mailbox.all(email).stream()
                .filter(it -> it.text().contains("#"))
                .count();
        forgot(email);
        return org.awaitility.Awaitility.await()
                .until(
                        () -> mailbox.all(email).stream()
                                .filter(it -> it.text().contains("#"))
                                .toList(),
                        it -> it.size() > before)
                .getLast()
                .token();
    }

    private Answer reset(String token, String password) {
        return auth.post(
                "/api/v1/auth/password/reset",
                null,
                "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(token, password));
    }

    private Answer change(String current, String password) {
        return auth.put(
                "/api/v1/auth/password",
                auth.tenantToken(session),
                "{\"current\":\"%s\",\"password\":\"%s\"}".formatted(current, password));
    }
}
