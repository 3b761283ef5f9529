package io.miniredis.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miniredis.gateway.testing.Gateway;
import io.miniredis.gateway.testing.GatewayTest;
import io.miniredis.gateway.testing.Services;
import io.miniredis.kit.secret.KeyText;
import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@GatewayTest
class RouteIntegrationTests {

    private static final String KEY = KeyText.withChecksum("9999999999012345678901234567890123456789012");
    private static final int TWO_MEGABYTES = 2 * 1024 * 1024;

    @Autowired
    Gateway gateway;

    @Autowired
    Services services;

    @BeforeEach
    void reset() {
        services.reset();
        services.allow(KEY);
    }

    private Gateway.Answer get(String path) {
        return gateway.get(path, "Authorization", "Bearer " + KEY);
    }

    private Gateway.Answer post(String path, HttpRequest.BodyPublisher body) {
        return gateway.send(gateway.request(path)
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json")
                .POST(body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/databases",
                "/api/v1/databases/db_1",
                "/api/v1/databases/db_1/credentials",
                "/api/v1/databases/db_1/events?limit=5",
                "/api/v1/databases?limit=2&cursor=db_1",
                "/api/v1/databases?q=a%20b%26c",
                "/api/v1/operations",
                "/api/v1/operations/op_1",
                "/api/v1/plans",
                "/api/v1/auth/me",
                "/api/v1/api-keys",
                "/api/v1/api-keys/key_1",
                "/api/v1/auth/sessions",
                "/api/v1/auth/two-factor",
                "/api/v1/organizations",
                "/api/v1/organizations/org_1/members/usr_1",
                "/api/v1/organizations/org_1/invitations",
                "/api/v1/audit?outcome=refused&limit=5",
                "/api/v1/platform/hosts",
                "/api/v1/platform/audit/integrity",
            })
    void callWhenPathIsKnownReachesTheServiceUnchanged(String path) {
        assertThat(get(path).status()).isEqualTo(200);
        assertThat(services.last().path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/nothing",
                "/api/v1/nothing",
                "/api/v1",
                "/internal/exchange",
                "/oauth2/token",
                "/api/v1/%2e%2e/internal",
                "/api/v1/databases/%2e%2e/%2e%2e/internal/exchange",
                "/api/v1/databases/..%2f..%2finternal",
                "/api/v1/databases/../../../internal/exchange",
                "/api/v1/databases/;x=y/../internal",
                "/api/v1/databases//internal",
                "/api/v1/databases/db%00",
                "/api/v1/plansx",
                "/api/v1/databases;x",
                "/api/v1/auditx",
                "/api/v1/audit/all",
                "/api/v1/auth/providers/%2e%2e/login",
            })
    void callWhenPathIsUnknownOrTwistedIsAProblemAndReachesNobody(String path) {
        var answer = get(path);
        assertThat(answer.status()).as(answer.toString()).isIn(400, 404);
        assertThat(answer.isProblem()).as(answer.toString()).isTrue();
        assertThat(services.seen()).isEmpty();
    }

    @Test
    void callWhenHeadersPretendAProxyPassesNoneOfThem() {
        gateway.get(
                "/api/v1/databases",
                "Authorization",
                "Bearer " + KEY,
                "Forwarded",
                "for=1.2.3.4",
                "X-Original-URL",
                "/internal",
                "X-MiniRedis-Anything",
                "1",
                "X-Internal-User",
                "usr_1",
                "X-Real-IP",
                "1.2.3.4",
                "X-Forwarded-User",
                "admin",
                "X-HTTP-Method-Override",
                "DELETE",
                "Access-Control-Request-Method",
                "DELETE",
                "baggage",
                "a=b",
                "X-Forwarded-Proto",
                "https",
                "X-Forwarded-Host",
                "cloud.example",
                "X-Forwarded-Prefix",
                "/x",
                "tracestate",
                "a=b",
                "traceparent",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "Idempotency-Key",
                "k1",
                "TE",
                "trailers");
        var seen = services.last();
        assertThat(Services.names(seen))
                .doesNotContain(
                        "forwarded",
                        "x-original-url",
                        "x-miniredis-anything",
                        "x-internal-user",
                        "x-real-ip",
                        "x-forwarded-user",
                        "x-http-method-override",
                        "access-control-request-method",
                        "baggage",
                        "x-forwarded-prefix",
                        "tracestate",
                        "te",
                        "cookie");
        // the test itself calls from an address that is trusted
        assertThat(seen.header("X-Forwarded-Proto")).isEqualTo("https");
        assertThat(seen.header("X-Forwarded-Host")).isEqualTo("cloud.example");
        assertThat(seen.header("Idempotency-Key")).isEqualTo("k1");
        assertThat(seen.header("traceparent"))
                .startsWith("00-0af7651916cd43dd8448eb211c80319c-")
                .doesNotContain("b7ad6b7169203331");
    }

    @Test
    void callWhenAnsweredKeepsStatusBodyAndHeaders() {
        services.answerWith(exchange -> {
            exchange.getResponseHeaders().set("Set-Cookie", "a=b; HttpOnly");
            exchange.getResponseHeaders().set("ETag", "\"1\"");
            exchange.getResponseHeaders().set("Connection", "close");
            exchange.getResponseHeaders().set("Keep-Alive", "timeout=5");
            Services.answer(exchange, 201, "application/json", "{\"name\":\"größe\"}");
        });
        var answer = post("/api/v1/databases", HttpRequest.BodyPublishers.ofString("{\"name\":\"größe\"}"));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Set-Cookie")).isEqualTo("a=b; HttpOnly");
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(answer.header("Keep-Alive")).isEmpty();
        assertThat(answer.json().path("name").asString()).isEqualTo("größe");
        assertThat(services.last().body()).isEqualTo("{\"name\":\"größe\"}");
    }

    @Test
    void callWhenServiceAnswersAProblemPassesItOn() {
        var problem =
                "{\"type\":\"urn:x\",\"title\":\"Conflict\",\"status\":409,\"detail\":\"d\",\"code\":\"NAME_TAKEN\"}";
        services.answerWith(exchange -> Services.answer(exchange, 409, "application/problem+json", problem));
        var answer = get("/api/v1/databases");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.response().body()).isEqualTo(problem);
    }

