package io.miniredis.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** With METRICS_PORT, what strangers reach has no metrics. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class MetricsPortIntegrationTests {

    private static final int METRICS = freePort();

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void metricsPort(DynamicPropertyRegistry properties) {
        properties.add("METRICS_PORT", () -> METRICS);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException exception) {
            throw new java.io.UncheckedIOException(exception);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/actuator/",
                "/actuator/prometheus",
                "/actuator/info",
                "/actuator/./prometheus",
                "/actuator//prometheus",
                "/actuator/health/../prometheus",
                "/actuator/health/%2e%2e/prometheus",
                "/actuator;a=b/prometheus",
                "/%61ctuator/prometheus",
                "//actuator/prometheus"
            })
    void metricsWhenAskedForAtTheOpenPortAreNotThere(String path) throws Exception {
        assertThat(get(port, path).body()).doesNotContain("jvm_", "http_server", "spring");
    }

    @Test
    void portsWhenAskedAnswerWhatIsTheirs() throws Exception {
        assertThat(get(METRICS, "/actuator/prometheus").body()).contains("jvm_memory_used_bytes");
        assertThat(get(port, "/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(get(METRICS, "/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(get(METRICS, "/").statusCode()).isEqualTo(404);
        assertThat(get(METRICS, "/api/v1/plans").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(int at, String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + at + path))
                        .build(),
                BodyHandlers.ofString());
    }
}
