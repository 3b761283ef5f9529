package io.miniredis.backend.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.miniredis.backend.BackendTest;
import io.miniredis.backend.FakeHost.Mood;
import io.miniredis.kit.node.DesiredState;
import io.miniredis.kit.node.EvictionPolicy;
import io.miniredis.kit.node.Persistence;
import io.miniredis.kit.token.Role;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpdatesIntegrationTests extends BackendTest {

    @AfterEach
    void hostSpeaksTls() {
        host.tls = true;
    }

    @Test
    void updateWhenSettingsChangeReachesTheHost() {
        var id = created("orders");
        var node = nodeOf(id);
        var answer = patch(id, """
                {"plan":"small","evictionPolicy":"allkeys-lru","persistence":"aof-always"}""", Role.ADMIN);
        assertThat(answer).hasStatus(202);
        var operation = body(answer).path("operation");
        assertThat(operation.path("kind").asString()).isEqualTo("update");
        assertThat(operation.path("status").asString()).isEqualTo("succeeded");
        var spec = host.nodes.get(node);
        assertThat(spec.generation()).isEqualTo(2);
        assertThat(spec.maxMemoryBytes()).isEqualTo(256L << 20);
        assertThat(spec.maxClients()).isEqualTo(1000);
        assertThat(spec.evictionPolicy()).isEqualTo(EvictionPolicy.ALLKEYS_LRU);
        assertThat(spec.persistence()).isEqualTo(Persistence.AOF_ALWAYS);
        assertThat(spec.tls()).isFalse();
        var database = database(id);
        assertThat(database.path("plan").asString()).isEqualTo("small");
        assertThat(database.path("memoryLimitBytes").asLong()).isEqualTo(256L << 20);
        assertThat(database.path("persistence").asString()).isEqualTo("aof-always");
    }

    @Test
    void updateWhenNameOnlyIsDoneAtOnceThoughTheHostIsAway() {
        var id = created("orders");
        host.mood = Mood.BROKEN;
        var operation =
                body(patch(id, "{\"name\":\"invoices\"}", Role.DEVELOPER)).path("operation");
        assertThat(operation.path("status").asString()).isEqualTo("succeeded");
        assertThat(operation.path("steps").get(0).path("status").asString()).isEqualTo("succeeded");
        assertThat(database(id).path("name").asString()).isEqualTo("invoices");
        assertThat(jdbc.queryForObject("select generation from database where id = ?", Long.class, id))
                .isEqualTo(1);
        host.mood = Mood.WILLING;
        assertThat(create("{\"name\":\"orders\"}")).hasStatus(201);
        assertProblem(patch(id, "{\"name\":\"orders\"}", Role.DEVELOPER), 409, "NAME_TAKEN");
    }

    @Test
    void updateWhenTlsChangesMakesTheUrlsSchemeFollow() {
        var id = created("orders");
        assertThat(patch(id, "{\"tls\":true}", Role.DEVELOPER)).hasStatus(202);
        assertThat(host.nodes.get(nodeOf(id)).tls()).isTrue();
        var database = database(id);
        assertThat(database.path("tls").asBoolean()).isTrue();
        assertThat(database.path("endpoint").path("tls").asBoolean()).isTrue();
        assertThat(database.path("certificateExpiresAt").asString()).isEqualTo("2030-01-01T00:00:00Z");
        assertThat(body(get("/api/v1/databases/" + id + "/credentials"))
                        .path("url")
                        .asString())
                .startsWith("rediss://default:");
        patch(id, "{\"tls\":false}", Role.DEVELOPER);
        assertThat(database(id).path("certificateExpiresAt").isNull()).isTrue();
        assertThat(body(get("/api/v1/databases/" + id + "/credentials"))
                        .path("url")
                        .asString())
                .startsWith("redis://default:");
    }

    @Test
    void updateWhenNothingChangesSaysSo() {
        var id = created("orders");
        for (var body : List.of("{}", """
                {"name":"orders","plan":"free","evictionPolicy":"noeviction","persistence":"aof","tls":false}""")) {
            assertProblem(patch(id, body, Role.OWNER), 422, "NOTHING_TO_CHANGE");
        }
    }

    @Test
    void updateWhenFieldsAreWrongNamesThem() {
        var id = created("orders");
        assertFieldProblem(patch(id, "{\"name\":\"No Such\"}", Role.OWNER), "name");
        assertFieldProblem(patch(id, "{\"plan\":\"huge\"}", Role.OWNER), "plan");
        assertFieldProblem(patch(id, "{\"persistence\":\"sometimes\"}", Role.OWNER), "persistence");
        assertFieldProblem(patch(id, "{\"engine\":\"redis\"}", Role.OWNER), "engine");
        assertThat(database(id).path("plan").asString()).isEqualTo("free");
    }

    @Test
    void updateWhenRoleIsTooLowIsRefused() {
        var id = created("orders");
        assertProblem(patch(id, "{\"persistence\":\"none\"}", Role.VIEWER), 403, "ROLE_TOO_LOW");
        assertProblem(patch(id, "{\"plan\":\"small\"}", Role.DEVELOPER), 403, "ROLE_TOO_LOW");
        // the plan that it has is no change, so that a form may send everything back
        assertThat(patch(id, "{\"plan\":\"free\",\"persistence\":\"none\"}", Role.DEVELOPER))
                .hasStatus(202);
    }

    @Test
    void updateWhenThePlansQuotaIsReachedIsRefused() {
        for (var name : List.of("a", "b", "c")) created(name);
        var id = body(create("{\"name\":\"d\",\"plan\":\"small\"}")).path("id").asString();
        assertProblem(patch(id, "{\"plan\":\"free\"}", Role.ADMIN), 403, "QUOTA_REACHED");
        assertThat(database(id).path("memoryLimitBytes").asLong()).isEqualTo(256L << 20);
    }

    @Test
    void updateWhenAnotherOperationIsUnderWayIsRefusedButForTheName() {
        var id = created("orders");
        host.mood = Mood.BROKEN;
        post("/api/v1/databases/" + id + "/restart", "", Role.OWNER);
        assertProblem(patch(id, "{\"persistence\":\"none\"}", Role.OWNER), 409, "OPERATION_UNDER_WAY");
        assertThat(patch(id, "{\"name\":\"renamed\"}", Role.OWNER)).hasStatus(202);
        host.mood = Mood.WILLING;
        awaitStatus(id, "running");
    }

    @Test
    void updateWhenStoppedStaysStopped() {
        var id = created("orders");
        post("/api/v1/databases/" + id + "/stop", "", Role.OWNER);
        awaitStatus(id, "stopped");
        var operation =
                body(patch(id, "{\"persistence\":\"none\"}", Role.OWNER)).path("operation");
        assertThat(operation.path("status").asString()).isEqualTo("succeeded");
        assertThat(host.nodes.get(nodeOf(id)).desired()).isEqualTo(DesiredState.STOPPED);
        assertThat(database(id).path("status").asString()).isEqualTo("stopped");
    }

    @Test
    void updateWhenHostIsAwayStaysRunningAndIsDoneLater() {
        var id = created("orders");
        host.mood = Mood.BROKEN;
        var operation =
                body(patch(id, "{\"persistence\":\"none\"}", Role.OWNER)).path("operation");
        assertThat(operation.path("reason").asString()).isEqualTo("HOST_UNREACHABLE");
        assertThat(database(id).path("status").asString()).isEqualTo("running");
        host.mood = Mood.WILLING;
        await().untilAsserted(() -> assertThat(
                        body(get("/api/v1/operations/" + operation.path("id").asString()))
                                .path("status")
                                .asString())
                .isEqualTo("succeeded"));
    }

    @Test
    void updateWhenRepeatedWithTheSameKeyIsDoneOnce() {
        var id = created("orders");
        var body = "{\"persistence\":\"none\"}";
        var first = body(patch(id, body, Role.OWNER, "Idempotency-Key", "u-1"));
        var second = body(patch(id, body, Role.OWNER, "Idempotency-Key", "u-1"));
        assertThat(second.at("/operation/id")).isEqualTo(first.at("/operation/id"));
        assertThat(host.nodes.get(nodeOf(id)).generation()).isEqualTo(2);
        var rename = body(patch(id, "{\"name\":\"other\"}", Role.OWNER, "Idempotency-Key", "u-2"));
        assertThat(body(patch(id, "{\"name\":\"other\"}", Role.OWNER, "Idempotency-Key", "u-2")))
                .isEqualTo(rename);
        assertProblem(
                post("/api/v1/databases/" + id + "/restart", "", Role.OWNER, "Idempotency-Key", "u-1"),
                409,
                "IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void tlsWhenNoEngineSpeaksItIsRefusedWithAWayOut() {
        var id = created("orders");
        host.tls = false;
        report(false);
        jdbc.update("update host set tls = false");
        assertFieldProblem(create("{\"name\":\"secure\",\"tls\":true}"), "tls");
        assertFieldProblem(patch(id, "{\"tls\":true}", Role.OWNER), "tls");
        assertThat(database(id).path("tls").asBoolean()).isFalse();
    }

    @Test
    void tlsWhenOneHostSpeaksItIsPlacedThere() {
        // without TLS and with more memory that is free: it would be chosen otherwise
        report("host-plain", "redis.test", false, false, List.of());
        jdbc.update("update host set memory_bytes = memory_bytes * 64 where id = 'host-plain'");
        try {
            var secure = body(create("{\"name\":\"secure\",\"tls\":true}"));
            assertThat(secure.path("url").asString()).startsWith("rediss://default:");
            assertThat(hostOf(secure.path("id").asString())).isEqualTo("host-1");
            assertThat(hostOf(created("plain"))).isEqualTo("host-plain");
        } finally {
            jdbc.update("update host set last_seen = now() - interval '1 day' where id = 'host-plain'");
        }
    }

    private String hostOf(String databaseId) {
        return jdbc.queryForObject("select host_id from node where database_id = ?", String.class, databaseId);
    }
}
