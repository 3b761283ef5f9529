package io.miniredis.auth.twofactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.auth.testing.Answer;
import io.miniredis.auth.testing.AuthService;
import io.miniredis.auth.testing.AuthServiceTest;
import io.miniredis.auth.testing.Mailbox;
import io.miniredis.auth.testing.SettableClock;
import io.miniredis.kit.secret.SecretBox;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@AuthServiceTest
class TwoFactorIntegrationTests {

    private static final String PATH = "/api/v1/auth/two-factor";
    private static final String PROOF = "{\"password\":\"%s\"}".formatted(AuthService.PASSWORD);

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
    void backToNow() {
        clock.reset();
    }

    /** A person with a second factor, and what they keep of it. */
    private record Protected(String session, byte[] secret, List<String> recoveryCodes) {}

    private Protected protect() {
        var session = auth.signUp(email).session();
        var begun = begin(session);
        assertThat(begun.status()).as(begun.toString()).isEqualTo(201);
        var secret = decode(begun.text("secret"));
        var confirmed = confirm(session, code(secret));
        assertThat(confirmed.status()).as(confirmed.toString()).isEqualTo(200);
        return new Protected(session, secret, codesOf(confirmed));
    }

    private Answer begin(String session) {
        return auth.post(PATH, auth.tenantToken(session), PROOF);
    }

    private Answer confirm(String session, String code) {
        return auth.post(PATH + "/confirm", auth.tenantToken(session), "{\"code\":\"%s\"}".formatted(code));
    }

    private static List<String> codesOf(Answer answer) {
        return answer.json().path("recoveryCodes").values().stream()
                .map(it -> it.asString())
                .toList();
    }

    private Answer logIn(String code) {
        return auth.logIn(email, AuthService.PASSWORD, code);
    }

    private String code(byte[] secret) {
        return Totp.code(secret, Totp.stepAt(clock.instant()));
    }

    private void nextStep() {
        clock.advance(Duration.ofSeconds(Totp.STEP_SECONDS));
    }

