package io.miniredis.auth.passkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.miniredis.auth.testing.Answer;
import io.miniredis.auth.testing.AuthService;
import io.miniredis.auth.testing.AuthServiceTest;
import io.miniredis.auth.testing.Mailbox;
import io.miniredis.auth.testing.SettableClock;
import io.miniredis.auth.testing.SoftAuthenticator;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@AuthServiceTest
class PasskeyIntegrationTests {

    private static final String PATH = "/api/v1/auth/passkeys";
    private static final String LOG_IN = "/api/v1/auth/login/passkey";
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
    private final SoftAuthenticator device = new SoftAuthenticator();
    private String session;

    @BeforeEach
    void signUp() {
        session = auth.signUp(email).session();
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    private String token() {
        return auth.tenantToken(session);
    }

    private Answer begin() {
        return auth.post(PATH + "/options", token(), PROOF);
    }

    private static String challenge(Answer begun) {
        return begun.json().at("/publicKey/challenge").asString();
    }

    private Answer finish(Answer begun, String credential) {
        return auth.post(
                PATH,
                token(),
                "{\"name\":\"Phone\",\"ceremony\":\"%s\",\"credential\":%s}"
                        .formatted(begun.text("ceremony"), credential));
    }

    private Answer add(SoftAuthenticator device) {
        var begun = begin();
        assertThat(begun.status()).as(begun.toString()).isEqualTo(200);
        return finish(begun, device.register(challenge(begun)));
    }

    private Answer beginLogIn() {
        return auth.post(LOG_IN + "/options", null, "");
    }

    private Answer logIn(Answer begun, String credential) {
        return auth.post(
                LOG_IN, null, "{\"ceremony\":\"%s\",\"credential\":%s}".formatted(begun.text("ceremony"), credential));
    }

    private Answer logIn(SoftAuthenticator device) {
        var begun = beginLogIn();
        return logIn(begun, device.use(challenge(begun)));
    }

    private static void assertRefused(Answer answer, String as) {
        assertThat(answer.status()).as(as + ": " + answer).isEqualTo(401);
        assertThat(answer.text("code")).as(as).isEqualTo("PASSKEY_REFUSED");
        assertThat(answer.header("Set-Cookie")).as(as).isEmpty();
    }

    @Test
    void addedPasskeyLogsInWithoutPasswordOrCode() {
        var added = add(device);
        assertThat(added.status()).as(added.toString()).isEqualTo(201);
        assertThat(added.text("name")).isEqualTo("Phone");

        device.counter++;
        var entered = logIn(device);
        assertThat(entered.status()).as(entered.toString()).isEqualTo(200);
        assertThat(entered.json().at("/user/email").asString()).isEqualTo(email);
        assertThat(auth.exchangeSession(entered.session()).status()).isEqualTo(200);

        var listed = auth.get(PATH, token()).json().path("items");
        assertThat(listed.size()).isEqualTo(1);
        assertThat(listed.at("/0/lastUsedAt").asString()).isNotEmpty();
        assertThat(mailbox.nth(2, email).text()).contains("\"Phone\"");
    }

    @Test
    void optionsNameUsAndNobodyElse() {
        add(device);
        var toAdd = begin().json().path("publicKey");
        assertThat(toAdd.at("/rp/id").asString()).isEqualTo("localhost");
        assertThat(toAdd.at("/user/name").asString()).isEqualTo(email);
        assertThat(toAdd.at("/authenticatorSelection/userVerification").asString())
                .isEqualTo("required");
        assertThat(toAdd.at("/authenticatorSelection/residentKey").asString()).isEqualTo("required");
        assertThat(toAdd.at("/attestation").asString()).isEqualTo("none");
        assertThat(toAdd.path("excludeCredentials").size()).isEqualTo(1);

        var begun = beginLogIn();
        assertThat(begun.header("Cache-Control")).contains("no-store");
        assertThat(begun.json().at("/publicKey/rpId").asString()).isEqualTo("localhost");
        assertThat(begun.json().at("/publicKey/allowCredentials").size()).isZero();
        assertThat(challenge(begun)).isNotEqualTo(challenge(beginLogIn()));
    }

    @Test
    void logInIsTwoFactorsByItself() {
        add(device);
        jdbc.update("""
                insert into two_factor (user_id, sealed_secret, last_step, created_at, confirmed_at)
                select id, 'k1.x', 0, now(), now() from app_user where email = ?
                """, email);
        assertThat(auth.logIn(email, AuthService.PASSWORD).text("code")).isEqualTo("CODE_NEEDED");
        device.counter++;
        assertThat(logIn(device).status()).isEqualTo(200);
        jdbc.update("delete from two_factor where sealed_secret = 'k1.x'");
    }

    @Test
    void answerLetsInOnce() throws Exception {
        device.counter = 0; // as synced passkeys, which do not count
        add(device);
        var begun = beginLogIn();
        var answer = device.use(challenge(begun));
        assertThat(AuthService.statusesAtOnce(4, () -> logIn(begun, answer)))
                .containsOnly(200, 401)
                .containsOnlyOnce(200);
        assertRefused(logIn(begun, answer), "once more");
    }

    @Test
    void logInWhenForgedIsRefused() {
        add(device);
        device.counter++;
        var begun = beginLogIn();
        assertRefused(logIn(begun, device.use(challenge(beginLogIn()))), "another challenge");
        assertRefused(logIn(new SoftAuthenticator()), "a passkey that nobody added");

        device.verifiesUser = false;
        assertRefused(logIn(device), "without asking its owner");
        device.verifiesUser = true;

        device.origin = "https://localhost.example.com";
        assertRefused(logIn(device), "for another site's page");
        device.origin = "http://localhost:8080";
        assertRefused(logIn(device), "for another port's page");
        device.origin = "http://localhost:5173";

        device.host = "example.com";
        assertRefused(logIn(device), "made for another host");
        device.host = "localhost";

        device.counter = 0;
        assertRefused(logIn(device), "a copy, whose counter is behind");
        device.counter = 9;

        var others = new SoftAuthenticator().use(challenge(begun)).replaceAll("(?s).*(\"signature\":\"[^\"]*).*", "$1");
        assertRefused(
                logIn(begun, device.use(challenge(begun)).replaceFirst("\"signature\":\"[^\"]*", others)),
                "signed by another key");
        assertThat(logIn(device).status()).as("and the right one still does").isEqualTo(200);
    }

    @Test
    void ceremonyWhenOldOrForSomethingElseIsUnfit() {
        var begun = begin();
        var other = beginLogIn();
        assertThat(logIn(begun, device.use(challenge(begun))).text("code")).isEqualTo("PASSKEY_UNFIT");
        assertThat(finish(other, device.register(challenge(other))).text("code"))
                .isEqualTo("PASSKEY_UNFIT");

        session = auth.signUp(AuthService.newEmail()).session();
        assertThat(finish(begun, device.register(challenge(begun))).text("code"))
                .as("somebody else's")
                .isEqualTo("PASSKEY_UNFIT");

        clock.advance(Ceremonies.KEPT.plus(Duration.ofSeconds(1)));
        assertThat(logIn(other, device.use(challenge(other))).text("code")).isEqualTo("PASSKEY_UNFIT");
    }

    @Test
    void addWhenForgedIsUnfit() {
        var begun = begin();
        assertThat(finish(begun, device.register(challenge(begin()))).text("code"))
                .as("another challenge")
                .isEqualTo("PASSKEY_UNFIT");
        device.verifiesUser = false;
        assertThat(finish(begun, device.register(challenge(begun))).text("code"))
                .as("a key without a finger or a PIN")
                .isEqualTo("PASSKEY_UNFIT");
        device.verifiesUser = true;
        device.origin = "https://evil.example.com";
        assertThat(finish(begun, device.register(challenge(begun))).text("code"))
                .as("another origin")
                .isEqualTo("PASSKEY_UNFIT");
        assertThat(auth.get(PATH, token()).json().path("items").size()).isZero();
    }

    @Test
    void addWhenAddedBeforeSaysSo() {
        add(device);
        assertThat(add(device).text("code")).isEqualTo("PASSKEY_KNOWN");
        session = auth.signUp(AuthService.newEmail()).session();
        var byAnother = add(device);
        assertThat(byAnother.status()).isEqualTo(409);
        assertThat(byAnother.text("code")).isEqualTo("PASSKEY_KNOWN");
    }

    @Test
    void addWhenPasswordIsWrongIsRefused() {
        var answer = auth.post(PATH + "/options", token(), "{\"password\":\"wrong\"}");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("code")).isEqualTo("PASSWORD_WRONG");
    }

