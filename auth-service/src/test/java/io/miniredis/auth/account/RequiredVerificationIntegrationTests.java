package io.miniredis.auth.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.miniredis.auth.testing.Answer;
import io.miniredis.auth.testing.AuthService;
import io.miniredis.auth.testing.AuthServiceTest;
import io.miniredis.auth.testing.Mailbox;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

/** Where nobody is let in before they verified their address. */
@AuthServiceTest
@TestPropertySource(properties = "MINIREDIS_VERIFICATION=required")
class RequiredVerificationIntegrationTests {

    private static final String OTHERS = "purple wombat lighthouse";

    @Autowired
    AuthService auth;

    @Autowired
    Mailbox mailbox;

    @Autowired
    JdbcTemplate jdbc;

    private final String email = AuthService.newEmail();

    @Test
    void signUpLetsInOnlyAfterTheLinkWasFollowed() {
        var answer = auth.signUp(email);
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Set-Cookie")).isEmpty();
        var link = mailbox.nth(1, email);

        var early = auth.logIn(email, AuthService.PASSWORD);
        assertThat(early.status()).isEqualTo(403);
        assertThat(early.text("code")).isEqualTo("EMAIL_NOT_VERIFIED");
        assertThat(early.header("Set-Cookie")).isEmpty();
        // the mail comes again
        var again = mailbox.nth(2, email);
        assertThat(auth.logIn(email, "wrong password").text("code")).isEqualTo("WRONG_CREDENTIALS");

        assertThat(confirm(again.token()).status()).isEqualTo(204);
        assertThat(auth.logIn(email, AuthService.PASSWORD).status()).isEqualTo(200);
        assertThat(confirm(link.token()).text("code")).isEqualTo("LINK_INVALID");
    }

    @Test
    void signUpWithATakenAddressSaysTheSameAndMailsItsOwner() {
        var first = auth.signUp(email);
        confirm(mailbox.nth(1, email).token());

        var second = signUp(email, OTHERS);

        assertThat(second.status()).isEqualTo(first.status());
        assertThat(second.response().body()).isEqualTo(first.response().body());
        assertThat(second.response().headers().map().keySet())
                .isEqualTo(first.response().headers().map().keySet());
        var mail = mailbox.nth(2, email);
        assertThat(mail.subject()).isEqualTo("You have an account already");
        assertThat(mail.text()).contains("http://localhost:5173/").doesNotContain("#");
        assertThat(auth.logIn(email, OTHERS).text("code")).isEqualTo("WRONG_CREDENTIALS");
        assertThat(auth.logIn(email, AuthService.PASSWORD).status()).isEqualTo(200);
    }

    /** Whoever signs up first with somebody else's address gains nothing by it. */
    @Test
    void signUpWhenSomebodyElseDidBeforeTakesThePasswordOfTheLinkThatIsFollowed() {
        signUp(email, OTHERS);
        mailbox.nth(1, email);
        auth.signUp(email);
        var owners = mailbox.nth(2, email);

        assertThat(confirm(owners.token()).status()).isEqualTo(204);

        assertThat(auth.logIn(email, OTHERS).text("code")).isEqualTo("WRONG_CREDENTIALS");
        assertThat(auth.logIn(email, AuthService.PASSWORD).status()).isEqualTo(200);
        assertThat(confirm(mailbox.nth(1, email).token()).text("code")).isEqualTo("LINK_INVALID");
    }

    @Test
    void signUpWhenSomebodyElseDoesAfterwardsTakesThePasswordOfTheLinkThatIsFollowed() {
        auth.signUp(email);
        var owners = mailbox.nth(1, email);
        signUp(email, OTHERS);
        mailbox.nth(2, email);

        assertThat(confirm(owners.token()).status()).isEqualTo(204);

        assertThat(auth.logIn(email, OTHERS).text("code")).isEqualTo("WRONG_CREDENTIALS");
        assertThat(auth.logIn(email, AuthService.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void signUpWhenManyWantOneAddressMakesOneAccount() throws Exception {
        var statuses = AuthService.statusesAtOnce(6, () -> auth.signUp(email));
        assertThat(statuses).containsOnly(202);
        mailbox.nth(6, email);
        assertThat(jdbc.queryForObject("select count(*) from app_user where email = ?", Integer.class, email))
                .isOne();
        assertThat(confirm(mailbox.nth(3, email).token()).status()).isEqualTo(204);
        assertThat(auth.logIn(email, AuthService.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void resetAlsoVerifies() {
        auth.signUp(email);
        mailbox.nth(1, email);
        auth.post("/api/v1/auth/password/forgot", null, "{\"email\":\"%s\"}".formatted(email));
        var token = mailbox.nth(2, email).token();

        assertThat(auth.post(
                                "/api/v1/auth/password/reset",
                                null,
                                "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(token, OTHERS))
                        .status())
                .isEqualTo(204);
        assertThat(auth.logIn(email, OTHERS).status()).isEqualTo(200);
    }

    @Test
    void signUpWhenThePasswordIsWeakSaysSoWhetherTheAddressIsTakenOrNot() {
        auth.signUp(email);
        await().until(() -> !mailbox.all(email).isEmpty());

        assertThat(signUp(email, "password123").status()).isEqualTo(422);
        assertThat(signUp(AuthService.newEmail(), "password123").status()).isEqualTo(422);
    }

    private Answer signUp(String address, String password) {
        return auth.post(
                "/api/v1/auth/signup", null, "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(address, password));
    }

    private Answer confirm(String token) {
        return auth.post("/api/v1/auth/verification/confirm", null, "{\"token\":\"%s\"}".formatted(token));
    }
}
