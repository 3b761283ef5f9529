package io.miniredis.auth.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.miniredis.auth.provider.ProviderForTests.Lie;
import io.miniredis.auth.testing.Answer;
import io.miniredis.auth.testing.AuthService;
import io.miniredis.auth.testing.AuthServiceTest;
import io.miniredis.auth.testing.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.util.UriComponentsBuilder;

@AuthServiceTest
@DirtiesContext
class ProviderIntegrationTests {

    private static final String PATH = "/api/v1/auth/providers";

    private static final ProviderForTests provider =
            new ProviderForTests("http://localhost:5173/api/v1/auth/providers/elsewhere/callback");

    /** A server that answers everything with one text. */
    private static final HttpServer odd = odd();

    private static volatile String oddAnswer = "";

    private static HttpServer odd() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                var body = oddAnswer.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
                if (body.length > 0) exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private static String oddIssuer() {
        return "http://127.0.0.1:" + odd.getAddress().getPort();
    }

    @DynamicPropertySource
    static void providers(DynamicPropertyRegistry registry) {
        registry.add("MINIREDIS_OIDC_ID", () -> "elsewhere");
        registry.add("MINIREDIS_OIDC_NAME", () -> "Elsewhere Inc.");
        registry.add("MINIREDIS_OIDC_ISSUER", provider::issuer);
        registry.add("MINIREDIS_OIDC_CLIENT_ID", () -> ProviderForTests.CLIENT);
        registry.add("MINIREDIS_OIDC_CLIENT_SECRET", () -> ProviderForTests.SECRET);
        // nothing listens there
        registry.add("miniredis.oidc.providers.down.issuer", () -> "http://localhost:1");
        registry.add("miniredis.oidc.providers.down.client-id", () -> "x");
        registry.add("miniredis.oidc.providers.odd.issuer", ProviderIntegrationTests::oddIssuer);
        registry.add("miniredis.oidc.providers.odd.client-id", () -> "x");
        // the same server, which calls itself otherwise
        registry.add("miniredis.oidc.providers.renamed.issuer", () -> provider.issuer() + "/");
        registry.add("miniredis.oidc.providers.renamed.client-id", () -> "x");
    }

    @AfterAll
    static void stop() {
        provider.close();
        odd.stop(0);
    }

    @Autowired
    AuthService auth;

    @Autowired
    SettableClock clock;

    @Autowired
    JdbcTemplate jdbc;

    private final String subject = UUID.randomUUID().toString();
    private final String email = AuthService.newEmail();

    @AfterEach
    void honestAndNow() {
        provider.tells(Lie.NONE);
        clock.reset();
    }

    /** A browser that was sent to the provider and back, with the cookie that it keeps for it. */
    private record Returning(String callback, String cookie) {
        String query(String name) {
            return UriComponentsBuilder.fromUriString(callback)
                    .build()
                    .getQueryParams()
                    .getFirst(name);
        }

        Returning with(String name, String value) {
            return new Returning(
                    UriComponentsBuilder.fromUriString(callback)
                            .replaceQueryParam(name, value)
                            .build(true)
                            .toUriString(),
                    cookie);
        }
    }

    private Answer leave(String id) {
        return auth.get(PATH + "/" + id + "/login", null);
    }

    private static String cookieOf(Answer answer) {
        return answer.header("Set-Cookie").replaceAll(";.*", "");
    }

    private Returning visitProvider() {
        var left = leave("elsewhere");
        assertThat(left.status()).as(left.toString()).isEqualTo(302);
        var back = provider.visit(subject, left.header("Location"));
        assertThat(back.status()).as(back.toString()).isEqualTo(302);
        var callback = URI.create(back.header("Location"));
        assertThat(callback.getAuthority()).isEqualTo("localhost:5173");
        assertThat(callback.getQuery()).contains("code=");
        return new Returning(callback.getRawPath() + "?" + callback.getRawQuery(), cookieOf(left));
    }

    private Answer comeBack(Returning returning) {
        return auth.send(auth.request(returning.callback(), null)
                .header("Cookie", returning.cookie())
                .header("User-Agent", "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0")
                .GET());
    }

    private Answer logIn() {
        return comeBack(visitProvider());
    }

    private static void assertIsIn(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(302);
        assertThat(answer.header("Location")).as(answer.toString()).isEqualTo("/");
        assertThat(answer.session()).hasSize(43);
    }

