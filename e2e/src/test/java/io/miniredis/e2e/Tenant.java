package io.miniredis.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who uses the API, with the session of a browser or with an API key. Every answer is held against the contract. */
final class Tenant {

    private static final String SESSION = "miniredis_session";

    static final String PASSWORD = "correct horse battery";

    private static final JsonMapper json = JsonMapper.builder().build();
    private static final Map<URI, Contract> contracts = new ConcurrentHashMap<>();

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private final URI api;
    private final String apiKey;
    private final Contract contract;

    private Tenant(Platform platform, String apiKey) {
        this.api = URI.create(platform.dashboard() + "/api/v1");
        this.apiKey = apiKey;
        this.contract = contracts.computeIfAbsent(api, it -> new Contract(document()));
    }

    /** Somebody without any credential. */
    static Tenant stranger(Platform platform) {
        return new Tenant(platform, "");
    }

    static Tenant withKey(Platform platform, String apiKey) {
        return new Tenant(platform, apiKey);
    }

    /** Somebody with the token of a session, however they came by it. */
    static Tenant withSession(Platform platform, String token) {
        var tenant = stranger(platform);
        var cookie = new HttpCookie(SESSION, token);
        cookie.setPath("/");
        cookie.setVersion(0);
        tenant.cookies.getCookieStore().add(tenant.api, cookie);
        return tenant;
    }

    String sessionCookie() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(it -> it.getName().equals(SESSION))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    /** A new user with an organization of their own. */
    static Tenant signedUp(Platform platform) {
        return signedUp(platform, anAddress());
    }

    static Tenant signedUp(Platform platform, String email) {
        var tenant = stranger(platform);
        tenant.post("/auth/signup", Map.of("email", email, "password", PASSWORD))
                .expect(201);
        Planted.secret(PASSWORD);
        return tenant;
    }

    /** The same, who has followed the link in the mail: only they may invite others. */
    static Tenant verified(LocalPlatform platform) {
        return verified(platform, anAddress());
    }

    static Tenant verified(LocalPlatform platform, String address) {
        var tenant = signedUp(platform, address);
        var token = Mailbox.of(platform, address).token("/verify");
        tenant.post("/auth/verification/confirm", Map.of("token", token)).expect(204);
        return tenant;
    }

    static String anAddress() {
        return "user-" + UUID.randomUUID() + "@example.com";
    }

    /** A new key of this tenant's organization. */
    Tenant newKey(Platform platform, Map<String, ?> wanted) {
        return withKey(platform, post("/api-keys", wanted).expect(201).field("key"));
    }

    Contract contract() {
        return contract;
    }

    /** An answer of the API. */
    record Answer(int status, String text, HttpResponse<String> response) {
        Answer expect(int wanted) {
            assertThat(status).as(text).isEqualTo(wanted);
            return this;
        }

        /** A problem with this status and code, that says what to do. */
        Answer expectProblem(int wanted, String code) {
            expect(wanted);
            assertThat(response.headers().firstValue("content-type").orElse("")).startsWith("application/problem+json");
            assertThat(body().path("code").asString("")).as(text).isEqualTo(code);
            assertThat(body().path("detail").asString("")).as(text).isNotBlank();
            assertThat(body().path("traceId").asString("")).as(text).hasSize(32);
            return this;
        }

        JsonNode body() {
            return json.readTree(text);
        }

        String field(String name) {
            return body().path(name).asString("");
        }
    }

    Answer get(String path) {
        return send("GET", path, "");
    }

    Answer delete(String path) {
        return send("DELETE", path, "");
    }

    Answer post(String path, Map<String, ?> body) {
        return send("POST", path, json.writeValueAsString(body));
    }

    Answer post(String path) {
        return send("POST", path, "");
    }

    /** Sends a body as it is, well-formed or not. */
    Answer send(String method, String path, String body) {
        return send(method, path, body, Map.of());
    }

    Answer send(String method, String path, String body, Map<String, String> headers) {
        var answer = sendUnchecked(method, path, body, headers);
        check(method, path, answer);
        return answer;
    }

    /** Holds an answer against the contract. */
    void check(String method, String path, Answer answer) {
        contract.check(
                method,
                path,
                answer.status(),
                answer.response().headers().firstValue("content-type").orElse(""),
                answer.text());
    }

    /** Without holding the answer against the contract, for what no contract foresees. */
    Answer sendUnchecked(String method, String path, String body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create(api + path))
                .timeout(Duration.ofSeconds(20))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) request.header("Content-Type", "application/json");
        if (!apiKey.isEmpty()) request.header("Authorization", "Bearer " + apiKey);
        headers.forEach(request::header);
        var response = send(request.build());
        Planted.secretsOf(response);
        return new Answer(response.statusCode(), response.body(), response);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(exception);
        }
    }

    /**
     * The lines of a database's stream of events as they come, for as long as it is not closed.
     *
     * @param lastHeard the id of the last event that was heard; empty for none
     */
    Stream<String> events(Database database, String lastHeard) {
        var request = HttpRequest.newBuilder(URI.create(api + database.path() + "/events"))
                .header("Accept", "text/event-stream");
        if (!lastHeard.isEmpty()) request.header("Last-Event-ID", lastHeard);
        try {
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofLines());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(exception);
        }
    }

    private JsonNode document() {
        return json.readTree(
                send(HttpRequest.newBuilder(URI.create(api + "/openapi.json")).build())
                        .body());
    }

    /** A database that answers. */
    Database create(String name) {
        return create(Map.of("name", name));
    }

    Database create(Map<String, ?> wanted) {
        var answer = post("/databases", wanted);
        assertThat(answer.status()).as(answer.text()).isIn(201, 202);
        if (answer.status() == 202) awaitStatus(answer.field("id"), "running");
        return database(answer.field("id"));
    }

    Database database(String id) {
        var url =
                URI.create(get("/databases/" + id + "/credentials").expect(200).field("url"));
        return new Database(id, url);
    }

    /** A database of this tenant. */
    record Database(String id, URI url) {
        String path() {
            return "/databases/" + id;
        }

        int port() {
            return url.getPort();
        }
    }

    void awaitStatus(String databaseId, String status) {
        await(databaseId + " becomes " + status)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(get("/databases/" + databaseId).field("status"))
                        .isEqualTo(status));
    }

    void awaitGone(String databaseId) {
        await(databaseId + " is gone")
                .atMost(Duration.ofSeconds(60))
                .until(() -> get("/databases/" + databaseId).status() == 404);
    }
}
