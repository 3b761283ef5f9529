package io.miniredis.frontend.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The way to the gateway and back, over real sockets. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ProxyIntegrationTests {

    private static final CountDownLatch firstEventRead = new CountDownLatch(1);
    private static final HttpServer gateway = gateway();

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void gatewayUrl(DynamicPropertyRegistry properties) {
        properties.add(
                "API_GATEWAY_URL",
                () -> "http://localhost:" + gateway.getAddress().getPort());
    }

    @AfterAll
    static void stop() {
        gateway.stop(0);
    }

    @Test
    void callWhenMadeReachesTheGatewayAsItCame() throws Exception {
        var request = call("/api/v1/echo?name=a%20b&x=%2F")
                .header("Cookie", "miniredis_session=secret; other=1")
                .header("Idempotency-Key", "k1")
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString("{\"a\":\"ü\"}"))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(418);
        assertThat(answer.body())
                .contains("PATCH /api/v1/echo?name=a%20b&x=%2F", "Cookie: miniredis_session=secret; other=1")
                .contains("Idempotency-key: k1", "X-forwarded-host: localhost:" + port, "X-forwarded-proto: http\n")
                .contains("X-forwarded-for: 127.0.0.1\n", "X-forwarded-port: " + port + "\n")
                .endsWith("{\"a\":\"ü\"}");
        assertThat(answer.headers().allValues("Set-Cookie"))
                .containsExactly("miniredis_session=new; Path=/; HttpOnly; SameSite=Lax", "second=2");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void callWhenThroughAnIngressKeepsWhatThatSays() throws Exception {
        var request = call("/api/v1/echo")
                .header("X-Forwarded-For", "203.0.113.7")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "redis.example.com")
                .header("X-Forwarded-Port", "443")
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).body())
                .contains("X-forwarded-for: 203.0.113.7\n", "X-forwarded-proto: https\n")
                .contains("X-forwarded-host: redis.example.com\n", "X-forwarded-port: 443\n");
    }

    @Test
    void callWhenBodyIsLargeIsLeftToTheGateway() throws Exception {
        var request = call("/api/v1/count")
                .POST(BodyPublishers.ofByteArray(new byte[3 * 1024 * 1024]))
                .build();
        assertThat(http.send(request, BodyHandlers.ofString()).body()).isEqualTo("3145728");
    }

    @Test
    void streamWhenEventIsSentArrivesBeforeTheStreamEnds() throws Exception {
        var answer = http.send(call("/api/v1/events").build(), BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("data: first");
            firstEventRead.countDown();
            assertThat(lines.lines()).contains("data: second");
        }
    }

    @Test
    void errorWhenOfTheGatewayIsPassedOn() throws Exception {
        HttpResponse<String> answer = http.send(call("/api/v1/nothing").build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(404);
    }

    private HttpRequest.Builder call(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private static HttpServer gateway() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/api/v1/echo", ProxyIntegrationTests::echo);
            server.createContext(
                    "/api/v1/count",
                    exchange -> answer(
                            exchange,
                            200,
                            String.valueOf(exchange.getRequestBody().readAllBytes().length)));
            server.createContext("/api/v1/events", ProxyIntegrationTests::events);
            server.start();
            return server;
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private static void echo(HttpExchange exchange) throws IOException {
        var seen = new StringBuilder();
        seen.append(exchange.getRequestMethod())
                .append(' ')
                .append(exchange.getRequestURI())
                .append('\n');
        exchange.getRequestHeaders()
                .forEach((name, values) -> seen.append(name)
                        .append(": ")
                        .append(String.join(" | ", values))
                        .append('\n'));
        seen.append(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        exchange.getResponseHeaders().add("Set-Cookie", "miniredis_session=new; Path=/; HttpOnly; SameSite=Lax");
        exchange.getResponseHeaders().add("Set-Cookie", "second=2");
        answer(exchange, 418, seen.toString());
    }

    private static void events(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (var body = exchange.getResponseBody()) {
            body.write("data: first\n\n".getBytes(StandardCharsets.UTF_8));
            body.flush();
            if (firstEventRead.await(10, TimeUnit.SECONDS)) {
                body.write("data: second\n\n".getBytes(StandardCharsets.UTF_8));
            }
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (var body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }
}
