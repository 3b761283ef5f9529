package io.miniredis.backend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.miniredis.kit.node.CommandReply;
import io.miniredis.kit.node.DesiredState;
import io.miniredis.kit.node.NodeSpec;
import io.miniredis.kit.node.NodeState;
import io.miniredis.kit.node.NodeStatus;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/** A node-manager of the backend's tests: real HTTP, no engines; the real one meets the backend in e2e. */
public final class FakeHost implements AutoCloseable {

    /** How it behaves towards PUT. */
    public enum Mood {
        WILLING,
        SLOW_TO_START,
        EXHAUSTED,
        BROKEN
    }

    private static final JsonMapper json = JsonMapper.builder()
            .enable(tools.jackson.databind.cfg.EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(tools.jackson.databind.MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    public final Map<String, NodeSpec> nodes = new ConcurrentHashMap<>();
    public volatile Mood mood = Mood.WILLING;
    private final HttpServer server;

    public FakeHost() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/nodes/", this::handle);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var parts = exchange.getRequestURI().getPath().split("/");
            var id = parts[2];
            var body = exchange.getRequestBody().readAllBytes();
            if (mood == Mood.BROKEN) {
                answer(exchange, 500, Map.of("status", 500));
            } else if (parts.length > 3) {
                answer(exchange, 200, new CommandReply("PONG", null));
            } else if (exchange.getRequestMethod().equals("DELETE")) {
                nodes.remove(id);
                exchange.sendResponseHeaders(204, -1);
            } else if (mood == Mood.EXHAUSTED) {
                answer(
                        exchange,
                        503,
                        Map.of("status", 503, "code", "PORT_POOL_EXHAUSTED", "detail", "No port is free."));
            } else {
                nodes.put(id, json.readValue(body, NodeSpec.class));
                answer(exchange, 200, status(id));
            }
        }
    }

    /** What this host sees of a node now. */
    public NodeStatus status(String id) {
        var spec = nodes.get(id);
        var state = spec.desired() == DesiredState.STOPPED
                ? NodeState.STOPPED
                : mood == Mood.SLOW_TO_START ? NodeState.STARTING : NodeState.READY;
        return new NodeStatus(
                id,
                spec.generation(),
                spec.restarts(),
                state,
                null,
                null,
                "redis.test",
                20000,
                "valkey",
                "9.0.0",
                42,
                0,
                Instant.now());
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        var bytes = json.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
