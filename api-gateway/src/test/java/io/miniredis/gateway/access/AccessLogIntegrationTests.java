package io.miniredis.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.miniredis.gateway.testing.Gateway;
import io.miniredis.gateway.testing.GatewayTest;
import io.miniredis.gateway.testing.Services;
import io.miniredis.kit.secret.KeyText;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@GatewayTest
class AccessLogIntegrationTests {

    private static final String KEY = KeyText.withChecksum("accessaccessaccessaccessaccessaccessaccess1");

    @Autowired
    Gateway gateway;

    @Autowired
    Services services;

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(AccessLogValve.LOGGER);
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }
    };

    @BeforeEach
    void listen() {
        services.reset();
        services.allow(KEY, "key_1", "org_1", "key_1");
        appender.start();
        logger.addAppender(appender);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(appender);
    }

    private JsonNode line() {
        await().until(() -> !lines.isEmpty());
        return new JsonMapper().readTree(lines.getLast());
    }

    @Test
    void callWhenAnsweredIsOneLineThatSaysWhoAndWhatWithoutSecrets() {
        gateway.get(
                "/api/v1/databases/db_secretish?token=hush&limit=1",
                "Authorization",
                "Bearer " + KEY,
                "X-Forwarded-For",
                "192.0.2.7",
                "traceparent",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        var line = line();
        assertThat(line.propertyNames())
                .containsExactly(
                        "time",
                        "method",
                        "route",
                        "status",
                        "millis",
                        "bytes",
                        "address",
                        "organization",
                        "subject",
                        "trace");
        assertThat(Instant.parse(line.path("time").asString()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(line.path("method").asString()).isEqualTo("GET");
        assertThat(line.path("route").asString()).isEqualTo("/api/v1/databases/{databaseId}");
        assertThat(line.path("status").asInt()).isEqualTo(200);
        assertThat(line.path("millis").asDouble()).isBetween(0.01, 60_000.0);
        assertThat(line.path("bytes").asInt()).isEqualTo("{\"ok\":true}".length());
        assertThat(line.path("address").asString()).isEqualTo("192.0.2.7");
        assertThat(line.path("organization").asString()).isEqualTo("org_1");
        assertThat(line.path("subject").asString()).isEqualTo("key_1");
        assertThat(line.path("trace").asString()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(lines.toString()).doesNotContain(KEY, "hush", "db_secretish").doesNotContain("\n");
        assertThat(lines).hasSize(1);
    }

    @Test
    void callWhenRefusedAtTheDoorIsALineToo() {
        gateway.send(gateway.request("/api/v1/auth/login")
                .headers("Origin", "https://evil.example", "X-Forwarded-For", "\"} {\"x\":\"")
                .POST(HttpRequest.BodyPublishers.ofString("{\"password\":\"hush\"}")));
        var line = line();
        assertThat(line.path("status").asInt()).isEqualTo(403);
        assertThat(line.path("route").asString()).isEqualTo("/api/v1/auth/login");
        assertThat(line.has("subject")).isFalse();
        assertThat(line.path("address").asString()).isEqualTo("\"} {\"x\":\"");
        assertThat(lines.toString()).doesNotContain("hush");
    }

    @Test
    void callWhenUnknownNamesNoPath() {
        gateway.get("/api/v1/hush/hush");
        assertThat(line().path("route").asString()).isEqualTo("other");
        assertThat(lines.toString()).doesNotContain("hush");
    }

    @Test
    void callWhenTomcatItselfRefusesIsALineToo() throws IOException {
        try (var socket = new Socket("localhost", gateway.port())) {
            socket.getOutputStream().write("BAD REQUEST\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readNBytes(20);
        }
        assertThat(line().path("status").asInt()).isEqualTo(400);
    }

    @Test
    void probeWhenAnsweredIsNoLine() {
        gateway.get("/actuator/health/readiness");
        gateway.get("/nothing");
        assertThat(line().path("status").asInt()).isEqualTo(404);
        assertThat(lines).hasSize(1);
    }
}
