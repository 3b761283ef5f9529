package io.miniredis.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** What a tenant changes of a database that it has, and what becomes of data and connections meanwhile. */
@Tag("journey")
@ExtendWith(PlatformExtension.class)
class SettingsTests {

    private static Jedis secure(Platform platform, URI url) {
        return new Jedis(url, new Access(url, Trust.downloadedFrom(platform)).jedis());
    }

    private static void change(Tenant tenant, Tenant.Database database, String body) {
        var operation = tenant.send("PATCH", database.path(), body)
                .expect(202)
                .body()
                .path("operation")
                .path("id")
                .asString();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(tenant.get("/operations/" + operation).field("status"))
                                .isEqualTo("succeeded"));
    }

    @Test
    void tlsWhenWishedAtCreationIsWhatTheUrlSaysAndAStrangersAuthorityIsRefused(Platform platform) {
        var tenant = Tenant.signedUp(platform);
        var database = tenant.create(Map.of("name", "vault", "tls", true));
        assertThat(database.url().getScheme()).isEqualTo("rediss");
        try (var client = secure(platform, database.url())) {
            assertThat(client.set("key", "value")).isEqualTo("OK");
        }
        assertThatThrownBy(() -> {
                    try (var client = new Jedis(database.url())) {
                        client.ping();
                    }
                })
                .isInstanceOf(JedisConnectionException.class);
        var view = tenant.get(database.path()).expect(200).body();
        assertThat(view.path("certificateExpiresAt").asString("")).isNotEmpty();
        // the console and the measurements go on as ever
        assertThat(tenant.post(database.path() + "/commands", Map.of("command", List.of("GET", "key")))
                        .expect(200)
                        .field("result"))
                .isEqualTo("value");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> tenant.get("/metrics")
                        .expect(200)
                        .body()
                        .path("items")
                        .path(0)
                        .path("up")
                        .asBoolean(false));
    }

    @Test
    void tlsWhenSwitchedOnRestartsTheEngineWithItsDataAndChangesTheUrl(Platform platform) {
        var tenant = Tenant.signedUp(platform);
        var database = tenant.create("orders");
        try (var client = new Jedis(database.url())) {
            client.set("kept", "yes");
        }
        change(tenant, database, "{\"tls\":true}");
        var secured = tenant.database(database.id());
        assertThat(secured.url().getScheme()).isEqualTo("rediss");
        assertThat(secured.port()).isEqualTo(database.port());
        try (var client = secure(platform, secured.url())) {
            assertThat(client.get("kept")).isEqualTo("yes");
        }
    }

    @Test
    void changesWhenTheyAreLiveKeepConnectionsAndAreInTheHistory(Platform platform) {
        var tenant = Tenant.signedUp(platform);
        var database = tenant.create("orders");
        try (var client = new Jedis(database.url())) {
            client.set("kept", "yes");
            change(
                    tenant,
                    database,
                    "{\"persistence\":\"aof-always\",\"evictionPolicy\":\"allkeys-lru\",\"plan\":\"small\",\"name\":\"renamed\"}");
            assertThat(client.get("kept")).isEqualTo("yes");
            assertThat(client.info("memory")).contains("maxmemory:268435456").contains("allkeys-lru");
            assertThat(client.info("persistence")).contains("aof_enabled:1");
        }
        assertThat(tenant.get(database.path()).field("name")).isEqualTo("renamed");
        tenant.send("PATCH", database.path(), "{\"plan\":\"small\"}").expectProblem(422, "NOTHING_TO_CHANGE");
        var events = tenant.get(database.path() + "/events").expect(200).body();
        assertThat(events.path("complete").asBoolean(false)).isTrue();
        assertThat(events.path("items").findValuesAsString("kind"))
                .contains("created", "started", "ready", "changed", "operation_succeeded");
    }

    @Test
    void eventsWhenTheirReaderComesBackAreToldFromWhereItLeftOff(Platform platform) {
        var tenant = Tenant.signedUp(platform);
        var database = tenant.create("orders");
        String position;
        try (var lines = tenant.events(database, "")) {
            position = lines.filter(it -> it.startsWith("id: "))
                    .findFirst()
                    .orElseThrow()
                    .substring(4);
        }
        change(tenant, database, "{\"evictionPolicy\":\"allkeys-lru\"}");
        try (var lines = tenant.events(database, position)) {
            assertThat(lines.filter(it -> it.startsWith("data: ")).limit(3))
                    .anyMatch(it -> it.contains("A change of settings was asked for."));
        }
    }

    @Test
    void planWhenTheDataDoesNotFitIntoItIsRefused(Platform platform) {
        var tenant = Tenant.signedUp(platform);
        var database = tenant.create(Map.of("name", "orders", "plan", "small"));
        try (var client = new Jedis(database.url())) {
            for (var key = 0; key < 40; key++) client.set("key" + key, "x".repeat(1 << 20));
        }
        tenant.send("PATCH", database.path(), "{\"plan\":\"free\"}").expectProblem(422, "INVALID_INPUT");
        change(tenant, database, "{\"plan\":\"free\",\"evictionPolicy\":\"allkeys-lru\"}");
    }
}
