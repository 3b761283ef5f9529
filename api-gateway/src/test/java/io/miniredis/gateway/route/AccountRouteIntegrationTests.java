package io.miniredis.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.gateway.testing.Gateway;
import io.miniredis.gateway.testing.GatewayTest;
import io.miniredis.gateway.testing.Services;
import io.miniredis.kit.secret.KeyText;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@GatewayTest
class AccountRouteIntegrationTests {

    private static final String SESSION = "accountaccountaccountaccountaccountaccount1";
    private static final String OTHER = "accountaccountaccountaccountaccountaccount2";
    private static final String KEY = KeyText.withChecksum("accountaccountaccountaccountaccountaccount3");

    @Autowired
    Gateway gateway;

    @Autowired
    Services services;

    @BeforeEach
    void reset() {
        services.reset();
        services.allow(SESSION, "usr_1", "org_1", "ses_1");
        services.allow(OTHER, "usr_2", "org_1", "ses_2");
        services.allow(KEY, "key_3", "org_1", "key_3");
    }

    private Gateway.Answer as(String session, String method, String path) {
        return gateway.send(gateway.request("/api/v1" + path)
                .header("Cookie", "miniredis_session=" + session)
                .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /auth/verification/confirm",
        "POST, /auth/password/forgot",
        "POST, /auth/password/reset",
        "GET, /auth/providers",
        "GET, /auth/providers/house/login",
        "GET, /auth/providers/house/callback?code=c&state=s",
        "POST, /invitations/look",
    })
    void openCallWhenWithoutCredentialReachesTheAuthService(String method, String path) {
        var answer =
                gateway.send(gateway.request("/api/v1" + path).method(method, HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(services.last().path()).isEqualTo("/api/v1" + path);
        assertThat(services.exchanges()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/auth/verification",
                "/auth/password",
                "/auth/sessions",
                "/auth/two-factor/confirm",
                "/auth/organization",
                "/organizations",
                "/invitations/accept",
                "/audit",
                "/platform/usage"
            })
    void callWhenWithoutCredentialIsRefused(String path) {
        var answer = gateway.send(gateway.request("/api/v1" + path).POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(services.seen()).isEmpty();
    }

    @Test
    void providerWhenItRedirectsPassesStatusPlaceAndCookies() {
        services.answerWith(exchange -> {
            exchange.getResponseHeaders()
                    .add("Set-Cookie", "miniredis_oidc=abc.def; Path=/api/v1/auth/providers; HttpOnly");
            exchange.getResponseHeaders().add("Set-Cookie", "miniredis_session=s; Path=/; HttpOnly");
            exchange.getResponseHeaders().set("Location", "https://login.example.com/authorize?state=a%20b");
            exchange.sendResponseHeaders(302, -1);
        });
        var answer = gateway.get("/api/v1/auth/providers/house/login");
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).isEqualTo("https://login.example.com/authorize?state=a%20b");
        assertThat(answer.response().headers().allValues("Set-Cookie")).hasSize(2);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void providerWhenCookiesAreSentPassesItsOwnAndTheSession() {
        gateway.get(
                "/api/v1/auth/providers/house/callback",
                "Cookie",
                "miniredis_session=" + SESSION + "; miniredis_oidc=abc.def-_~+/=; theme=dark");
        assertThat(services.last().header("Cookie"))
                .isEqualTo("miniredis_session=" + SESSION + "; miniredis_oidc=abc.def-_~+/=");
        gateway.get("/api/v1/auth/providers", "Cookie", "miniredis_oidc=abc");
        assertThat(Services.names(services.last())).doesNotContain("cookie");
        gateway.get("/api/v1/auth/me", "Cookie", "miniredis_session=" + SESSION + "; miniredis_oidc=abc");
        assertThat(Services.names(services.last())).doesNotContain("cookie");
    }

    /** The service ends the session that a browser had before it begins another. */
    @Test
    void logInWhenCookiesAreSentPassesTheSessionAlone() {
        gateway.send(gateway.request("/api/v1/auth/login")
                .header("Cookie", "theme=dark; miniredis_session=" + SESSION + "; miniredis_oidc=abc")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(services.last().header("Cookie")).isEqualTo("miniredis_session=" + SESSION);
        assertThat(Services.names(services.last())).doesNotContain("authorization");
    }

    @Test
    void auditWhenAskedForAsCsvIsCsv() {
        services.answerWith(exchange -> Services.answer(exchange, 200, "text/csv;charset=utf-8", "id,at\r\n"));
        var answer = gateway.get("/api/v1/audit", "Authorization", "Bearer " + KEY, "Accept", "text/csv");
        assertThat(services.last().header("Accept")).isEqualTo("text/csv");
        assertThat(answer.header("Content-Type")).isEqualTo("text/csv;charset=utf-8");
        assertThat(answer.response().body()).isEqualTo("id,at\r\n");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void switchWhenDoneIsInForceAtOnce() {
        as(SESSION, "GET", "/databases");
        services.allow(SESSION, "usr_1", "org_2", "ses_1");
        as(SESSION, "GET", "/databases");
        var before = services.last().header("Authorization");
        assertThat(services.exchanges()).isOne();
        as(SESSION, "PUT", "/auth/organization");
        as(SESSION, "GET", "/databases");
        assertThat(services.exchanges()).isEqualTo(2);
        assertThat(services.last().header("Authorization")).isNotEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /auth/sessions/ses_2",
        "DELETE, /organizations/org_1/members/usr_2",
        "PATCH, /organizations/org_1/members/usr_2",
        "DELETE, /organizations/org_1",
    })
    void changeWhenItConcernsAnotherIsFeltByThemAtOnce(String method, String path) {
        assertThat(as(OTHER, "GET", "/databases").status()).isEqualTo(200);
        services.revoke(OTHER);
        assertThat(as(OTHER, "GET", "/databases").status()).isEqualTo(200);
        assertThat(as(SESSION, method, path).status()).isEqualTo(200);
        assertThat(as(OTHER, "GET", "/databases").status()).isEqualTo(401);
    }

    @Test
    void keyWhenRevokedHereIsDeadAtOnceAndOthersAreNotAskedAgain() {
        assertThat(gateway.get("/api/v1/databases", "Authorization", "Bearer " + KEY)
                        .status())
                .isEqualTo(200);
        assertThat(as(OTHER, "GET", "/databases").status()).isEqualTo(200);
        services.revoke(KEY);
        as(SESSION, "DELETE", "/api-keys/key_3");
        assertThat(gateway.get("/api/v1/databases", "Authorization", "Bearer " + KEY)
                        .status())
                .isEqualTo(401);
        var asked = services.exchanges();
        as(OTHER, "GET", "/databases");
        assertThat(services.exchanges()).isEqualTo(asked);
    }
}
