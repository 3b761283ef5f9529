package io.miniredis.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A tenant of the benchmark, over one kept connection as a browser or a program has it. */
final class Client {

    private static final JsonMapper json = JsonMapper.shared();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .build();
    private final Stack stack;
    private final Map<String, String> account =
            Map.of("email", "bench-" + System.nanoTime() + "@example.com", "password", "correct horse battery");

    Client(Stack stack) {
        this.stack = stack;
        post("/auth/signup", account);
    }

    /** Logs in once more when it is sent. */
    HttpRequest logIn() {
        return HttpRequest.newBuilder(URI.create(stack.url("api-gateway") + "/api/v1/auth/login"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(account)))
                .build();
    }

    JsonNode post(String path, Map<String, ?> body) {
        return send("POST", path, json.writeValueAsString(body));
    }

    JsonNode get(String path) {
        return send("GET", path, "");
    }

    void delete(String path) {
        send("DELETE", path, "");
    }

    private JsonNode send(String method, String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(stack.url("api-gateway") + "/api/v1" + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private JsonNode send(HttpRequest request) {
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(request + " " + answer.statusCode() + " " + answer.body());
            }
            return answer.body().isEmpty() ? json.nullNode() : json.readTree(answer.body());
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(exception);
        }
    }

    String apiKey() {
        return post("/api-keys", Map.of("name", "bench", "role", "developer"))
                .path("key")
                .asString();
    }

    /** The gateway's own token. */
    String serviceToken() {
        var basic = Base64.getEncoder()
                .encodeToString(("api-gateway:"
                                + URLEncoder.encode(
                                        stack.secret("api-gateway", "SERVICE_CLIENT_SECRET"), StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(stack.url("auth-service").resolve("/oauth2/token"))
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                        .build())
                .path("access_token")
                .asString();
    }

    /** The token that the gateway would get for this key, so that a service can be asked straight. */
    String token(String apiKey) {
        return token(apiKey, serviceToken());
    }

    String token(String apiKey, String serviceToken) {
        return send(HttpRequest.newBuilder(stack.url("auth-service").resolve("/internal/exchange"))
                        .header("Authorization", "Bearer " + serviceToken)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(Map.of("apiKey", apiKey))))
                        .build())
                .path("token")
                .asString();
    }
}
