package io.miniredis.auth.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miniredis.auth.testing.AuthService;
import io.miniredis.auth.testing.AuthServiceTest;
import io.miniredis.auth.testing.SettableClock;
import io.miniredis.auth.throttle.TooManyAttempts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@AuthServiceTest
class PasswordProofsIntegrationTests {

    @Autowired
    PasswordProofs proofs;

    @Autowired
    AuthService auth;

    @Autowired
    SettableClock clock;

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void requireWhenItIsTheirPasswordAnswersWho() {
        var email = AuthService.newEmail();
        var id = auth.signUp(email).json().at("/user/id").asString();

        assertThat(proofs.require(id, AuthService.PASSWORD, "10.0.0.1").email()).isEqualTo(email);
    }

    @Test
    void requireWhenWrongOftenIsThrottledTogetherWithLogIns() {
        var email = AuthService.newEmail();
        var id = auth.signUp(email).json().at("/user/id").asString();
        clock.stop();
        for (var i = 0; i < 11; i++) {
            assertThatThrownBy(() -> proofs.require(id, "wrong password", "203.0.113.80"))
                    .isInstanceOf(PasswordWrong.class);
        }

        assertThatThrownBy(() -> proofs.require(id, AuthService.PASSWORD, "203.0.113.80"))
                .isInstanceOf(TooManyAttempts.class);
        assertThat(auth.logInFrom("203.0.113.80", email, AuthService.PASSWORD).status())
                .isEqualTo(429);
        assertThat(auth.logInFrom("203.0.113.81", email, AuthService.PASSWORD).status())
                .isEqualTo(200);
    }
}