    private static byte[] decode(String base32) {
        var bits = new StringBuilder();
        for (var each : base32.toCharArray()) {
            var value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(each);
            bits.append("%5s".formatted(Integer.toBinaryString(value)).replace(' ', '0'));
        }
        var bytes = new byte[bits.length() / 8];
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = new BigInteger(bits.substring(i * 8, i * 8 + 8), 2).byteValue();
        }
        return bytes;
    }

    @Test
    void beginWhenNotConfirmedChangesNothing() {
        var session = auth.signUp(email).session();
        var begun = begin(session);
        assertThat(begun.header("Cache-Control")).contains("no-store");
        assertThat(begun.text("secret")).matches("[A-Z2-7]{32}");
        assertThat(begun.text("uri"))
                .startsWith("otpauth://totp/MiniRedis:" + email.replace("@", "%40") + "?secret=" + begun.text("secret"))
                .contains("issuer=MiniRedis", "digits=6", "period=30");
        assertThat(auth.get(PATH, auth.tenantToken(session))
                        .json()
                        .path("enabled")
                        .asBoolean())
                .isFalse();
        assertThat(auth.logIn(email, AuthService.PASSWORD).status()).isEqualTo(200);
        assertThat(logIn(code(decode(begun.text("secret")))).status())
                .as("a code nobody asked for is not looked at")
                .isEqualTo(200);
    }

    @Test
    void logInWhenTheSecretDoesNotOpenAnyMoreTakesARecoveryCodeAlone() {
        var account = protect();
        var another = new SecretBox(
                "k1:" + Base64.getEncoder().encodeToString("nother key of 32 bytes, no more!".getBytes()));
        var user = jdbc.queryForObject("select id from app_user where email = ?", String.class, email);
        jdbc.update("update two_factor set sealed_secret = ? where user_id = ?", another.seal("lost", user), user);
        nextStep();
        assertThat(logIn(code(account.secret())).status()).isEqualTo(401);
        assertThat(logIn(account.recoveryCodes().getFirst()).status()).isEqualTo(200);
    }

    @Test
    void confirmWhenCodeIsRightTurnsItOn() {
        var account = protect();
        var state = auth.get(PATH, auth.tenantToken(account.session())).json();
        assertThat(state.path("enabled").asBoolean()).isTrue();
        assertThat(state.path("recoveryCodesLeft").asInt()).isEqualTo(10);
        assertThat(account.recoveryCodes()).hasSize(10).doesNotHaveDuplicates();
        var me = auth.get("/api/v1/auth/me", auth.tenantToken(account.session()));
        assertThat(me.json().at("/user/twoFactor").asBoolean()).isTrue();
    }

    @Test
    void confirmWhenCodeIsWrongOrSecretIsOldSaysSo() {
        var session = auth.signUp(email).session();
        var nothingBegun = confirm(session, "123456");
        assertThat(nothingBegun.status()).isEqualTo(409);
        assertThat(nothingBegun.text("code")).isEqualTo("TWO_FACTOR_OFF");

        var first = decode(begin(session).text("secret"));
        var second = decode(begin(session).text("secret"));
        var wrong = confirm(session, code(first));
        assertThat(wrong.status()).as("the first secret was replaced").isEqualTo(422);
        assertThat(wrong.json().at("/fieldErrors/0/field").asString()).isEqualTo("code");

        clock.advance(Duration.ofMinutes(61));
        assertThat(confirm(session, code(second)).text("code")).isEqualTo("TWO_FACTOR_OFF");
    }

    @Test
    void logInWhenItIsOnNeedsTheCodeAfterTheRightPasswordOnly() {
        var account = protect();
        nextStep();
        var needed = auth.logIn(email, AuthService.PASSWORD);
        assertThat(needed.status()).isEqualTo(401);
        assertThat(needed.text("code")).isEqualTo("CODE_NEEDED");
        assertThat(needed.header("Set-Cookie")).isEmpty();
        assertThat(logIn(" ").text("code")).isEqualTo("CODE_NEEDED");
        assertThat(auth.logIn(email, "wrong password", code(account.secret())).text("code"))
                .isEqualTo("WRONG_CREDENTIALS");
        var wrong = logIn("000000".equals(code(account.secret())) ? "111111" : "000000");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.text("code")).isEqualTo("CODE_WRONG");

        var right = logIn(code(account.secret()));
        assertThat(right.status()).as(right.toString()).isEqualTo(200);
        assertThat(right.json().at("/user/twoFactor").asBoolean()).isTrue();
        assertThat(right.session()).hasSize(43);
    }

    @Test
    void logInWhenCodeWasUsedRefusesItAndThoseBefore() {
        var account = protect();
        assertThat(logIn(code(account.secret())).text("code"))
                .as("the code that confirmed")
                .isEqualTo("CODE_WRONG");
        nextStep();
        var before = code(account.secret());
        nextStep();
        var now = code(account.secret());
        assertThat(logIn(now.substring(0, 3) + " " + now.substring(3)).status()).isEqualTo(200);
        assertThat(logIn(now).text("code")).isEqualTo("CODE_WRONG");
        assertThat(logIn(before).text("code")).isEqualTo("CODE_WRONG");
    }

    @Test
    void logInWhenManyShowOneCodeAtOnceLetsOneIn() throws Exception {
        var account = protect();
        nextStep();
        var code = code(account.secret());
        assertThat(AuthService.statusesAtOnce(4, () -> logIn(code)))
                .containsOnly(200, 401)
                .containsOnlyOnce(200);
    }

    @Test
    void logInWhenManyShowOneRecoveryCodeAtOnceLetsOneIn() throws Exception {
        var code = protect().recoveryCodes().getFirst();
        assertThat(AuthService.statusesAtOnce(4, () -> logIn(code)))
                .containsOnly(200, 401)
                .containsOnlyOnce(200);
    }

    @Test
    void logInWhenRecoveryCodeIsShownUsesItUp() {
        var account = protect();
        var code = account.recoveryCodes().get(3);
        assertThat(logIn(code.toUpperCase(java.util.Locale.ROOT).replace("-", " "))
                        .status())
                .isEqualTo(200);
        assertThat(logIn(code).text("code")).isEqualTo("CODE_WRONG");
        assertThat(auth.get(PATH, auth.tenantToken(account.session()))
                        .json()
                        .path("recoveryCodesLeft")
                        .asInt())
                .isEqualTo(9);
    }

    @Test
    void anyChangeWhenDoneIsToldByMail() {
        var account = protect();
        assertThat(mailbox.nth(2, email).subject()).isEqualTo("Two-factor authentication was turned on");
        logIn(account.recoveryCodes().getFirst());
        assertThat(mailbox.nth(3, email).text()).contains("recovery code", "left: 9", "Forgot password?");
        logIn(account.recoveryCodes().getFirst());
        var token = auth.tenantToken(account.session());
        auth.post(PATH + "/recovery-codes", token, PROOF);
        assertThat(mailbox.nth(4, email).subject()).isEqualTo("You have new recovery codes");
        auth.post(PATH + "/disable", token, PROOF);
        assertThat(mailbox.nth(5, email).subject()).isEqualTo("Two-factor authentication was turned off");
        auth.post(PATH + "/disable", token, PROOF);
        assertThat(mailbox.all(email)).hasSize(5);
    }

    @Test
    void renewWhenPasswordIsRightReplacesAllCodes() {
        var account = protect();
        var token = auth.tenantToken(account.session());
        assertThat(auth.post(PATH + "/recovery-codes", token, "{\"password\":\"wrong\"}")
                        .text("code"))
                .isEqualTo("PASSWORD_WRONG");
        var fresh = codesOf(auth.post(PATH + "/recovery-codes", token, PROOF));
        assertThat(fresh).hasSize(10).doesNotContainAnyElementsOf(account.recoveryCodes());
        assertThat(logIn(account.recoveryCodes().getFirst()).text("code")).isEqualTo("CODE_WRONG");
        assertThat(logIn(fresh.getFirst()).status()).isEqualTo(200);
    }

    @Test
    void disableWhenPasswordIsRightTurnsItOff() {
        var account = protect();
        var token = auth.tenantToken(account.session());
        assertThat(begin(account.session()).text("code")).isEqualTo("TWO_FACTOR_ON");
        var wrong = auth.post(PATH + "/disable", token, "{\"password\":\"wrong\"}");
        assertThat(wrong.status()).isEqualTo(403);
        assertThat(auth.post(PATH + "/disable", token, PROOF).status()).isEqualTo(204);
        assertThat(auth.logIn(email, AuthService.PASSWORD).status()).isEqualTo(200);
        var again = auth.post(PATH + "/disable", token, PROOF);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("code")).isEqualTo("TWO_FACTOR_OFF");
        assertThat(auth.post(PATH + "/recovery-codes", token, PROOF).text("code"))
                .isEqualTo("TWO_FACTOR_OFF");
        assertThat(jdbc.queryForObject("select count(*) from recovery_code", Integer.class))
                .isNotNull();
        var userId = auth.get("/api/v1/auth/me", token).json().at("/user/id").asString();
        assertThat(jdbc.queryForObject("select count(*) from recovery_code where user_id = ?", Integer.class, userId))
                .isZero();
    }

    @Test
    void beginWhenPasswordIsWrongRefuses() {
        var token = auth.tenantToken(auth.signUp(email).session());
        var answer = auth.post(PATH, token, "{\"password\":\"wrong\"}");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("code")).isEqualTo("PASSWORD_WRONG");
    }

    @Test
    void anyCallWhenMadeByAKeyNeedsAPerson() {
        var token = auth.tenantToken(auth.signUp(email).session());
        var key = auth.post("/api/v1/api-keys", token, "{\"name\":\"k\",\"role\":\"admin\"}")
                .text("key");
        var keyToken = auth.exchangeKey(key).text("token");
        for (var answer : List.of(
                auth.get(PATH, keyToken),
                auth.post(PATH, keyToken, PROOF),
                auth.post(PATH + "/confirm", keyToken, "{\"code\":\"123456\"}"),
                auth.post(PATH + "/recovery-codes", keyToken, PROOF),
                auth.post(PATH + "/disable", keyToken, PROOF),
                auth.get("/api/v1/auth/sessions", keyToken),
                auth.delete("/api/v1/auth/sessions", keyToken),
                auth.delete("/api/v1/auth/sessions/ses_x", keyToken))) {
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.text("code")).isEqualTo("PERSON_NEEDED");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "[]", "{\"code\":7}", "{\"code\":\"\"}", "{\"code\":\"\\u0000\"}", "{\"code\":\"\\ud800\"}"
            })
    void confirmWhenBodyIsBadIsInvalid(String body) {
        var token = auth.tenantToken(auth.signUp(email).session());
        auth.post(PATH, token, PROOF);
        assertThat(auth.post(PATH + "/confirm", token, body).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud800", "١٢٣٤٥٦", "' or 1=1 --", "1234567"})
    void logInWhenCodeIsHostileIsWrong(String code) {
        protect();
        assertThat(logIn(code).status()).isIn(401, 422);
    }

    @Test
    void storedWhenLookedAtHoldsNoSecretInClear() {
        var account = protect();
        assertThat(jdbc.queryForList("select sealed_secret from two_factor", String.class))
                .isNotEmpty()
                .allMatch(it -> it.startsWith("k1."))
                .noneMatch(it -> it.contains(Base32.of(account.secret())));
        assertThat(jdbc.queryForList("select code_hash from recovery_code", String.class))
                .doesNotContainAnyElementsOf(account.recoveryCodes())
                .allMatch(it -> it.matches("[0-9a-f]{64}"));
    }
}
