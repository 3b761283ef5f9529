package io.miniredis.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.gateway.testing.Gateway;
import io.miniredis.gateway.testing.GatewayTest;
import io.miniredis.gateway.testing.Services;
import io.miniredis.kit.secret.KeyText;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@GatewayTest
class DoorIntegrationTests {

    private static final String SESSION = "doordoordoordoordoordoordoordoordoordoordo1";
    private static final String KEY = KeyText.withChecksum("doordoordoordoordoordoordoordoordoordoordo2");

    @Autowired
    Gateway gateway;

    @Autowired
    Services services;

    @BeforeEach
    void reset() {
        services.reset();
        services.allow(SESSION);
        services.allow(KEY);
    }

    private Gateway.Answer post(String... headers) {
        return gateway.send(gateway.request("/api/v1/databases")
                .header("Cookie", "miniredis_session=" + SESSION)
                .headers(headers)
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
    }

    private String own() {
        return "http://localhost:" + gateway.port();
    }

    @Test
    void cookieCallWhenFromThisVeryOriginPasses() {
        assertThat(post("Origin", own()).status()).isEqualTo(200);
        assertThat(post("Origin", own(), "Sec-Fetch-Site", "same-origin").status())
                .isEqualTo(200);
        assertThat(Services.names(services.last())).doesNotContain("origin");
    }

    @ParameterizedTest
    @CsvSource({
        // as the dashboard's server passes it on
        "cloud.example, https, https://cloud.example",
        "localhost:5173, http, http://localhost:5173",
        // TLS ended before us, unsaid
        "cloud.example, http, https://cloud.example",
    })
    void cookieCallWhenFromTheOriginThatTheProxyNamesPasses(String host, String scheme, String origin) {
        var answer = post("X-Forwarded-Host", host, "X-Forwarded-Proto", scheme, "Origin", origin);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "http://localhost",
                "http://localhost:1",
                "http://localhost.evil.example",
                "file://",
                "not an origin",
                ""
            })
    void cookieCallWhenFromElsewhereIsRefusedAndReachesNobody(String origin) {
        var answer = post("Origin", origin);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("ORIGIN_MISMATCH");
        assertThat(answer.isProblem()).isTrue();
        assertThat(services.seen()).isEmpty();
        assertThat(services.exchanges()).isZero();
    }

    @Test
    void cookieCallWhenHttpPageCallsHttpsIsRefused() {
        assertThat(post(
                                "X-Forwarded-Host",
                                "cloud.example",
                                "X-Forwarded-Proto",
                                "https",
                                "Origin",
                                "http://cloud.example")
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"cross-site, 403", "same-site, 403", "same-origin, 200", "none, 200"})
    void cookieCallWhenOnlyTheSiteIsSaidIsJudgedByIt(String site, int status) {
        assertThat(post("Sec-Fetch-Site", site).status()).isEqualTo(status);
    }

    @Test
    void cookieCallWhenBrowserSaysOtherSiteIsRefusedWhateverTheNames() {
        assertThat(post("Origin", own(), "Sec-Fetch-Site", "cross-site").status())
                .isEqualTo(403);
    }

    @Test
    void cookieCallWhenFromNoBrowserPasses() {
        assertThat(post("Accept", "*/*").status()).isEqualTo(200);
    }

    @Test
    void logInWhenFromElsewhereIsRefused() {
        var answer = gateway.send(gateway.request("/api/v1/auth/login")
                .header("Origin", "https://evil.example")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(answer.code()).isEqualTo("ORIGIN_MISMATCH");
    }

    @Test
    void keyCallWhenFromElsewherePassesAndReadingToo() {
        var answer = gateway.send(gateway.request("/api/v1/databases")
                .headers("Authorization", "Bearer " + KEY, "Origin", "https://evil.example")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(answer.status()).isEqualTo(200);
        // nobody there may read it
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(gateway.get(
                                "/api/v1/databases",
                                "Cookie",
                                "miniredis_session=" + SESSION,
                                "Origin",
                                "https://evil.example")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void answerWhenAnyTellsBrowsersWhatItIsOnce() {
        services.answerWith(exchange -> {
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.getResponseHeaders().set("X-Frame-Options", "SAMEORIGIN");
            exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
            exchange.getResponseHeaders().set("Cache-Control", "max-age=60");
            Services.answer(exchange, 200, "application/json", "{}");
        });
        for (var path : new String[] {"/api/v1/databases", "/nothing", "/api/v1/openapi.json"}) {
            var answer = gateway.get(
                    path,
                    "Authorization",
                    "Bearer " + KEY,
                    "traceparent",
                    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
            var headers = answer.response().headers();
            assertThat(headers.allValues("X-Content-Type-Options")).as(path).containsExactly("nosniff");
            assertThat(headers.allValues("X-Frame-Options")).containsExactly("DENY");
            assertThat(headers.allValues("Content-Security-Policy"))
                    .containsExactly("default-src 'none'; frame-ancestors 'none'");
            assertThat(headers.allValues("Referrer-Policy")).containsExactly("no-referrer");
            assertThat(headers.allValues("Trace-Id")).containsExactly("0af7651916cd43dd8448eb211c80319c");
            assertThat(headers.allValues("Access-Control-Allow-Origin")).isEmpty();
            assertThat(headers.allValues("Strict-Transport-Security")).isEmpty();
        }
        assertThat(gateway.get("/api/v1/databases", "Authorization", "Bearer " + KEY)
                        .header("Cache-Control"))
                .isEqualTo("no-store");
        assertThat(gateway.get("/nothing", "X-Forwarded-Proto", "https").header("Strict-Transport-Security"))
                .startsWith("max-age=");
    }

    @Test
    void answerWhenServiceBreaksOffKeepsTheHeadersOfTheDoorAlone() {
        services.answerWith(exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().flush();
            exchange.close();
        });
        var answer = gateway.get("/api/v1/databases", "Authorization", "Bearer " + KEY);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
        assertThat(answer.header("ETag")).isEmpty();
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Trace-Id")).hasSize(32);
    }

    @Test
    void callWhenHeadersAreTooLargeIsRefusedInWords() {
        var answer = gateway.get("/api/v1/plans", "Authorization", "Bearer " + KEY, "X-Large", "x".repeat(17_000));
        assertThat(answer.status()).isEqualTo(431);
        assertThat(answer.code()).isEqualTo("HEADERS_TOO_LARGE");
        assertThat(services.seen()).isEmpty();
    }

    @Test
    void callWhenHeadersAreTooManyIsRefusedInWords() {
        var request = gateway.request("/api/v1/plans");
        for (var i = 0; i < 81; i++) request.header("X-Header-" + i, "x");
        var answer = gateway.send(request);
        assertThat(answer.status()).isEqualTo(431);
        assertThat(answer.code()).isEqualTo("TOO_MANY_HEADERS");
    }

    @Test
    void callWhenUrlIsTooLongIsRefusedInWords() {
        var answer = gateway.get("/api/v1/plans?q=" + "x".repeat(4_100));
        assertThat(answer.status()).isEqualTo(414);
        assertThat(answer.code()).isEqualTo("URL_TOO_LONG");
    }

    @Test
    void callWhenHeadersAreHugeIsStillAProblem() throws IOException {
        try (var socket = new Socket("localhost", gateway.port())) {
            var request = "GET /api/v1/plans HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX: %s\r\n\r\n"
                    .formatted("x".repeat(40_000));
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            var answer = new String(socket.getInputStream().readNBytes(400), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 4").contains("application/problem+json");
        }
    }
}