    @Test
    void callWhenServiceFailsWithAPageHidesItBehindAProblem() {
        services.answerWith(exchange ->
                Services.answer(exchange, 500, "text/html", "<h1>NullPointerException at Secret.java</h1>"));
        var answer = get("/api/v1/databases");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.code()).isEqualTo("BAD_GATEWAY");
        assertThat(answer.toString()).contains("backend").doesNotContain("NullPointer");

        services.answerWith(exchange -> exchange.sendResponseHeaders(405, -1));
        answer = get("/api/v1/databases");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.isProblem()).isTrue();
    }

    @Test
    void callWhenServiceIsDeadNamesIt() {
        var answer = get("/api/v1/databases/db_1/metrics?range=1h");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("SERVICE_UNAVAILABLE");
        assertThat(answer.header("Retry-After")).isEqualTo("2");
        assertThat(answer.json().path("detail").asString()).contains("monitoring-service");
        // the others do not notice
        assertThat(get("/api/v1/databases").status()).isEqualTo(200);
    }

    @Test
    void callWhenServiceIsSlowEndsAtTheDeadline() throws Exception {
        var release = new CountDownLatch(1);
        services.answerWith(exchange -> awaitQuietly(release));
        var answer = get("/api/v1/databases");
        release.countDown();
        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.code()).isEqualTo("TIMEOUT");
        assertThat(answer.json().path("detail").asString()).contains("backend");
    }

    @Test
    void commandWhenSlowerThanOtherCallsMayBeIsStillWaitedFor() {
        var never = new CountDownLatch(1);
        services.answerWith(exchange -> {
            awaitQuietly(never, 700);
            Services.answer(exchange, 200, "application/json", "{\"result\":null}");
        });
        assertThat(post("/api/v1/databases/db_1/commands", HttpRequest.BodyPublishers.ofString("{}"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void eventsWhenAskedForAsAListEndAtTheDeadline() throws Exception {
        var release = new CountDownLatch(1);
        services.answerWith(exchange -> awaitQuietly(release));
        var answer = get("/api/v1/databases/db_1/events");
        release.countDown();
        assertThat(answer.status()).isEqualTo(504);
    }

    @Test
    void authorityWhenAskedForWithoutACredentialIsPassedOnWithoutExchange() {
        services.answerWith(exchange -> {
            exchange.getResponseHeaders().set("Cache-Control", "max-age=300, public");
            Services.answer(exchange, 200, "application/x-pem-file", "-----BEGIN CERTIFICATE-----");
        });
        var answer = gateway.get("/api/v1/certificate-authority", "Cookie", "miniredis_session=" + KEY);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/x-pem-file");
        assertThat(answer.header("Cache-Control")).isEqualTo("max-age=300, public");
        assertThat(services.exchanges()).isZero();
        assertThat(Services.names(services.last())).doesNotContain("cookie", "authorization");
    }

    @Test
    void patchWhenSentReachesTheServiceWithItsBody() {
        var answer = gateway.send(gateway.request("/api/v1/databases/db_1")
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"tls\":true}")));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(services.last().method()).isEqualTo("PATCH");
        assertThat(services.last().body()).isEqualTo("{\"tls\":true}");
    }

    @Test
    void callWhenServiceFallsSilentBeforeTheFirstByteIsAProblem() {
        var release = new CountDownLatch(1);
        services.answerWith(exchange -> {
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().flush();
            awaitQuietly(release);
        });
        var answer = get("/api/v1/databases");
        release.countDown();
        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.isProblem()).isTrue();
    }

    @Test
    void callWhenServiceBreaksOffInTheMiddleDoesNotLookWhole() {
        services.answerWith(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("x".repeat(100_000).getBytes(StandardCharsets.US_ASCII));
            exchange.getResponseBody().flush();
            // longer than the deadline
            awaitQuietly(new CountDownLatch(1), 1_000);
        });
        assertThatThrownBy(() -> get("/api/v1/databases")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void eventsWhenSilentForLongStayOpenAndPassUnbuffered() throws Exception {
        var received = new CountDownLatch(1);
        services.answerWith(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("data: one\n\n".getBytes(StandardCharsets.US_ASCII));
            exchange.getResponseBody().flush();
            // the second comes when the first was seen, and later than the deadline of other routes
            awaitQuietly(received);
            awaitQuietly(new CountDownLatch(1), 700);
            exchange.getResponseBody().write("data: two\n\n".getBytes(StandardCharsets.US_ASCII));
        });
        try (var http = HttpClient.newHttpClient()) {
            var request = gateway.request("/api/v1/databases/db_1/events")
                    .header("Authorization", "Bearer " + KEY)
                    .header("Accept", "text/event-stream")
                    .build();
            var lines = http.send(request, HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .filter(it -> !it.isEmpty())
                    .peek(it -> received.countDown())
                    .toList();
            assertThat(lines).containsExactly("data: one", "data: two");
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        awaitQuietly(latch, 5_000);
    }

    private static void awaitQuietly(CountDownLatch latch, long millis) {
        try {
            latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException exception) {
            throw new IllegalStateException(exception);
        }
    }

    @Test
    void postWhenBodyIsTooLargeAndSaysSoIsRefused() {
        var answer = post("/api/v1/databases", HttpRequest.BodyPublishers.ofByteArray(new byte[TWO_MEGABYTES]));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("BODY_TOO_LARGE");
        assertThat(services.seen()).isEmpty();
    }

    @Test
    void postWhenBodyIsTooLargeAndChunkedIsRefused() {
        var body = HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[TWO_MEGABYTES]));
        var answer = post("/api/v1/databases", body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(413);
        assertThat(answer.code()).isEqualTo("BODY_TOO_LARGE");
        assertThat(services.seen()).isEmpty();
    }

    @Test
    void postWhenBodyIsChunkedAndSmallArrives() {
        var body = HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[100_000]));
        assertThat(post("/api/v1/databases", body).status()).isEqualTo(200);
        assertThat(services.last().body()).hasSize(100_000);
    }

    @Test
    void postWhenBodyIsAFormPassesItAsItIs() {
        var answer = gateway.send(gateway.request("/api/v1/databases?a=1")
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("a=2&b=3")));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(services.last().path()).isEqualTo("/api/v1/databases?a=1");
        assertThat(services.last().body()).isEqualTo("a=2&b=3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%zz", "a=%", "a=%00", "=", "&&", "a=b=c", "a=%C3%28", "a={}", "a=\u00e4"})
    void callWhenQueryIsHostileIsNoBugOfOurs(String query) {
        var answer = rawGet("/api/v1/databases?" + query);
        assertThat(answer).as(query).matches("(?s)HTTP/1.1 [24]\\d\\d.*");
    }

    @Test
    void callWhenNoHttpAtAllIsAProblem() {
        assertThat(rawGet("/api/v1/<>")).startsWith("HTTP/1.1 400").contains("application/problem+json");
    }

    private String rawGet(String target) {
        try (var socket = new java.net.Socket("localhost", gateway.port())) {
            var request = "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
                    .formatted(target, KEY);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.io.IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
