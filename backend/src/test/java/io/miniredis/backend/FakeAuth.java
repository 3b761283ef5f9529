package io.miniredis.backend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** The auth-service's part of the audit, for the backend's tests: real HTTP; the real one meets the backend in e2e. */
public final class FakeAuth {

    /** What it was asked. */
    public final List<String> queries = new CopyOnWriteArrayList<>();

    public volatile String events = "[]";
    public volatile String integrity = "{\"service\":\"auth-service\",\"events\":7,\"whole\":true,\"brokenAt\":null}";
    public volatile boolean broken;

    private final HttpServer server;

    public FakeAuth() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException exception) {
            throw new java.io.UncheckedIOException(exception);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/audit", this::page);
        server.createContext("/internal/audit/integrity", exchange -> answer(exchange, integrity));
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void page(HttpExchange exchange) throws IOException {
        queries.add(exchange.getRequestURI().getRawQuery());
        answer(exchange, events);
    }

    private void answer(HttpExchange exchange, String body) throws IOException {
        try (exchange) {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(broken ? 500 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
