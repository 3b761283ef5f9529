package io.miniredis.gateway.shutdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.miniredis.gateway.testing.Gateway;
import io.miniredis.gateway.testing.GatewayTest;
import io.miniredis.gateway.testing.Services;
import io.miniredis.kit.secret.KeyText;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@GatewayTest
class StreamIntegrationTests {

    private static final String KEY = KeyText.withChecksum("streamstreamstreamstreamstreamstreamstream1");

    @Autowired
    Gateway gateway;

    @Autowired
    Services services;

    @Test
    void streamWhenItsListenerLeavesEndsAtTheServiceToo() throws Exception {
        services.reset();
        services.allow(KEY);
        var noticed = new CountDownLatch(1);
        services.answerWith(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            try {
                while (noticed.getCount() > 0) {
                    exchange.getResponseBody().write(": comment\n\n".getBytes(StandardCharsets.US_ASCII));
                    exchange.getResponseBody().flush();
                    noticed.await(20, TimeUnit.MILLISECONDS);
                }
            } catch (IOException nobodyListens) {
                noticed.countDown();
            } catch (InterruptedException exception) {
                throw new IOException(exception);
            }
        });
        try (var socket = new Socket("localhost", gateway.port())) {
            socket.getOutputStream()
                    .write(
                            "GET /api/v1/databases/db_1/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nAuthorization: Bearer %s\r\n\r\n"
                                    .formatted(KEY)
                                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(15), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 200 \r\n");
        }
        assertThat(noticed.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
