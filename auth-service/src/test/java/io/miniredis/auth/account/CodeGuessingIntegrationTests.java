package io.miniredis.auth.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.auth.testing.AuthService;
import io.miniredis.auth.testing.AuthServiceTest;
import io.miniredis.auth.testing.SettableClock;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Somebody knows the password and guesses codes. */
@AuthServiceTest
class CodeGuessingIntegrationTests {

    @Autowired
    AuthService auth;

    @Autowired
    SettableClock clock;

    @Autowired
    JdbcTemplate jdbc;

    private final String email = AuthService.newEmail();

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    private io.miniredis.auth.testing.Answer guess(String code, String address) {
        var body =
                "{\"email\":\"%s\",\"password\":\"%s\",\"code\":\"%s\"}".formatted(email, AuthService.PASSWORD, code);
        return auth.send(auth.request("/api/v1/auth/login", null)
                .header("Content-Type", "application/json")
                .header("X-Forwarded-For", address)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void logInWhenManyCodesWereWrongFromManyAddressesWaits() {
        var userId = auth.signUp(email).json().at("/user/id").asString();
        jdbc.update("insert into two_factor values (?, 'k1.x', 0, now(), now())", userId);
        jdbc.update(
                "insert into recovery_code values (?, ?)",
                userId,
                io.miniredis.kit.secret.Tokens.sha256(userId + ":0000111122223333"));
        clock.stop();
        for (var wrong = 0; wrong < 11; wrong++) {
            assertThat(guess("wrong-" + wrong, "203.0.113." + wrong).text("code"))
                    .isEqualTo("CODE_WRONG");
        }
        // the eleventh began a pause, from wherever the next comes, and whether it is right or not
        var blocked = guess("0000-1111-2222-3333", "203.0.113.200");
        assertThat(blocked.status()).isEqualTo(429);
        assertThat(blocked.text("code")).isEqualTo("TOO_MANY_ATTEMPTS");
        assertThat(blocked.header("Retry-After")).isNotEmpty();
        assertThat(blocked.header("Set-Cookie")).isEmpty();
        clock.advance(Duration.ofSeconds(5));
        assertThat(guess("0000-1111-2222-3333", "203.0.113.200").status()).isEqualTo(200);
    }
}
