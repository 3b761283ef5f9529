package io.miniredis.backend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.miniredis.kit.node.CommandReply;
import io.miniredis.kit.node.CommandRequest;
import io.miniredis.kit.node.DesiredState;
import io.miniredis.kit.node.NodeHistoryEvent;
import io.miniredis.kit.node.NodeSpec;
import io.miniredis.kit.node.NodeState;
import io.miniredis.kit.node.NodeStatus;
import io.miniredis.kit.secret.Tokens;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;

/** A node-manager of the backend's tests: real HTTP, no engines; the real one meets the backend in e2e. */
public final class FakeHost implements AutoCloseable {

    /** How it behaves towards PUT. */
    public enum Mood {
        WILLING,
        SLOW_TO_START,
        EXHAUSTED,
        BROKEN,
        FULL_OF_DATA,
        /** It says that a wish is in force, and the engine goes on with the passwords of before. */
        FORGETS_PASSWORDS
    }

    private static final JsonMapper json = JsonMapper.builder()
            .enable(tools.jackson.databind.cfg.EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(tools.jackson.databind.MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    public final Map<String, NodeSpec> nodes = new ConcurrentHashMap<>();

    /** What it tells of each node, newest first. */
    public final Map<String, List<NodeHistoryEvent>> events = new ConcurrentHashMap<>();

    /** Every password that a login was tried with, in order. */
    public final List<String> logins = new CopyOnWriteArrayList<>();

    /** Every command that was run, in order. */
    public final List<List<String>> commands = new CopyOnWriteArrayList<>();

    public volatile Mood mood = Mood.WILLING;
    public volatile boolean tls = true;

    /** Its clock. */
    public volatile Instant now = Instant.now();

    private final Map<String, List<String>> passwords = new ConcurrentHashMap<>();
    private final AtomicLong revision = new AtomicLong();
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

    public long revision() {
        return revision.get();
    }

    /** The engine takes over the passwords that it should have had long ago. */
    public void remembersPasswords(String id) {
        mood = Mood.WILLING;
        passwords.put(id, nodes.get(id).tenantPasswordHashes());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var parts = exchange.getRequestURI().getPath().split("/");
            var id = parts[2];
            var body = exchange.getRequestBody().readAllBytes();
            if (mood == Mood.BROKEN) {
                answer(exchange, 500, Map.of("status", 500));
            } else if (mood == Mood.FULL_OF_DATA) {
                answer(
                        exchange,
                        507,
                        Map.of("status", 507, "code", "DISK_FAILED", "detail", "No space left on device"));
            } else if (parts.length > 3 && parts[3].equals("events")) {
                answer(exchange, 200, events.getOrDefault(id, List.of()));
            } else if (parts.length > 3) {
                run(exchange, id, json.readValue(body, CommandRequest.class));
            } else if (exchange.getRequestMethod().equals("DELETE")) {
                nodes.remove(id);
                exchange.sendResponseHeaders(204, -1);
            } else {
                ensure(exchange, id, json.readValue(body, NodeSpec.class));
            }
        }
    }

    private void ensure(HttpExchange exchange, String id, NodeSpec spec) throws IOException {
        if (mood == Mood.EXHAUSTED) {
            problem(exchange, 503, "PORT_POOL_EXHAUSTED");
        } else if (!nodes.containsKey(id) && spec.generation() > 1) {
            problem(exchange, 409, "NODE_MISSING");
        } else {
            nodes.put(id, spec);
            if (mood != Mood.FORGETS_PASSWORDS) passwords.put(id, spec.tenantPasswordHashes());
            answer(exchange, 200, status(id));
        }
    }

    private void run(HttpExchange exchange, String id, CommandRequest request) throws IOException {
        logins.add(request.password());
        if (nodes.get(id).desired() == DesiredState.STOPPED) {
            problem(exchange, 409, "NODE_NOT_RUNNING");
        } else if (!passwords.get(id).contains(Tokens.sha256(request.password()))) {
            problem(exchange, 403, "WRONG_PASSWORD");
        } else {
            commands.add(request.command());
            answer(exchange, 200, new CommandReply(result(request.command()), null));
        }
    }

    /** As an engine describes the commands that tests run; the whole truth is asked of a real one in CommandFlagsTests. */
    private static Object result(List<String> command) {
        if (!command.getFirst().equals("COMMAND")) return "PONG";
        var flags = switch (command.get(2)) {
            case "get" -> List.of("readonly", "fast");
            case "set" -> List.of("write", "denyoom");
            default -> null;
        };
        return java.util.Collections.singletonList(flags == null ? null : List.of(command.get(2), 2, flags));
    }

    /** What this host sees of a node now. */
    public NodeStatus status(String id) {
        var spec = nodes.get(id);
        var state = spec.desired() == DesiredState.STOPPED
                ? NodeState.STOPPED
                : mood == Mood.SLOW_TO_START ? NodeState.STARTING : NodeState.READY;
        return status(id, state, revision.incrementAndGet());
    }

    public NodeStatus status(String id, NodeState state, long ofRevision) {
        var spec = nodes.get(id);
        return new NodeStatus(
                id,
                ofRevision,
                spec.generation(),
                spec.restarts(),
                state,
                null,
                null,
                "redis.test",
                20000,
                "valkey",
                "9.0.0",
                "9.1.2",
                spec.tls() ? Instant.parse("2030-01-01T00:00:00Z") : null,
                42,
                0,
                now);
    }

    private static void problem(HttpExchange exchange, int status, String code) throws IOException {
        answer(exchange, status, Map.of("status", status, "code", code, "detail", "The host says " + code + "."));
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