    @Test
    void addWhenThereAreManyAlreadySaysWhatToDo() {
        var begun = begin();
        for (var i = 0; i < Passkeys.MOST; i++) {
            assertThat(finish(begun, new SoftAuthenticator().register(challenge(begun)))
                            .status())
                    .isEqualTo(201);
        }
        assertThat(finish(begun, new SoftAuthenticator().register(challenge(begun)))
                        .text("code"))
                .as("begun in time")
                .isEqualTo("TOO_MANY_PASSKEYS");
        var answer = begin();
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("TOO_MANY_PASSKEYS");
        assertThat(answer.text("detail")).contains("20", "Remove one");
    }

    @Test
    void removedPasskeyLetsInNoMore() {
        var id = add(device).text("id");
        var others = auth.tenantToken(auth.signUp(AuthService.newEmail()).session());
        assertThat(auth.delete(PATH + "/" + id, others).text("code"))
                .as("another person's")
                .isEqualTo("PASSKEY_NOT_FOUND");
        assertThat(auth.delete(PATH + "/" + id, token()).status()).isEqualTo(204);
        device.counter++;
        assertRefused(logIn(device), "removed");
        assertThat(auth.delete(PATH + "/" + id, token()).status()).isEqualTo(404);
        assertThat(auth.delete(PATH + "/x'%20or%201=1", token()).status()).isEqualTo(404);
        assertThat(mailbox.nth(3, email).subject()).isEqualTo("A passkey was removed");
    }

