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

    Client(Stack stack) {
        this.stack = stack;
        post(
                "/auth/signup",
                Map.of("email", "bench-" + System.nanoTime() + "@example.com", "password", "correct horse battery"));
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

    /** The token that the gateway would get for this key, so that a service can be asked straight. */
    String token(String apiKey) {
        var auth = stack.url("auth-service");
        var basic = Base64.getEncoder()
                .encodeToString(("api-gateway:"
                                + URLEncoder.encode(
                                        stack.secret("api-gateway", "SERVICE_CLIENT_SECRET"), StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8));
        var service = http.send(HttpRequest.newBuilder(auth.resolve("/oauth2/token"))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                .build());
        return http.send(HttpRequest.newBuilder(auth.resolve("/internal/exchange"))
                        .header(
                                "Authorization",
                                "Bearer " + service.path("access_token").asString())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(Map.of("apiKey", apiKey))))
                        .build())
                .path("token")
                .asString();
    }
}
