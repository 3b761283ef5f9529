package io.miniredis.auth.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.auth.testing.Answer;
import io.miniredis.auth.testing.AuthService;
import io.miniredis.auth.testing.AuthServiceTest;
import io.miniredis.auth.testing.SettableClock;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@AuthServiceTest
class SessionIntegrationTests {

    private static final String PATH = "/api/v1/auth/sessions";
    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    @Autowired
    AuthService auth;

    @Autowired
    SettableClock clock;

    private final String email = AuthService.newEmail();

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    private Answer logIn(String header, String value) {
        var body = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, AuthService.PASSWORD);
        return auth.send(auth.request("/api/v1/auth/login", null)
                .header("Content-Type", "application/json")
                .header("X-Forwarded-For", "203.0.113.7")
                .header(header, value)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String idOf(String session) {
        return auth.get(PATH, auth.tenantToken(session)).json().path("items").values().stream()
                .filter(it -> it.path("current").asBoolean())
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
    }

    @Test
    void listWhenLoggedInTwiceShowsBothAndWhichThisIs() {
        var first = auth.signUp(email).session();
        clock.advance(Duration.ofSeconds(1));
        var second = logIn("User-Agent", FIREFOX).session();
        var answer = auth.get(PATH, auth.tenantToken(first));
        assertThat(answer.status()).isEqualTo(200);
        var items = answer.json().path("items");
        assertThat(items.size()).isEqualTo(2);
        assertThat(items.path(0).path("device").asString()).isEqualTo("Firefox on Linux");
        assertThat(items.path(0).path("address").asString()).isEqualTo("203.0.113.7");
        assertThat(items.path(0).path("current").asBoolean()).isFalse();
        assertThat(items.path(1).path("current").asBoolean()).isTrue();
        assertThat(items.path(1).path("device").asString()).isEqualTo("Java");
        assertThat(answer.response().body()).doesNotContain(first, second);
    }

    @Test
    void listWhenSessionsExpiredOrAreOfOthersLeavesThemOut() {
        auth.signUp(email);
        auth.signUp(AuthService.newEmail());
        clock.advance(Duration.ofDays(31));
        var session = auth.logIn(email, AuthService.PASSWORD).session();
        assertThat(auth.get(PATH, auth.tenantToken(session))
                        .json()
                        .path("items")
                        .size())
                .isOne();
    }

    @Test
    void endWhenItIsMineEndsItAtOnce() {
        var first = auth.signUp(email).session();
        var second = auth.logIn(email, AuthService.PASSWORD).session();
        var id = idOf(second);
        assertThat(auth.delete(PATH + "/" + id, auth.tenantToken(first)).status())
                .isEqualTo(204);
        assertThat(auth.exchangeSession(second).status()).isEqualTo(401);
        assertThat(auth.exchangeSession(first).status()).isEqualTo(200);
        var again = auth.delete(PATH + "/" + id, auth.tenantToken(first));
        assertThat(again.status()).isEqualTo(404);
        assertThat(again.text("code")).isEqualTo("SESSION_NOT_FOUND");
    }

    @Test
    void endWhenItIsSomebodyElsesIsNotFound() {
        var mine = auth.signUp(email).session();
        var theirs = auth.signUp(AuthService.newEmail()).session();
        assertThat(auth.delete(PATH + "/" + idOf(theirs), auth.tenantToken(mine))
                        .status())
                .isEqualTo(404);
        assertThat(auth.exchangeSession(theirs).status()).isEqualTo(200);
        assertThat(auth.delete(PATH + "/nonsense", auth.tenantToken(mine)).status())
                .isEqualTo(404);
        assertThat(auth.delete(PATH + "/%00", auth.tenantToken(mine)).status()).isIn(400, 404);
    }

    @Test
    void endOthersWhenThereAreSomeKeepsThisOne() {
        var first = auth.signUp(email).session();
        var second = auth.logIn(email, AuthService.PASSWORD).session();
        var stranger = auth.signUp(AuthService.newEmail()).session();
        assertThat(auth.delete(PATH, auth.tenantToken(second)).status()).isEqualTo(204);
        assertThat(auth.exchangeSession(first).status()).isEqualTo(401);
        assertThat(auth.exchangeSession(second).status()).isEqualTo(200);
        assertThat(auth.exchangeSession(stranger).status()).isEqualTo(200);
    }

    @Test
    void logInWhenASessionCameAlongGivesANewTokenAndEndsTheOld() {
        var planted = auth.signUp(AuthService.newEmail()).session();
        auth.signUp(email);
        var fresh = logIn("Cookie", "other=1; miniredis_session=" + planted).session();
        assertThat(fresh).hasSize(43).isNotEqualTo(planted);
        assertThat(auth.exchangeSession(planted).status()).isEqualTo(401);
        assertThat(auth.exchangeSession(fresh).status()).isEqualTo(200);
    }

    @Test
    void logInWhenItFailsLeavesTheSessionThatCameAlong() {
        var mine = auth.signUp(email).session();
        var body = "{\"email\":\"%s\",\"password\":\"wrong password\"}".formatted(email);
        var failed = auth.send(auth.request("/api/v1/auth/login", null)
                .header("Content-Type", "application/json")
                .header("Cookie", "miniredis_session=" + mine)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(failed.status()).isEqualTo(401);
        assertThat(auth.exchangeSession(mine).status()).isEqualTo(200);
    }

    @Test
    void logInWhenATokenIsMadeUpByTheBrowserDoesNotAdoptIt() {
        auth.signUp(email);
        var madeUp = "A".repeat(43);
        assertThat(logIn("Cookie", "miniredis_session=" + madeUp).session()).isNotEqualTo(madeUp);
        assertThat(auth.exchangeSession(madeUp).status()).isEqualTo(401);
    }
}
