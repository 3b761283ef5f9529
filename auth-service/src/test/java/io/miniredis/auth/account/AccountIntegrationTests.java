package io.miniredis.auth.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.auth.testing.AuthService;
import io.miniredis.auth.testing.AuthServiceTest;
import java.net.http.HttpRequest;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@AuthServiceTest
class AccountIntegrationTests {

    @Autowired
    AuthService auth;

    @Autowired
    JdbcTemplate jdbc;

    @Test
    void signUpWhenNewMakesUserOrganizationAndSession() {
        var email = AuthService.newEmail();
        var answer = auth.signUp(email);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().at("/user/id").asString()).startsWith("usr_");
        assertThat(answer.json().at("/user/email").asString()).isEqualTo(email);
        assertThat(answer.json().at("/organization/id").asString()).startsWith("org_");
        assertThat(answer.json().at("/organization/name").asString()).isEqualTo(email.replace("@example.com", ""));
        assertThat(answer.header("Set-Cookie"))
                .contains("HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Secure");

        var me = auth.get("/api/v1/auth/me", auth.tenantToken(answer.session()));
        assertThat(me.status()).isEqualTo(200);
        assertThat(me.json().at("/user/email").asString()).isEqualTo(email);
        assertThat(me.text("role")).isEqualTo("owner");
        assertThat(me.json().at("/organizations/0/role").asString()).isEqualTo("owner");
    }

    @Test
    void signUpWhenBehindHttpsMarksTheCookieSecure() {
        var body = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(AuthService.newEmail(), AuthService.PASSWORD);
        var answer = auth.send(auth.request("/api/v1/auth/signup", null)
                .header("Content-Type", "application/json")
                .header("X-Forwarded-Proto", "https")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.header("Set-Cookie")).contains("Secure");
    }

    @Test
    void signUpWhenStoredKeepsNoSecretInClear() {
        var email = AuthService.newEmail();
        var session = auth.signUp(email).session();
        assertThat(jdbc.queryForObject("select password_hash from app_user where email = ?", String.class, email))
                .startsWith("{bcrypt-hmac}")
                .doesNotContain(AuthService.PASSWORD);
        assertThat(jdbc.queryForList("select token_hash from session", String.class))
                .isNotEmpty()
                .doesNotContain(session);
    }

    @Test
    void signUpWhenEmailIsTakenInAnotherCaseSaysSo() {
        var email = AuthService.newEmail();
        auth.signUp(email);
        var answer = auth.signUp(email.toUpperCase(Locale.ROOT));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("EMAIL_TAKEN");
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    @Test
    void signUpWhenManyWantOneEmailLetsOneIn() throws Exception {
        var email = AuthService.newEmail();
        var statuses = AuthService.statusesAtOnce(6, () -> auth.signUp(email));
        assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
        assertThat(count("app_user where email = '" + email + "'")).isOne();
    }

    @Test
    void signUpWhenFoundingFailsLeavesNothing() {
        var email = AuthService.newEmail();
        var users = count("app_user");
        var organizations = count("organization");
        jdbc.execute("alter table membership add constraint planted check (role <> 'OWNER') not valid");
        try {
            var answer = auth.signUp(email);
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.text("code")).isEqualTo("INTERNAL_ERROR");
            assertThat(answer.header("Set-Cookie")).isEmpty();
        } finally {
            jdbc.execute("alter table membership drop constraint planted");
        }
        assertThat(count("app_user")).isEqualTo(users);
        assertThat(count("organization")).isEqualTo(organizations);
        assertThat(auth.signUp(email).status()).isEqualTo(201);
    }

    private int count(String from) {
        return jdbc.queryForObject("select count(*) from " + from, Integer.class);
    }

    @Test
    void logInWhenPasswordIsRightBeginsAnotherSession() {
        var email = AuthService.newEmail();
        var first = auth.signUp(email).session();
        var answer = auth.logIn(email.toUpperCase(Locale.ROOT), AuthService.PASSWORD);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.session()).isNotEqualTo(first).hasSize(43);
    }

    @Test
    void logInWhenWrongSaysTheSameForKnownAndUnknown() {
        var email = AuthService.newEmail();
        auth.signUp(email);
        var wrong = auth.logIn(email, "wrong password");
        var unknown = auth.logIn(AuthService.newEmail(), "wrong password");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.text("code")).isEqualTo("WRONG_CREDENTIALS");
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.text("detail")).isEqualTo(wrong.text("detail"));
        assertThat(unknown.header("Set-Cookie")).isEmpty();
    }

    @Test
    void logOutWhenLoggedInEndsThatSessionOnly() {
        var email = AuthService.newEmail();
        var first = auth.signUp(email).session();
        var second = auth.logIn(email, AuthService.PASSWORD).session();
        var answer = auth.post("/api/v1/auth/logout", auth.tenantToken(first), "");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Set-Cookie")).contains("miniredis_session=;", "Max-Age=0");
        assertThat(auth.exchangeSession(first).status()).isEqualTo(401);
        assertThat(auth.exchangeSession(second).status()).isEqualTo(200);
    }

    @Test
    void meWhenWithoutTokenIsRefused() {
        var answer = auth.get("/api/v1/auth/me", null);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text("code")).isEqualTo("UNAUTHENTICATED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json                                                             | ''",
                "[]                                                                   | ''",
                "{}                                                                   | email",
                "{\"email\":\"a@b.example\"}                                          | password",
                "{\"email\":\"no address\",\"password\":\"long enough 1\"}            | email",
                "{\"email\":\"a@b.example\",\"password\":\"short\"}                   | password",
                "{\"email\":\"a@b.example\",\"password\":\"long enough 1\",\"x\":1}   | x",
                "{\"email\":7,\"password\":\"long enough 1\"}                         | email",
                "{\"email\":\"a@b.example\",\"password\":\"long enough 1\",\"organization\":\"\\u0000\"} | organization",
                "{\"email\":\"\\u0000@b.example\",\"password\":\"long enough 1\"}     | email",
            })
    void signUpWhenBodyIsBadSaysWhichField(String body, String field) {
        var answer = auth.post("/api/v1/auth/signup", null, body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        if (!field.isEmpty()) {
            assertThat(answer.json().at("/fieldErrors").values().stream()
                            .map(it -> it.path("field").asString()))
                    .contains(field);
        }
    }

    @Test
    void anyCallWhenPathIsUnknownOrOddIsAProblem() {
        for (var path : new String[] {"/nothing", "/api/v1/nothing", "/api/v1/%2e%2e/x", "/api/v1/auth//me"}) {
            var answer = auth.get(path, null);
            assertThat(answer.status()).as(path).isIn(401, 404);
            assertThat(answer.header("Content-Type")).as(path).startsWith("application/problem+json");
        }
    }
}
