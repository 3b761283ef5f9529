package io.miniredis.gateway.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.gateway.testing.Gateway;
import io.miniredis.gateway.testing.GatewayTest;
import io.miniredis.gateway.testing.Services;
import io.miniredis.gateway.testing.SettableTicker;
import io.miniredis.kit.secret.KeyText;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@GatewayTest
class CredentialIntegrationTests {

    private static final String KEY = KeyText.withChecksum("0123456789012345678901234567890123456789012");
    private static final String SESSION = "0123456789012345678901234567890123456789012";

    @Autowired
    Gateway gateway;

    @Autowired
    Services services;

    @Autowired
    SettableTicker ticker;

    @BeforeEach
    void reset() {
        services.reset();
    }

    private Gateway.Answer withKey() {
        return gateway.get("/api/v1/databases", "Authorization", "Bearer " + KEY);
    }

    @Test
    void callWhenKeyIsLiveGoesOnWithTheTokenAndWithoutTheKey() {
        services.allow(KEY);
        assertThat(withKey().status()).isEqualTo(200);
        assertThat(services.last().header("Authorization")).isEqualTo("Bearer jwt-of-" + KEY);
        assertThat(services.last().headers().values().toString()).doesNotContain(" " + KEY);
    }

    @Test
    void callWhenSessionIsLiveGoesOnWithTheTokenAndWithoutCookies() {
        services.allow(SESSION);
        var answer = gateway.get("/api/v1/databases", "Cookie", "theme=dark; miniredis_session=" + SESSION);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(services.last().header("Authorization")).isEqualTo("Bearer jwt-of-" + SESSION);
        assertThat(Services.names(services.last())).doesNotContain("cookie");
    }

    @Test
    void callWhenRepeatedExchangesOnceInFourSeconds() {
        services.allow(KEY);
        for (var i = 0; i < 5; i++) withKey();
        assertThat(services.exchanges()).isOne();
        ticker.advance(Duration.ofMillis(4100));
        withKey();
        assertThat(services.exchanges()).isEqualTo(2);
    }

    @Test
    void callWhenManyComeAtOnceExchangesOnce() throws Exception {
        services.allow(KEY);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = callers.invokeAll(Stream.generate(() -> (Callable<Gateway.Answer>) this::withKey)
                    .limit(20)
                    .toList());
            assertThat(answers).allMatch(it -> it.resultNow().status() == 200);
        }
        assertThat(services.exchanges()).isOne();
    }

    @Test
    void callWhenRevokedIsRefusedWithinFiveSeconds() {
        services.allow(KEY);
        assertThat(withKey().status()).isEqualTo(200);
        services.revoke(KEY);
        ticker.advance(Duration.ofSeconds(5));
        var answer = withKey();
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("CREDENTIAL_INVALID");
        assertThat(answer.isProblem()).isTrue();
    }

    @Test
    void callWhenRefusedIsAskedAgainAfterASecond() {
        withKey();
        withKey();
        assertThat(services.exchanges()).isOne();
        services.allow(KEY);
        ticker.advance(Duration.ofMillis(1100));
        assertThat(withKey().status()).isEqualTo(200);
    }

    /** As when the auth-service ends a kept connection just as it is used again. */
    @Test
    void callWhenExchangeEndsWithoutAnswerIsTriedOnceMore() {
        services.allow(KEY);
        services.dropExchanges(1);
        assertThat(withKey().status()).isEqualTo(200);
        assertThat(services.exchanges()).isEqualTo(2);
    }

    @Test
    void callWhenExchangeEndsWithoutAnswerAgainIsAProblem() {
        services.allow(KEY);
        services.dropExchanges(2);
        var answer = withKey();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("SERVICE_UNAVAILABLE");
        assertThat(services.exchanges()).isEqualTo(2);
    }

    @Test
    void logOutWhenDoneIsFeltAtOnce() {
        services.allow(SESSION);
        var cookie = "miniredis_session=" + SESSION;
        services.answerWith(exchange -> {
            services.revoke(SESSION);
            exchange.getResponseHeaders().set("Set-Cookie", "miniredis_session=; Max-Age=0");
            exchange.sendResponseHeaders(204, -1);
        });
        var answer = gateway.send(gateway.request("/api/v1/auth/logout")
                .header("Cookie", cookie)
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Set-Cookie")).contains("Max-Age=0");
        assertThat(gateway.get("/api/v1/databases", "Cookie", cookie).status()).isEqualTo(401);
    }

    @Test
    void callWhenWithoutCredentialIsRefusedWithoutAskingAnyone() {
        var answer = gateway.get("/api/v1/databases");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("UNAUTHENTICATED");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.json().path("traceId").asString()).hasSize(32);
        assertThat(services.exchanges()).isZero();
        assertThat(services.seen()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1c3JfMSJ9.c2ln",
                "Basic YTpi",
                "Bearer mr_short",
                "Bearer mr_012345678901234567890123456789\"",
                // no checksum, and one that does not fit
                "Bearer mr_0123456789012345678901234567890123456789012",
                "Bearer mr_0123456789012345678901234567890123456789012000000",
                "Bearer",
            })
    void callWhenAuthorizationIsNoKeyIsRefusedWithoutAskingAnyone(String authorization) {
        var answer = gateway.get("/api/v1/databases", "Authorization", authorization);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.isProblem()).isTrue();
        assertThat(services.exchanges()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/auth/signup", "/api/v1/auth/login"})
    void entryWhenCalledNeedsNoCredentialAndPassesNone(String path) {
        var answer = gateway.send(gateway.request(path)
                .header("Authorization", "Bearer " + KEY)
                .POST(HttpRequest.BodyPublishers.ofString("{\"email\":\"a@b.example\"}")));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(services.exchanges()).isZero();
        assertThat(Services.names(services.last())).doesNotContain("authorization");
        assertThat(services.last().body()).isEqualTo("{\"email\":\"a@b.example\"}");
    }

    @Test
    void callWhenAuthServiceIsDownIsUnavailable() {
        services.breakExchange();
        var answer = withKey();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("SERVICE_UNAVAILABLE");
        assertThat(answer.header("Retry-After")).isEqualTo("2");
        assertThat(answer.json().path("detail").asString()).contains("auth-service");
        assertThat(services.seen()).isEmpty();
    }
}
