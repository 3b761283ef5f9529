package io.miniredis.monitoring.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.miniredis.kit.host.MonitoringTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/** The calls of the backend that this service makes. */
final class FakeBackend implements AutoCloseable {

    final AtomicInteger full = new AtomicInteger();
    final AtomicInteger unchanged = new AtomicInteger();
    private final HttpServer server;
    private volatile List<MonitoringTarget> targets = List.of();
    private volatile String authority = "";
    private volatile boolean down;

    FakeBackend() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/internal/targets", this::answer);
        server.createContext("/internal/certificate-authority", this::answerAuthority);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    void lists(MonitoringTarget... listed) {
        targets = List.of(listed);
    }

    void isDown(boolean now) {
        down = now;
    }

    void trusts(String pem) {
        authority = pem;
    }

    private void answerAuthority(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (down || !"Bearer test-token".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.sendResponseHeaders(down ? 503 : 401, -1);
                return;
            }
            var body = authority.getBytes(StandardCharsets.US_ASCII);
            exchange.getResponseHeaders().set("Content-Type", "application/x-pem-file");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (down || !"Bearer test-token".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.sendResponseHeaders(down ? 503 : 401, -1);
                return;
            }
            var etag = "\"" + targets.hashCode() + "\"";
            if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                unchanged.incrementAndGet();
                exchange.sendResponseHeaders(304, -1);
                return;
            }
            full.incrementAndGet();
            var body = JsonMapper.shared().writeValueAsBytes(targets);
            exchange.getResponseHeaders().set("ETag", etag);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