    /** Somebody else may have signed up with this address, and added theirs. */
    @Test
    void resetWhenNeverVerifiedRemovesThePasskeys() {
        add(device);
        auth.post("/api/v1/auth/password/forgot", null, "{\"email\":\"%s\"}".formatted(email));
        var link = mailbox.nth(3, email).token();
        var reset = auth.post(
                "/api/v1/auth/password/reset",
                null,
                "{\"token\":\"%s\",\"password\":\"another correct horse\"}".formatted(link));
        assertThat(reset.status()).as(reset.toString()).isEqualTo(204);
        device.counter++;
        assertRefused(logIn(device), "of who was there before");
    }

    @Test
    void whatHappensIsOnRecord() {
        var id = add(device).text("id");
        auth.delete(PATH + "/" + id, token());
        assertThat(jdbc.queryForList(
                        "select action from audit_event where subject = ? order by sequence", String.class, id))
                .containsExactly("passkey.add", "passkey.remove");

        var begun = beginLogIn();
        var body = "{\"ceremony\":\"%s\",\"credential\":%s}"
                .formatted(begun.text("ceremony"), device.use(challenge(begun)));
        var refused = auth.send(auth.request(LOG_IN, null)
                .header("Content-Type", "application/json")
                .header("X-Forwarded-For", "203.0.113.77")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertRefused(refused, "removed");
        await().untilAsserted(() -> assertThat(jdbc.queryForList(
                        "select outcome from audit_event where code = 'PASSKEY_REFUSED' and address = '203.0.113.77'",
                        String.class))
                .containsExactly("refused"));
    }

    @Test
    void anyCallWhenMadeByAKeyNeedsAPerson() {
        var key = auth.post("/api/v1/api-keys", token(), "{\"name\":\"k\",\"role\":\"admin\"}")
                .text("key");
        var keyToken = auth.exchangeKey(key).text("token");
        for (var answer : List.of(
                auth.get(PATH, keyToken),
                auth.post(PATH + "/options", keyToken, PROOF),
                auth.post(PATH, keyToken, "{}"),
                auth.delete(PATH + "/pky_x", keyToken))) {
            assertThat(answer.text("code")).isEqualTo("PERSON_NEEDED");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"ceremony\":\"k1.AA==\",\"credential\":null}",
                "{\"ceremony\":\"k1\",\"credential\":{\"id\":\"$\",\"response\":{}}}",
                "{\"ceremony\":\"k1.\",\"credential\":{\"id\":\"AA\",\"response\":{\"clientDataJSON\":\"AA\",\"authenticatorData\":\"AA\",\"signature\":\"AA\"}}}",
                "{\"ceremony\":\"\\u0000\",\"credential\":{\"id\":\"AA\",\"response\":{\"clientDataJSON\":\"AA\",\"authenticatorData\":\"AA\",\"signature\":\"AA\"}}}"
            })
    void logInWhenBodyIsHostileIsInvalid(String body) {
        assertThat(auth.post(LOG_IN, null, body).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "AA", "oA", "_____w", "e30", "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVgA"})
    void anyPartWhenGarbageIsRefused(String garbage) {
        var begun = begin();
        assertThat(finish(
                                begun,
                                "{\"id\":\"%1$s\",\"response\":{\"clientDataJSON\":\"%1$s\",\"attestationObject\":\"%1$s\"}}"
                                        .formatted(garbage))
                        .text("code"))
                .isEqualTo("PASSKEY_UNFIT");
        assertThat(finish(
                                begun,
                                device.register(challenge(begun))
                                        .replaceFirst(
                                                "\"attestationObject\":\"[^\"]*", "\"attestationObject\":\"" + garbage))
                        .text("code"))
                .isEqualTo("PASSKEY_UNFIT");
        add(device);
        device.counter++;
        for (var part : List.of("id", "clientDataJSON", "authenticatorData", "signature")) {
            var attempt = beginLogIn();
            assertRefused(
                    logIn(
                            attempt,
                            device.use(challenge(attempt))
                                    .replaceFirst("\"" + part + "\":\"[^\"]*", "\"" + part + "\":\"" + garbage)),
                    part);
        }
    }

    /** Whatever bits flip on the way, or are flipped: the answer is a refusal, never a fault of ours. */
    @Test
    void anyBitWhenFlippedIsRefused() {
        add(device);
        var random = new Random(20261127);
        var adding = begin();
        var entering = beginLogIn();
        for (var i = 0; i < 200; i++) {
            device.counter++;
            var answer = i % 2 == 0
                    ? finish(adding, flipped(new SoftAuthenticator().register(challenge(adding)), random))
                    : logIn(entering, flipped(device.use(challenge(entering)), random));
            assertThat(answer.status())
                    .as(answer.toString())
                    .satisfiesAnyOf(
                            // a bit that nothing hangs on, such as a device's model
                            it -> assertThat(it).isEqualTo(201),
                            it -> assertThat(it).isIn(401, 422));
            if (answer.status() == 201) auth.delete(PATH + "/" + answer.text("id"), token());
        }
    }

    /** One bit of one of the parts. */
    private static String flipped(String credential, Random random) {
        var parts = Pattern.compile("\"(clientDataJSON|attestationObject|authenticatorData|signature)\":\"([^\"]*)")
                .matcher(credential)
                .results()
                .toList();
        var part = parts.get(random.nextInt(parts.size()));
        var bytes = Base64.getUrlDecoder().decode(part.group(2));
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return credential.substring(0, part.start(2))
                + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)
                + credential.substring(part.end(2));
    }
}
