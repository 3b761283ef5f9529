package io.miniredis.frontend.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A gateway that nobody runs, and one that accepts and says nothing. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "miniredis.gateway.silence=300ms")
class DeadGatewayIntegrationTests {

    private static final int gatewayPort = closedPort();

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void gatewayUrl(DynamicPropertyRegistry properties) {
        properties.add("API_GATEWAY_URL", () -> "http://localhost:" + gatewayPort);
    }

    @Test
    void callWhenNobodyListensAnswersUnavailableAndWhenToRetry() throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/databases"));
        var answer = http.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(answer.body()).contains("\"code\":\"SERVICE_UNAVAILABLE\"", "\"traceId\"", "\"status\":503");
    }

    @Test
    void callWhenGatewayStaysSilentAnswersTimeout() throws Exception {
        try (var _ = new ServerSocket(gatewayPort, 50, InetAddress.getByName("localhost"))) {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/databases"));
            var answer = http.send(request.build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(504);
            assertThat(answer.body()).contains("\"code\":\"TIMEOUT\"");
        }
    }

    private static int closedPort() {
        try (var socket = new ServerSocket(0, 50, InetAddress.getByName("localhost"))) {
            return socket.getLocalPort();
        } catch (IOException exception) {
            throw new IllegalStateException(exception);
        }
    }
}
