package io.miniredis.backend.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.miniredis.backend.BackendTest;
import io.miniredis.backend.FakeHost.Mood;
import io.miniredis.kit.testing.TokensForTests;
import io.miniredis.kit.token.Role;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatabasesIntegrationTests extends BackendTest {

    @Test
    void createWhenHostIsThereAnswersWithTheUrl() {
        var result = create("{\"name\":\"orders\"}");
        assertThat(result).hasStatus(201);
        var database = body(result);
        assertThat(database.path("status").asString()).isEqualTo("running");
        assertThat(database.path("plan").asString()).isEqualTo("free");
        assertThat(database.path("memoryLimitBytes").asLong()).isEqualTo(32L << 20);
        assertThat(database.path("url").asString())
                .isEqualTo("redis://default:" + database.path("password").asString() + "@redis.test:20000");
        assertThat(body(get("/api/v1/databases/" + database.path("id").asString()))
                        .has("password"))
                .isFalse();
    }

    @Test
    void createWhenNameIsTakenIsRefused() {
        create("{\"name\":\"orders\"}");
        assertProblem(create("{\"name\":\"orders\"}"), 409, "NAME_TAKEN");
    }

    @Test
    void createWhenNameIsBadNamesTheField() {
        for (var name : List.of("", "Orders", "1orders", "orders-", "a b", "../etc", "x".repeat(41))) {
            var result = create(json.writeValueAsString(java.util.Map.of("name", name)));
            assertProblem(result, 422, "INVALID_INPUT");
            assertThat(body(result).path("fieldErrors").get(0).path("field").asString())
                    .isEqualTo("name");
        }
    }

    @Test
    void createWhenPlanIsUnknownNamesThePlans() {
        var result = create("{\"name\":\"orders\",\"plan\":\"huge\"}");
        assertProblem(result, 422, "INVALID_INPUT");
        assertThat(body(result).path("detail").asString()).contains("free, small, medium, large");
    }

    @Test
    void createWhenBodyIsNotJsonIsRefused() {
        assertProblem(create("name=orders"), 422, "MALFORMED_JSON");
        assertProblem(create("{\"name\":\"orders\"} trailing"), 422, "MALFORMED_JSON");
        assertProblem(create("{\"nam\":\"orders\"}"), 422, "INVALID_INPUT");
        assertProblem(create("{\"name\":\"orders\",\"persistence\":\"sometimes\"}"), 422, "INVALID_INPUT");
    }

    @Test
    void createWhenQuotaIsReachedIsRefusedEvenAtTheSameTime() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses = threads
                    .invokeAll(IntStream.range(0, 8)
                            .mapToObj(it -> (Callable<Integer>) () -> create("{\"name\":\"db" + it + "\"}")
                                    .getResponse()
                                    .getStatus())
                            .toList())
                    .stream()
                    .map(it -> it.resultNow())
                    .toList();
            assertThat(statuses).filteredOn(it -> it == 201).hasSize(3);
            assertThat(statuses).filteredOn(it -> it == 403).hasSize(5);
        }
        assertProblem(create("{\"name\":\"one-more\"}"), 403, "QUOTA_REACHED");
        assertThat(create("{\"name\":\"one-more\",\"plan\":\"small\"}")).hasStatus(201);
    }

    @Test
    void createWhenViewerIsRefused() {
        assertProblem(post("/api/v1/databases", "{\"name\":\"orders\"}", Role.VIEWER), 403, "ROLE_TOO_LOW");
    }

    @Test
    void createWhenHostIsBrokenBecomesReadyByItselfLater() {
        host.mood = Mood.BROKEN;
        var result = create("{\"name\":\"orders\"}");
        assertThat(result).hasStatus(202);
        var id = body(result).path("id").asString();
        assertThat(body(result).path("status").asString()).isEqualTo("creating");
        assertThat(body(result).path("reason").asString()).isEqualTo("HOST_UNREACHABLE");
        host.mood = Mood.WILLING;
        await().untilAsserted(() -> assertThat(
                        body(get("/api/v1/databases/" + id)).path("status").asString())
                .isEqualTo("running"));
    }

    @Test
    void createWhenTheHostsDiskIsFullSaysSoAndWaitsForRoom() {
        host.mood = Mood.FULL_OF_DATA;
        var result = create("{\"name\":\"orders\"}");
        assertThat(result).hasStatus(202);
        assertThat(body(result).path("message").asString())
                .isEqualTo("The host cannot write to its disk, which may be full. It is done as soon as it can.");
        host.mood = Mood.WILLING;
        var id = body(result).path("id").asString();
        await().untilAsserted(() -> assertThat(
                        body(get("/api/v1/databases/" + id)).path("status").asString())
                .isEqualTo("running"));
    }

    @Test
    void createWhenEngineIsSlowIsReadyAtTheHostsWord() {
        host.mood = Mood.SLOW_TO_START;
        var result = create("{\"name\":\"orders\"}");
        assertThat(result).hasStatus(202);
        var id = body(result).path("id").asString();
        host.mood = Mood.WILLING;
        report(true);
        await().untilAsserted(() -> assertThat(
                        body(get("/api/v1/databases/" + id)).path("status").asString())
                .isEqualTo("running"));
    }

    @Test
    void createWhenPoolIsExhaustedSaysSoAndLeavesNothing() {
        host.mood = Mood.EXHAUSTED;
        assertProblem(create("{\"name\":\"orders\"}"), 503, "PORT_POOL_EXHAUSTED");
        assertThat(body(get("/api/v1/databases")).path("items")).isEmpty();
        host.mood = Mood.WILLING;
        assertThat(create("{\"name\":\"orders\"}")).hasStatus(201);
    }

    @Test
    void createWhenRepeatedWithTheSameKeyAnswersTheSameDatabase() {
        var first = post("/api/v1/databases", "{\"name\":\"orders\"}", Role.OWNER, "Idempotency-Key", "k-1");
        var second = post("/api/v1/databases", "{\"name\":\"orders\"}", Role.OWNER, "Idempotency-Key", "k-1");
        assertThat(second).hasStatus(201);
        assertThat(body(second).path("id")).isEqualTo(body(first).path("id"));
        assertThat(body(second).path("password")).isEqualTo(body(first).path("password"));
        assertProblem(
                post("/api/v1/databases", "{\"name\":\"other\"}", Role.OWNER, "Idempotency-Key", "k-1"),
                409,
                "IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void stopAndStartWhenRunningDoSo() {
        var id = body(create("{\"name\":\"orders\"}")).path("id").asString();
        assertThat(post("/api/v1/databases/" + id + "/stop", "", Role.OWNER)).hasStatus(202);
        awaitStatus(id, "stopped");
        assertProblem(post("/api/v1/databases/" + id + "/stop", "", Role.OWNER), 409, "NOT_POSSIBLE_NOW");
        var start = post("/api/v1/databases/" + id + "/start", "", Role.OWNER);
        assertThat(start).hasStatus(202);
        awaitStatus(id, "running");
        var operation = body(get(
                "/api/v1/operations/" + body(start).path("operation").path("id").asString()));
        assertThat(operation.path("status").asString()).isEqualTo("succeeded");
        assertThat(operation.path("steps").get(0).path("status").asString()).isEqualTo("succeeded");
    }

    @Test
    void stopWhenAnotherOperationIsUnderWayIsRefused() {
        var id = body(create("{\"name\":\"orders\"}")).path("id").asString();
        host.mood = Mood.BROKEN;
        post("/api/v1/databases/" + id + "/restart", "", Role.OWNER);
        assertProblem(post("/api/v1/databases/" + id + "/stop", "", Role.OWNER), 409, "OPERATION_UNDER_WAY");
        host.mood = Mood.WILLING;
        awaitStatus(id, "running");
    }

    @Test
    void deleteWhenSomethingIsStuckTakesOver() {
        host.mood = Mood.BROKEN;
        var id = body(create("{\"name\":\"orders\"}")).path("id").asString();
        assertThat(delete(id)).hasStatus(202);
        host.mood = Mood.WILLING;
        await().untilAsserted(() -> assertProblem(get("/api/v1/databases/" + id), 404, "DATABASE_UNKNOWN"));
        assertThat(create("{\"name\":\"orders\"}")).hasStatus(201);
    }

    @Test
    void deleteWhenTheHostStillHasTheNodeRemovesItWithTheNextListing() {
        var id = body(create("{\"name\":\"orders\"}")).path("id").asString();
        var node = jdbc.queryForObject("select id from node where database_id = ?", String.class, id);
        var spec = host.nodes.get(node);
        delete(id);
        await().untilAsserted(() -> assertThat(host.nodes).doesNotContainKey(node));
        await().untilAsserted(() -> assertProblem(get("/api/v1/databases/" + id), 404, "DATABASE_UNKNOWN"));
        host.nodes.put(node, spec);
        report(true);
        await().untilAsserted(() -> assertThat(host.nodes).doesNotContainKey(node));
    }

    @Test
    void getWhenAnotherOrganizationOwnsItIsNotFound() {
        var id = body(create("{\"name\":\"orders\"}")).path("id").asString();
        var foreign = TokensForTests.tenant("org_foreign", Role.OWNER);
        for (var path : List.of("", "/credentials")) {
            assertProblem(
                    mvc.get()
                            .uri("/api/v1/databases/" + id + path)
                            .header("Authorization", foreign)
                            .exchange(),
                    404,
                    "DATABASE_UNKNOWN");
        }
        assertProblem(
                mvc.delete()
                        .uri("/api/v1/databases/" + id)
                        .header("Authorization", foreign)
                        .exchange(),
                404,
                "DATABASE_UNKNOWN");
        assertProblem(get("/api/v1/databases/db_none"), 404, "DATABASE_UNKNOWN");
    }

    @Test
    void getWhenWithoutTokenOrWithAServicesIsRefused() {
        assertProblem(mvc.get().uri("/api/v1/databases").exchange(), 401, "UNAUTHENTICATED");
        assertProblem(
                mvc.get()
                        .uri("/api/v1/databases")
                        .header("Authorization", TokensForTests.service("monitoring-service", "targets"))
                        .exchange(),
                403,
                "FORBIDDEN");
        assertProblem(get("/internal/targets"), 403, "FORBIDDEN");
    }

    @Test
    void listWhenMoreThanAPageHasNext() {
        for (var name : List.of("a", "b", "c")) create("{\"name\":\"" + name + "\"}");
        var first = body(get("/api/v1/databases?limit=2"));
        assertThat(first.path("items").findValuesAsString("name")).startsWith("c", "b");
        var second = body(
                get("/api/v1/databases?limit=2&cursor=" + first.path("next").asString()));
        assertThat(second.path("items").get(0).path("name").asString()).isEqualTo("a");
        assertThat(second.path("next").isNull()).isTrue();
        assertProblem(get("/api/v1/databases?limit=0"), 422, "INVALID_INPUT");
        assertProblem(get("/api/v1/databases?limit=many"), 422, "INVALID_INPUT");
    }

    @Test
    void rotateWhenOverlappingKeepsTheOldPasswordForAWhile() {
        var created = body(create("{\"name\":\"orders\"}"));
        var id = created.path("id").asString();
        var node = jdbc.queryForObject("select id from node where database_id = ?", String.class, id);
        var rotated =
                body(post("/api/v1/databases/" + id + "/credentials/rotate", "{\"overlapSeconds\":1}", Role.OWNER));
        assertThat(rotated.path("password")).isNotEqualTo(created.path("password"));
        assertThat(host.nodes.get(node).tenantPasswordHashes()).hasSize(2);
        await().untilAsserted(() ->
                assertThat(host.nodes.get(node).tenantPasswordHashes()).hasSize(1));
    }

    @Test
    void runWhenRunningAnswersTheReply() {
        var id = body(create("{\"name\":\"orders\"}")).path("id").asString();
        var reply = post("/api/v1/databases/" + id + "/commands", "{\"command\":[\"PING\"]}", Role.DEVELOPER);
        assertThat(body(reply).path("result").asString()).isEqualTo("PONG");
        assertProblem(
                post("/api/v1/databases/" + id + "/commands", "{\"command\":[]}", Role.OWNER), 422, "INVALID_INPUT");
        host.mood = Mood.BROKEN;
        assertProblem(
                post("/api/v1/databases/" + id + "/commands", "{\"command\":[\"PING\"]}", Role.OWNER),
                503,
                "HOST_REFUSED");
    }

    @Test
    void reportWhenACompleteListingLacksANodeMarksItMissing() {
        var id = body(create("{\"name\":\"orders\"}")).path("id").asString();
        var node = jdbc.queryForObject("select id from node where database_id = ?", String.class, id);
        host.nodes.remove(node);
        report(true);
        var database = body(get("/api/v1/databases/" + id));
        assertThat(database.path("status").asString()).isEqualTo("failed");
        assertThat(database.path("reason").asString()).isEqualTo("NODE_MISSING");
    }

    @Test
    void getWhenTheHostIsSilentSaysSo() {
        var id = body(create("{\"name\":\"orders\"}")).path("id").asString();
        jdbc.update("update host set last_seen = now() - interval '16 seconds'");
        var database = body(get("/api/v1/databases/" + id));
        assertThat(database.path("status").asString()).isEqualTo("unavailable");
        assertThat(database.path("reason").asString()).isEqualTo("HOST_LOST");
    }

    @Test
    void targetsWhenAskedByMonitoringHaveThePassword() {
        create("{\"name\":\"orders\"}");
        var targets = mvc.get()
                .uri("/internal/targets")
                .header("Authorization", TokensForTests.service("monitoring-service", "targets"))
                .exchange();
        assertThat(targets).hasStatus(200);
        var target = body(targets).get(0);
        assertThat(target.path("username").asString()).isEqualTo("monitor");
        assertThat(target.path("password").asString()).hasSize(43);
    }
}
