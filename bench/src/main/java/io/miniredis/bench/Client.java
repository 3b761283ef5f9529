package io.miniredis.bench;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A tenant of the benchmark. */
final class Client {

    private static final JsonMapper json = JsonMapper.shared();

    private final JsonHttp http = new JsonHttp();
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
        return http.send(HttpRequest.newBuilder(URI.create(stack.url("api-gateway") + "/api/v1" + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
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
        return http.send(HttpRequest.newBuilder(stack.url("auth-service").resolve("/oauth2/token"))
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
        return http.send(HttpRequest.newBuilder(stack.url("auth-service").resolve("/internal/exchange"))
                        .header("Authorization", "Bearer " + serviceToken)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(Map.of("apiKey", apiKey))))
                        .build())
                .path("token")
                .asString();
    }
}