    private static void assertIsOut(Answer answer, String problem) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(302);
        assertThat(answer.header("Location")).isEqualTo("/login?problem=" + problem);
        assertThat(answer.response().headers().allValues("Set-Cookie"))
                .noneMatch(it -> it.startsWith("miniredis_session="));
    }

    private Answer me(Answer entered) {
        return auth.get("/api/v1/auth/me", auth.tenantToken(entered.session()));
    }

    private void verify(String email) {
        jdbc.update("update app_user set email_verified_at = now() where email = ?", email);
    }

    @Test
    void listWhenAskedByAnyoneNamesThem() {
        var answer = auth.get(PATH, null);
        assertThat(answer.status()).isEqualTo(200);
        var first = answer.json().at("/items/0");
        assertThat(first.path("id").asString()).isEqualTo("elsewhere");
        assertThat(first.path("name").asString()).isEqualTo("Elsewhere Inc.");
        assertThat(first.path("url").asString()).isEqualTo("/api/v1/auth/providers/elsewhere/login");
        assertThat(answer.json().path("items").size()).isEqualTo(4);
        assertThat(answer.response().body()).doesNotContain(ProviderForTests.SECRET);
    }

    @Test
    void loginWhenBegunSendsThereWithStateNonceAndProofKey() {
        var left = leave("elsewhere");
        assertThat(left.status()).isEqualTo(302);
        assertThat(left.header("Location"))
                .startsWith(provider.issuer() + "/oauth2/authorize?")
                .contains(
                        "response_type=code", "scope=openid%20email", "code_challenge_method=S256", "nonce=", "state=");
        assertThat(left.header("Set-Cookie"))
                .startsWith("miniredis_oidc=k1.")
                .contains("HttpOnly", "SameSite=Lax", "Path=/api/v1/auth/providers/elsewhere/callback", "Max-Age=600");
        assertThat(left.header("Cache-Control")).contains("no-store");
        assertThat(leave("elsewhere").header("Location")).isNotEqualTo(left.header("Location"));
    }

    @Test
    void callbackWhenPersonIsNewMakesAnAccountWithoutAPassword() {
        provider.knows(subject, email, true);
        var answer = logIn();
        assertIsIn(answer);
        assertThat(answer.response().headers().allValues("Set-Cookie"))
                .anyMatch(it -> it.startsWith("miniredis_oidc=;") && it.contains("Max-Age=0"));
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        var me = me(answer).json();
        assertThat(me.at("/user/email").asString()).isEqualTo(email);
        assertThat(me.at("/user/emailVerified").asBoolean()).isTrue();
        assertThat(me.at("/user/twoFactor").asBoolean()).isFalse();
        assertThat(me.path("role").asString()).isEqualTo("owner");
        assertThat(me.at("/organization/name").asString()).isEqualTo(email.replace("@example.com", ""));
        var devices = auth.get("/api/v1/auth/sessions", auth.tenantToken(answer.session()));
        assertThat(devices.json().at("/items/0/device").asString()).isEqualTo("Firefox on Windows");
        assertThat(jdbc.queryForObject("select password_hash from app_user where email = ?", String.class, email))
                .isNull();
        for (var password : new String[] {"", "null", AuthService.PASSWORD}) {
            assertThat(auth.logIn(email, password).text("code")).isEqualTo("WRONG_CREDENTIALS");
        }
    }

    @Test
    void callbackWhenPersonComesAgainIsTheSameUserWhateverTheAddress() {
        provider.knows(subject, email, true);
        var first = me(logIn()).json().at("/user/id").asString();
        provider.knows(subject, AuthService.newEmail(), false);
        assertThat(me(logIn()).json().at("/user/id").asString()).isEqualTo(first);
    }

    @Test
    void callbackWhenPersonComesTwiceAtOnceMakesOneAccount() throws Exception {
        provider.knows(subject, email, true);
        var returning = Stream.generate(this::visitProvider).limit(4).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var users =
                    threads
                            .invokeAll(returning.stream()
                                    .map(it -> (Callable<Answer>) () -> comeBack(it))
                                    .toList())
                            .stream()
                            .map(it -> it.resultNow())
                            .peek(ProviderIntegrationTests::assertIsIn)
                            .map(it -> me(it).json().at("/user/id").asString())
                            .distinct()
                            .toList();
            assertThat(users).hasSize(1);
        }
    }

    @Test
    void callbackWhenAVerifiedAccountHasTheAddressJoinsIt() {
        var account = auth.signUp(email);
        verify(email);
        provider.knows(subject, email.toUpperCase(Locale.ROOT), true);
        var answer = logIn();
        assertIsIn(answer);
        assertThat(me(answer).json().at("/user/id").asString())
                .isEqualTo(account.json().at("/user/id").asString());
        assertThat(auth.logIn(email, AuthService.PASSWORD).status()).isEqualTo(200);
    }

    /** Else who signs up with a stranger's address would share the account that the stranger then comes to by a provider. */
    @Test
    void callbackWhenTheAccountsOwnAddressIsNotVerifiedRefuses() {
        auth.signUp(email);
        provider.knows(subject, email, true);
        assertIsOut(logIn(), "PROVIDER_EMAIL_TAKEN");
        assertThat(identities()).isZero();
    }

    @Test
    void callbackWhenTheAccountHasASecondFactorRefusesToJoinIt() {
        var userId = auth.signUp(email).json().at("/user/id").asString();
        verify(email);
        jdbc.update("insert into two_factor values (?, 'k1.x', 0, now(), now())", userId);
        provider.knows(subject, email, true);
        assertIsOut(logIn(), "PROVIDER_EMAIL_TAKEN");
    }

    @Test
    void callbackWhenTheProviderDidNotVerifyTheAddressRefuses() {
        provider.knows(subject, email, false);
        assertIsOut(logIn(), "PROVIDER_EMAIL_NOT_VERIFIED");
        auth.signUp(email);
        verify(email);
        assertIsOut(logIn(), "PROVIDER_EMAIL_NOT_VERIFIED");
        provider.knows(subject, null, true);
        assertIsOut(logIn(), "PROVIDER_EMAIL_NOT_VERIFIED");
        assertThat(identities()).isZero();
    }

    private int identities() {
        return jdbc.queryForObject("select count(*) from identity where subject = ?", Integer.class, subject);
    }

    @Test
    void callbackWhenTheBrowserDidNotBeginRefuses() {
        provider.knows(subject, email, true);
        var victim = visitProvider();
        assertIsOut(comeBack(new Returning(victim.callback(), "other=1")), "LOGIN_EXPIRED");
        assertIsOut(comeBack(new Returning(victim.callback(), "miniredis_oidc=k1.AAAA")), "LOGIN_EXPIRED");
        assertIsOut(comeBack(new Returning(victim.callback(), "miniredis_oidc=")), "LOGIN_EXPIRED");
        assertIsOut(comeBack(new Returning(victim.callback(), "miniredis_oidc=zz")), "LOGIN_EXPIRED");
        var changed = victim.cookie().substring(0, victim.cookie().length() - 6) + "AAAAA=";
        assertIsOut(comeBack(new Returning(victim.callback(), changed)), "LOGIN_EXPIRED");
    }

    @Test
    void callbackWhenStateIsOfAnotherLogInRefuses() {
        provider.knows(subject, email, true);
        var mine = visitProvider();
        var other = visitProvider();
        assertIsOut(comeBack(new Returning(other.callback(), mine.cookie())), "LOGIN_EXPIRED");
        assertIsOut(comeBack(mine.with("state", "made-up")), "LOGIN_EXPIRED");
        assertIsOut(comeBack(mine.with("state", "")), "LOGIN_EXPIRED");
        assertIsOut(
                auth.send(auth.request(PATH + "/elsewhere/callback?code=x", null)
                        .header("Cookie", mine.cookie())
                        .GET()),
                "LOGIN_EXPIRED");
    }

    /** A code that was stolen from a victim is of no use in the log-in of a thief: the proof key is another. */
    @Test
    void callbackWhenCodeIsOfAnotherLogInRefuses() {
        provider.knows(subject, email, true);
        var thief = visitProvider();
        var victim = visitProvider();
        assertIsOut(comeBack(thief.with("code", victim.query("code"))), "PROVIDER_ANSWER_INVALID");
    }

    @Test
    void callbackWhenCodeIsReplayedOrMadeUpRefuses() {
        provider.knows(subject, email, true);
        var returning = visitProvider();
        assertIsIn(comeBack(returning));
        assertIsOut(comeBack(returning), "PROVIDER_ANSWER_INVALID");
        assertIsOut(comeBack(visitProvider().with("code", "made-up")), "PROVIDER_ANSWER_INVALID");
    }

    @Test
    void callbackWhenItTookTooLongRefuses() {
        provider.knows(subject, email, true);
        var returning = visitProvider();
        clock.advance(PendingCookie.KEPT.plusSeconds(1));
        assertIsOut(comeBack(returning), "LOGIN_EXPIRED");
    }

    @Test
    void callbackWhenAnotherIssuerIsNamedRefuses() {
        provider.knows(subject, email, true);
        assertIsOut(comeBack(visitProvider().with("iss", "https://elsewhere.example")), "PROVIDER_ANSWER_INVALID");
        assertIsIn(comeBack(visitProvider().with("iss", provider.issuer())));
    }

    @Test
    void callbackWhenThePersonDeclinedSaysSo() {
        provider.knows(subject, email, true);
        var returning = visitProvider();
        var declined = "%s/elsewhere/callback?error=access_denied&error_description=%%3Cscript%%3E&state=%s"
                .formatted(PATH, returning.query("state"));
        var answer = comeBack(new Returning(declined, returning.cookie()));
        assertIsOut(answer, "PROVIDER_REFUSED");
        assertThat(answer.toString()).doesNotContain("script");
    }

    @ParameterizedTest
    @EnumSource(value = Lie.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void callbackWhenTheTokenIsForgedRefuses(Lie lie) {
        provider.knows(subject, email, true);
        var returning = visitProvider();
        provider.tells(lie);
        assertIsOut(comeBack(returning), "PROVIDER_ANSWER_INVALID");
        assertThat(identities()).isZero();
    }

    @Test
    void callbackWhenASessionCameAlongEndsIt() {
        provider.knows(subject, email, true);
        var planted = auth.signUp(AuthService.newEmail()).session();
        var returning = visitProvider();
        assertIsIn(
                comeBack(new Returning(returning.callback(), returning.cookie() + "; miniredis_session=" + planted)));
        assertThat(auth.exchangeSession(planted).status()).isEqualTo(401);
    }

    @Test
    void loginWhenAProviderIsDownOrAnotherSaysSoAndTheOthersWork() {
        assertIsOut(leave("down"), "PROVIDER_UNAVAILABLE");
        assertIsOut(leave("renamed"), "PROVIDER_UNAVAILABLE");
        provider.knows(subject, email, true);
        assertIsIn(logIn());
        assertThat(auth.get(PATH, null).status()).isEqualTo(200);
    }

    @Test
    void loginWhenAProviderAnswersNonsenseSaysThatItIsUnavailable() {
        var endpoints =
                "\"issuer\":\"%s\",\"authorization_endpoint\":\"%s/a\",\"token_endpoint\":\"%s/t\",\"subject_types_supported\":[\"public\"]"
                        .formatted(oddIssuer(), oddIssuer(), oddIssuer());
        for (var nonsense : new String[] {
            "",
            "null",
            "[]",
            "{}",
            "not json\n2026 INFO forged line",
            "{\"issuer\":7}",
            "{\"issuer\":\"%s\"}".formatted(oddIssuer()),
            "{%s}".formatted(endpoints),
            "{%s,\"jwks_uri\":7}".formatted(endpoints),
            "{%s,\"jwks_uri\":\"not an address\"}".formatted(endpoints)
        }) {
            oddAnswer = nonsense;
            assertIsOut(leave("odd"), "PROVIDER_UNAVAILABLE");
        }
        oddAnswer = "{%s,\"jwks_uri\":\"%s/j\"}".formatted(endpoints, oddIssuer());
        assertThat(leave("odd").header("Location")).startsWith(oddIssuer() + "/a?");
    }

    @Test
    void anyCallWhenProviderIsUnknownIsNotFound() {
        for (var path : new String[] {"/nobody/login", "/nobody/callback?code=x&state=y"}) {
            var answer = auth.get(PATH + path, null);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text("code")).isEqualTo("PROVIDER_NOT_FOUND");
        }
    }

    @Test
    void callbackWhenCookieIsOfAnotherProviderRefuses() {
        provider.knows(subject, email, true);
        var returning = visitProvider();
        var elsewhere = new Returning(returning.callback().replace("/elsewhere/", "/renamed/"), returning.cookie());
        assertIsOut(comeBack(elsewhere), "LOGIN_EXPIRED");
    }
}
