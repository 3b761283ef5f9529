package io.miniredis.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;

/** Parts of the platform are killed while they are busy. Nothing is lost, nothing is stuck, nothing is left behind. */
@Tag("faults")
@ExtendWith(PlatformExtension.class)
class FaultTests {

    private LocalPlatform platform;
    private final List<Tenant.Database> mine = new ArrayList<>();
    private Tenant tenant;

    @BeforeEach
    void signUp(LocalPlatform platform) {
        this.platform = platform;
        tenant = Tenant.signedUp(platform);
    }

    @AfterEach
    void leaveNothing() {
        for (var service : LocalPlatform.SERVICES) platform.awaitReady(service);
        for (var database : mine) {
            if (tenant.delete(database.path()).status() == 202) tenant.awaitGone(database.id());
        }
    }

    private Tenant.Database create(String name) {
        var database = tenant.create(Map.of("name", name, "plan", "small"));
        mine.add(database);
        return database;
    }

    @Test
    void killedEngineComesBackWithItsData() {
        var database = create("orders");
        try (var redis = RedisClient.create(database.url().toString())) {
            redis.set("kept", "yes");
        }
        var engine = platform.engineOn(database.port());
        engine.destroyForcibly();
        await().atMost(Duration.ofSeconds(10)).ignoreExceptions().untilAsserted(() -> {
            try (var redis = RedisClient.create(database.url().toString())) {
                assertThat(redis.get("kept")).isEqualTo("yes");
            }
        });
        assertThat(platform.engineOn(database.port()).pid()).isNotEqualTo(engine.pid());
        tenant.awaitStatus(database.id(), "running");
    }

    @Test
    void killedNodeManagerDropsNoConnection() {
        var database = create("orders");
        var engine = platform.engineOn(database.port()).pid();
        try (var redis = new Jedis(database.url())) {
            redis.set("kept", "yes");
            var id = redis.clientId();
            platform.kill("node-manager");
            for (var i = 0; i < 100; i++) assertThat(redis.get("kept")).isEqualTo("yes");
            platform.awaitReady("node-manager");
            assertThat(redis.clientId()).isEqualTo(id);
            assertThat(redis.get("kept")).isEqualTo("yes");
        }
        assertThat(platform.engineOn(database.port()).pid()).isEqualTo(engine);
        tenant.awaitStatus(database.id(), "running");
    }

    @Test
    void everyServiceKilledAndDatabasesGoOn() {
        var database = create("orders");
        try (var redis = new Jedis(database.url())) {
            for (var service : LocalPlatform.SERVICES) platform.kill(service);
            assertThat(redis.set("written", "meanwhile")).isEqualTo("OK");
            for (var service : LocalPlatform.SERVICES) platform.awaitReady(service);
            assertThat(redis.get("written")).isEqualTo("meanwhile");
        }
        tenant.awaitStatus(database.id(), "running");
    }

    @Test
    void nodeManagerDownWhileCreatingIsMadeUpForLater() {
        var before = platform.engines().size();
        platform.freeze("node-manager");
        Tenant.Answer created;
        try {
            created = tenant.post("/databases", Map.of("name", "orders", "plan", "small"))
                    .expect(202);
            assertThat(created.field("status")).isEqualTo("creating");
        } finally {
            platform.thaw("node-manager");
        }
        tenant.awaitStatus(created.field("id"), "running");
        mine.add(tenant.database(created.field("id")));
        assertThat(platform.engines()).hasSize(before + 1);
    }

    @Test
    void backendKilledBetweenCommitAndProvisionFinishesLater() {
        platform.freeze("node-manager");
        Tenant.Answer created;
        try {
            // the host does not answer, so the creation is committed and cannot be provisioned
            created = tenant.post("/databases", Map.of("name", "orders", "plan", "small"))
                    .expect(202);
            platform.kill("backend");
        } finally {
            platform.thaw("node-manager");
        }
        platform.awaitReady("backend");
        tenant.awaitStatus(created.field("id"), "running");
        var database = tenant.database(created.field("id"));
        mine.add(database);
        try (var redis = RedisClient.create(database.url().toString())) {
            assertThat(redis.ping()).isEqualTo("PONG");
        }
    }

    @Test
    void exhaustedPoolIsSaidAndLeavesNothing() {
        var before = platform.engines().size();
        for (var i = before; i < LocalPlatform.POOL; i++) create("db" + i);
        tenant.post("/databases", Map.of("name", "one-more", "plan", "small"))
                .expectProblem(503, "PORT_POOL_EXHAUSTED");
        assertThat(tenant.get("/databases").body().path("items").findValuesAsString("name"))
                .doesNotContain("one-more");
        assertThat(platform.engines()).hasSize(LocalPlatform.POOL);
        var freed = mine.removeLast();
        tenant.delete(freed.path()).expect(202);
        tenant.awaitGone(freed.id());
        create("one-more");
    }

    @Test
    void deadBackendIsAProblemAndOthersDoNotNotice() {
        var database = create("orders");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> tenant.get(database.path() + "/metrics").expect(200));
        platform.freeze("backend");
        try {
            tenant.get("/auth/me").expect(200);
            tenant.get(database.path() + "/metrics").expect(200);
            var answer = tenant.get("/databases");
            assertThat(answer.status()).isIn(503, 504);
            assertThat(answer.body().path("code").asString("")).isNotBlank();
        } finally {
            platform.thaw("backend");
        }
    }

    @Test
    void everythingRestartedKeepsEverything() {
        var database = create("orders");
        try (var redis = RedisClient.create(database.url().toString())) {
            redis.set("kept", "yes");
        }
        platform.down();
        assertThat(platform.engines()).isEmpty();
        platform.up();
        tenant.awaitStatus(database.id(), "running");
        try (var redis = RedisClient.create(database.url().toString())) {
            assertThat(redis.get("kept")).isEqualTo("yes");
        }
    }

    @Test
    void postgresKilledComesBackAndDatabasesDoNotNotice() {
        var database = create("orders");
        try (var redis = new Jedis(database.url())) {
            platform.kill("postgres");
            assertThat(redis.set("written", "meanwhile")).isEqualTo("OK");
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .untilAsserted(() -> tenant.get("/databases").expect(200));
            assertThat(redis.get("written")).isEqualTo("meanwhile");
        }
        tenant.awaitStatus(database.id(), "running");
    }

    @Test
    void missingEngineIsOneClearLine() {
        var said = platform.run(
                Map.of("MINIREDIS_ENGINE", "/nowhere/valkey-server", "MINIREDIS_HOME", platform.home() + "-none"),
                "up",
                "--detach");
        assertThat(said.status()).isNotZero();
        assertThat(said.text()).contains("MINIREDIS_ENGINE");
    }

    @Test
    void secondUpSaysWhatIsRunning() {
        var said = platform.run(Map.of(), "up", "--detach");
        assertThat(said.status()).isZero();
        assertThat(said.text()).contains(String.valueOf(platform.dashboard().getPort()));
        assertThat(platform.run(Map.of(), "status").text()).contains(LocalPlatform.SERVICES);
    }
}
