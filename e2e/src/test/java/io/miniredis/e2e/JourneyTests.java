package io.miniredis.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/** The main job, as a tenant does it. Runs against any platform. */
@Tag("journey")
@ExtendWith(PlatformExtension.class)
class JourneyTests {

    @Test
    void fromSignUpToAUrlThatWorks(Platform platform) {
        var tenant = Tenant.signedUp(platform);
        assertThat(tenant.get("/auth/me").expect(200).body().path("role").asString())
                .isEqualTo("owner");

        var created = tenant.post("/databases", Map.of("name", "orders")).expect(201);
        assertThat(created.field("status")).isEqualTo("running");
        assertThat(created.field("url")).startsWith("redis://default:" + created.field("password") + "@");

        try (var redis = RedisClient.create(created.field("url"))) {
            assertThat(redis.set("greeting", "hello")).isEqualTo("OK");
            assertThat(redis.get("greeting")).isEqualTo("hello");
        }
        var reply = tenant.post(
                "/databases/" + created.field("id") + "/commands", Map.of("command", List.of("GET", "greeting")));
        assertThat(reply.expect(200).field("result")).isEqualTo("hello");
    }

    @Test
    void redisCliTakesTheUrlAsItIs(Platform platform) throws Exception {
        Assumptions.assumeTrue(cli() != null, "no redis-cli or valkey-cli here");
        var database = Tenant.signedUp(platform).create("orders");
        assertThat(run(cli(), "-u", database.url().toString(), "SET", "greeting", "hello"))
                .isEqualTo("OK");
        assertThat(run(cli(), "-u", database.url().toString(), "GET", "greeting"))
                .isEqualTo("hello");
    }

    @Test
    void consoleAnswersRepliesAndTheEnginesOwnErrors(Platform platform) {
        var tenant = Tenant.signedUp(platform);
        var database = tenant.create("orders");
        var commands = database.path() + "/commands";
        tenant.post(commands, Map.of("command", List.of("RPUSH", "list", "a", "b")))
                .expect(200);
        var range = tenant.post(commands, Map.of("command", List.of("LRANGE", "list", "0", "-1")));
        assertThat(range.expect(200).text()).isEqualTo("{\"result\":[\"a\",\"b\"]}");
        assertThat(tenant.post(commands, Map.of("command", List.of("GET", "nothing")))
                        .expect(200)
                        .text())
                .isEqualTo("{\"result\":null}");
        var wrong = tenant.post(commands, Map.of("command", List.of("GET", "list")));
        assertThat(wrong.expectProblem(422, "COMMAND_FAILED").field("detail")).startsWith("WRONGTYPE");
        tenant.post(commands, Map.of("command", List.of("SUBSCRIBE", "news"))).expectProblem(422, "COMMAND_FAILED");
        tenant.post(commands, Map.of("command", List.of("CONFIG", "GET", "*"))).expectProblem(422, "COMMAND_FAILED");
        tenant.post(commands, Map.of("command", List.of("SHUTDOWN"))).expectProblem(422, "COMMAND_FAILED");
    }

    @Test
    void metricsAppearWithinTwoRounds(Platform platform) {
        var tenant = Tenant.signedUp(platform);
        var database = tenant.create("orders");
        try (var redis = RedisClient.create(database.url().toString())) {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                redis.incr("counter");
                var latest =
                        tenant.get("/metrics").expect(200).body().path("items").path(0);
                assertThat(latest.path("up").asBoolean(false)).isTrue();
                assertThat(latest.path("usedMemoryBytes").asLong(0)).isPositive();
                var series = tenant.get(database.path() + "/metrics?range=5m")
                        .expect(200)
                        .body();
                assertThat(series.path("series").findValuesAsString("name"))
                        .contains("opsPerSecond", "usedMemoryBytes", "connectedClients");
                assertThat(series.path("series").path(0).path("points")).isNotEmpty();
            });
        }
        tenant.get(database.path() + "/slowlog").expect(200);
    }

    @Test
    void stopStartAndRestartKeepDataPortAndPassword(Platform platform) {
        var tenant = Tenant.signedUp(platform);
        var database = tenant.create("orders");
        try (var redis = RedisClient.create(database.url().toString())) {
            redis.set("kept", "yes");
        }
        tenant.post(database.path() + "/stop").expect(202);
        tenant.awaitStatus(database.id(), "stopped");
        assertThatThrownBy(() -> {
                    try (var redis = RedisClient.create(database.url().toString())) {
                        redis.ping();
                    }
                })
                .isInstanceOf(JedisException.class);
        tenant.post(database.path() + "/commands", Map.of("command", List.of("PING")))
                .expectProblem(409, "DATABASE_NOT_RUNNING");
        tenant.post(database.path() + "/start").expect(202);
        tenant.awaitStatus(database.id(), "running");
        var restart = tenant.post(database.path() + "/restart").expect(202);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(tenant.get("/operations/"
                                        + restart.body()
                                                .path("operation")
                                                .path("id")
                                                .asString())
                                .field("status"))
                        .isEqualTo("succeeded"));
        try (var redis = RedisClient.create(database.url().toString())) {
            assertThat(redis.get("kept")).isEqualTo("yes");
        }
    }

    @Test
    void rotatedPasswordWorksAndTheOldOneEnds(Platform platform) {
        var tenant = Tenant.signedUp(platform);
        var database = tenant.create("orders");
        var rotated = tenant.post(database.path() + "/credentials/rotate").expect(200);
        try (var redis = RedisClient.create(rotated.field("url"))) {
            assertThat(redis.ping()).isEqualTo("PONG");
        }
        assertThatThrownBy(() -> {
                    try (var redis = RedisClient.create(database.url().toString())) {
                        redis.ping();
                    }
                })
                .hasMessageContaining("WRONGPASS");
    }

    @Test
    void deletedDatabaseIsGoneAndItsNameIsFree(Platform platform) {
        var tenant = Tenant.signedUp(platform);
        var database = tenant.create("orders");
        tenant.delete(database.path()).expect(202);
        tenant.awaitGone(database.id());
        assertThatThrownBy(() -> {
                    try (var redis = RedisClient.create(database.url().toString())) {
                        redis.ping();
                    }
                })
                .isInstanceOf(JedisException.class);
        tenant.create("orders");
    }

    @Test
    void apiKeyWorksUntilFiveSecondsAfterItsRevocation(Platform platform) {
        var tenant = Tenant.signedUp(platform);
        var created = tenant.post("/api-keys", Map.of("name", "ci", "role", "developer"))
                .expect(201);
        assertThat(created.field("key")).startsWith("mr_");
        var program = Tenant.withKey(platform, created.field("key"));
        var database = program.create("orders");
        program.delete(database.path()).expectProblem(403, "ROLE_TOO_LOW");
        tenant.delete("/api-keys/" + created.field("id")).expect(204);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> program.get("/databases").expect(401));
    }

    @Test
    void loggedOutSessionIsDead(Platform platform) {
        var tenant = Tenant.signedUp(platform);
        tenant.post("/auth/logout").expect(204);
        tenant.get("/databases").expectProblem(401, "UNAUTHENTICATED");
    }

    private static String cli() {
        for (var name : List.of("valkey-cli", "redis-cli")) {
            for (var folder : System.getenv("PATH").split(":")) {
                if (java.nio.file.Files.isExecutable(java.nio.file.Path.of(folder, name))) return name;
            }
        }
        return null;
    }

    private static String run(String... command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said.lines().filter(it -> !it.startsWith("Warning")).findFirst().orElse("");
    }
}
