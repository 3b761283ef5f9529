package io.miniredis.auth.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The running service as its callers see it: the gateway with its own token, and tenants behind it. */
public final class AuthService {

    public static final String PASSWORD = "correct horse battery";

    private static final AtomicInteger counter = new AtomicInteger();

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;

    public AuthService(int port) {
        this.port = port;
    }

    public static String newEmail() {
        return "ada%d@example.com".formatted(counter.incrementAndGet());
    }

    public Answer signUp(String email) {
        return post("/api/v1/auth/signup", null, "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD));
    }

    public Answer logIn(String email, String password) {
        return post("/api/v1/auth/login", null, "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
    }

    public Answer logIn(String email, String password, String code) {
        return post(
                "/api/v1/auth/login",
                null,
                "{\"email\":\"%s\",\"password\":\"%s\",\"code\":\"%s\"}".formatted(email, password, code));
    }

    /** From another address, as the gateway says it. */
    public Answer logInFrom(String address, String email, String password) {
        return send(request("/api/v1/auth/login", null)
                .header("Content-Type", "application/json")
                .header("X-Forwarded-For", address)
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password))));
    }

    /** A token by client credentials, as the kit asks for it: without naming a scope. */
    public Answer clientToken(String client, String secret) {
        var basic = Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder()
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .uri(uri("/oauth2/token")));
    }

    public String serviceToken(String client) {
        return clientToken(client, "test-secret-of-" + client).text("access_token");
    }

    public Answer exchangeSession(String session) {
        return exchange("{\"session\":\"%s\"}".formatted(session));
    }

    public Answer exchangeKey(String key) {
        return exchange("{\"apiKey\":\"%s\"}".formatted(key));
    }

    public Answer exchange(String body) {
        return post("/internal/exchange", serviceToken("api-gateway"), body);
    }

    /** What the gateway would send on for this session. */
    public String tenantToken(String session) {
        return exchangeSession(session).text("token");
    }

    public Answer post(String path, @Nullable String token, String body) {
        return send(request(path, token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public Answer put(String path, @Nullable String token, String body) {
        return send(request(path, token)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    public Answer get(String path, @Nullable String token) {
        return send(request(path, token).GET());
    }

    public Answer patch(String path, @Nullable String token, String body) {
        return send(request(path, token)
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(body)));
    }

    public Answer delete(String path, @Nullable String token) {
        return send(request(path, token).DELETE());
    }

    public HttpRequest.Builder request(String path, @Nullable String token) {
        var request = HttpRequest.newBuilder(uri(path));
        if (token != null) request.header("Authorization", "Bearer " + token);
        return request;
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(http.send(request.build(), java.net.http.HttpResponse.BodyHandlers.ofString()));
        } catch (IOException exception) {
            throw new java.io.UncheckedIOException(exception);
        } catch (InterruptedException exception) {
            throw new IllegalStateException(exception);
        }
    }

    /** What came of the same call made by so many at once. */
    public static List<Integer> statusesAtOnce(int callers, Callable<Answer> call) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(Collections.nCopies(callers, call)).stream()
                    .map(it -> it.resultNow().status())
                    .toList();
        }
    }
}
