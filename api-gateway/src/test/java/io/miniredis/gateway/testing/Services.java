package io.miniredis.gateway.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Every service behind the gateway, as a real HTTP server: the exchange, and whatever a test wants the rest to do. */
public final class Services {

    /** A request as a service saw it. */
    public record Seen(String method, String path, com.sun.net.httpserver.Headers headers, String body) {
        public String header(String name) {
            return String.valueOf(headers.getFirst(name));
        }
    }

    private final HttpServer server;
    /** Tokens by the secrets that they are given for. */
    private final Map<String, String> live = new ConcurrentHashMap<>();

    private final List<Runnable> resets = new CopyOnWriteArrayList<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final AtomicInteger exchanges = new AtomicInteger();
    private final AtomicInteger dropped = new AtomicInteger();
    private volatile boolean exchangeDown;
    private volatile HttpHandler handler = Services::answerOk;

    public Services() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/exchange", this::exchange);
        server.createContext("/oauth2/token", Services::serviceToken);
        server.createContext("/", this::rest);
        server.start();
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    public void reset() {
        resets.forEach(Runnable::run);
        live.clear();
        seen.clear();
        exchanges.set(0);
        dropped.set(0);
        exchangeDown = false;
        handler = Services::answerOk;
    }

    /** What a test's reset is to forget besides. */
    public void onReset(Runnable reset) {
        resets.add(reset);
    }

    public void allow(String secret) {
        live.put(secret, "jwt-of-" + secret);
    }

    /** Accepts a secret with a token that says whose it is. */
    public void allow(String secret, String subject, String organization, String credentialId) {
        var claims = "{\"sub\":\"%s\",\"org\":\"%s\",\"cid\":\"%s\",\"n\":%d}"
                .formatted(subject, organization, credentialId, live.size());
        live.put(
                secret,
                "h." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                        + ".s");
    }

    public void revoke(String secret) {
        live.remove(secret);
    }

    public void breakExchange() {
        exchangeDown = true;
    }

    /** Ends the connection of so many exchanges without an answer. */
    public void dropExchanges(int count) {
        dropped.set(count);
    }

    public void mendExchange() {
        exchangeDown = false;
    }

    public void answerWith(HttpHandler handler) {
        this.handler = handler;
    }

    public int exchanges() {
        return exchanges.get();
    }

    public List<Seen> seen() {
        return seen;
    }

    public Seen last() {
        return seen.getLast();
    }

    private void exchange(HttpExchange exchange) throws IOException {
        exchanges.incrementAndGet();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var secret = body.replaceAll(".*:\"([^\"]*)\".*", "$1");
        if (exchangeDown || dropped.getAndUpdate(it -> Math.max(0, it - 1)) > 0) {
            exchange.close();
        } else if (!"Bearer test-token".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "application/problem+json", "{\"code\":\"UNAUTHENTICATED\"}");
        } else if (live.containsKey(secret)) {
            answer(
                    exchange,
                    200,
                    "application/json",
                    "{\"token\":\"%s\",\"expiresAt\":\"2030-01-01T00:00:00Z\",\"new\":1}".formatted(live.get(secret)));
        } else {
            answer(exchange, 401, "application/problem+json", "{\"status\":401,\"code\":\"CREDENTIAL_INVALID\"}");
        }
    }

    private static void serviceToken(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        answer(
                exchange,
                200,
                "application/json",
                "{\"access_token\":\"test-token\",\"token_type\":\"Bearer\",\"expires_in\":600}");
    }

    private void rest(HttpExchange exchange) throws IOException {
        try {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            seen.add(new Seen(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    body));
            handler.handle(exchange);
        } finally {
            exchange.close();
        }
    }

    private static void answerOk(HttpExchange exchange) throws IOException {
        answer(exchange, 200, "application/json", "{\"ok\":true}");
    }

    public static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().close();
    }

    /** Names of headers that a service saw, in lower case. */
    public static Set<String> names(Seen seen) {
        return seen.headers().keySet().stream().map(String::toLowerCase).collect(Collectors.toSet());
    }
}
