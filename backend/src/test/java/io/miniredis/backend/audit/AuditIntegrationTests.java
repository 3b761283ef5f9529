package io.miniredis.backend.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.miniredis.backend.BackendTest;
import io.miniredis.backend.FakeAuth;
import io.miniredis.backend.FakeHost.Mood;
import io.miniredis.kit.audit.Integrity;
import io.miniredis.kit.testing.TokensForTests;
import io.miniredis.kit.token.Role;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class AuditIntegrationTests extends BackendTest {

    private static final FakeAuth auth = new FakeAuth();

    @DynamicPropertySource
    static void authService(DynamicPropertyRegistry properties) {
        properties.add("AUTH_SERVICE_URL", auth::url);
    }

    @Autowired
    private Integrity integrity;

    @Autowired
    private ApplicationContext context;

    @LocalServerPort
    private int port;

    @AfterEach
    void authIsThereAndKnowsNothing() {
        auth.broken = false;
        auth.events = "[]";
    }

    @Test
    void everyChangeIsRecordedWithWhatWasAndWhatIs() {
        var id = created("orders");
        patch(id, "{\"name\":\"cache\",\"evictionPolicy\":\"allkeys-lru\"}", Role.DEVELOPER);
        awaitStatus(id, "running");
        await().until(() -> database(id).path("operation").isNull());
        post("/api/v1/databases/" + id + "/stop", "", Role.DEVELOPER);
        awaitStatus(id, "stopped");
        delete(id);

        var events = events("subject=" + id);

        assertThat(events)
                .extracting(it -> it.path("action").asString())
                .containsExactly("database.delete", "database.stop", "database.update", "database.create");
        assertThat(events.get(3).path("after").path("plan").asString()).isEqualTo("free");
        assertThat(events.get(3).path("before").isNull()).isTrue();
        assertThat(events.get(2).path("before").toString())
                .isEqualTo("{\"name\":\"orders\",\"evictionPolicy\":\"noeviction\"}");
        assertThat(events.get(2).path("after").toString())
                .isEqualTo("{\"name\":\"cache\",\"evictionPolicy\":\"allkeys-lru\"}");
        assertThat(events.get(1).path("after").toString()).isEqualTo("{\"desired\":\"stopped\"}");
        assertThat(events.get(0).path("subjectName").asString()).isEqualTo("cache");
        assertThat(events).allSatisfy(it -> {
            assertThat(it.path("actor").asString()).isEqualTo("usr_test");
            assertThat(it.path("actorKind").asString()).isEqualTo("user");
            assertThat(it.path("outcome").asString()).isEqualTo("done");
            assertThat(it.path("address").asString()).isEqualTo("127.0.0.1");
            assertThat(it.path("traceId").asString()).hasSize(32);
            assertThat(it.has("hash")).isFalse();
            assertThat(it.has("organizationId")).isFalse();
        });
    }

    @Test
    void passwordsAreNotRecordedButWhoSawThemIs() {
        var created = body(create("{\"name\":\"orders\"}"));
        var id = created.path("id").asString();
        get("/api/v1/databases/" + id + "/credentials");
        var rotated = body(post("/api/v1/databases/" + id + "/credentials/rotate", "{}", Role.OWNER));

        assertThat(events("subject=" + id))
                .extracting(it -> it.path("action").asString())
                .containsExactly("password.rotate", "password.see", "database.create");
        var all = String.join("\n", jdbc.queryForList("select audit_event::text from audit_event", String.class));
        assertThat(all)
                .doesNotContain(created.path("password").asString())
                .doesNotContain(rotated.path("password").asString());
    }

    @Test
    void aRepeatedCallIsRecordedOnce() {
        for (var i = 0; i < 2; i++) {
            post("/api/v1/databases", "{\"name\":\"orders\"}", Role.OWNER, "Idempotency-Key", "again");
        }
        assertThat(events("action=database.create")).hasSize(1);
    }

    @Test
    void whatThePlatformGivesUpIsRecordedAsFailed() {
        host.mood = Mood.EXHAUSTED;
        assertProblem(create("{\"name\":\"orders\"}"), 503, "PORT_POOL_EXHAUSTED");

        var events = events("action=database.create");
        assertThat(events).hasSize(2);
        assertThat(events.getFirst().path("outcome").asString()).isEqualTo("failed");
        assertThat(events.getFirst().path("code").asString()).isEqualTo("PORT_POOL_EXHAUSTED");
        assertThat(events.getFirst().path("actor").asString()).isEqualTo("backend");
        assertThat(events.getFirst().path("actorKind").asString()).isEqualTo("service");
    }

    @Test
    void refusedAttemptsAreRecorded() {
        var id = created("orders");
        send(HttpMethod.DELETE, "/api/v1/databases/" + id, "", TokensForTests.tenant(organization, Role.VIEWER));
        create("{\"name\":\"orders\"}");
        for (var name : List.of("two", "three", "four")) created(name);
        get("/api/v1/databases/db_of_another");
        get("/api/v1/audit", TokensForTests.tenant(organization, Role.DEVELOPER));
        get("/api/v1/platform/hosts", TokensForTests.tenant(organization, Role.OWNER));

        await().untilAsserted(() -> assertThat(events("outcome=refused"))
                .extracting(it ->
                        it.path("action").asString() + " " + it.path("subject").asString("-") + " "
                                + it.path("code").asString())
                .containsExactlyInAnyOrder(
                        "database.delete " + id + " ROLE_TOO_LOW",
                        "database.create - NAME_TAKEN",
                        "database.create - QUOTA_REACHED",
                        "GET /databases/{databaseId} db_of_another DATABASE_UNKNOWN",
                        "audit.see - ROLE_TOO_LOW",
                        "platform.look - OPERATOR_NEEDED"));
    }

    @Test
    void inputThatMakesNoSenseIsNoAttempt() {
        create("{\"name\":\"NO\"}");
        get("/api/v1/nothing");
        get("/api/v1/audit", TokensForTests.tenant(organization, Role.VIEWER));

        await().until(() -> events("outcome=refused").size() == 1);
        assertThat(events("").getFirst().path("action").asString()).isEqualTo("audit.see");
    }

    @Test
    void pageHasWhatTheAuthServiceKnowsInOrder() {
        created("orders");
        created("cache");
        var own = ids(body(audit("")));
        var between = own.get(1) + "0";
        auth.events = """
                [{"id":"%s","at":"2026-05-01T12:00:00Z","actor":"usr_1","actorKind":"user","action":"session.begin",
                "outcome":"done","addedByANewerVersion":1}]""".formatted(between);

        assertThat(ids(body(audit("")))).containsExactly(own.get(0), between, own.get(1));

        var first = body(audit("?limit=2"));
        assertThat(ids(first)).containsExactly(own.get(0), between);
        assertThat(first.path("next").asString()).isEqualTo(between);
    }

    @Test
    void filtersGoOnToTheAuthServiceAsTheyAre() {
        var result = mvc.get()
                .uri("/api/v1/audit?actor={actor}&from=2026-01-01T00:00:00Z", "a&b=c%20{x} ü'")
                .header("Authorization", TokensForTests.tenant(organization, Role.ADMIN))
                .exchange();

        assertThat(result).hasStatus(200);
        assertThat(auth.queries.getLast())
                .isEqualTo(
                        "organization=" + organization
                                + "&before=aud_~&limit=51&actor=a%26b%3Dc%2520%7Bx%7D%20%C3%BC%27&from=2026-01-01T00%3A00%3A00Z");
    }

    @Test
    void pageWhenAuthServiceIsDownIs503() {
        auth.broken = true;
        assertProblem(audit(""), 503, "SERVICE_UNAVAILABLE");
        assertProblem(csv("text/csv", ""), 503, "SERVICE_UNAVAILABLE");
    }

    @Test
    void pageIsTheOrganizationsOwn() {
        created("orders");
        var other = get("/api/v1/audit", TokensForTests.tenant("org_other", Role.OWNER));
        assertThat(body(other).path("items")).isEmpty();
    }

    @Test
    void pageAsCsv() {
        created("orders");
        created("cache");

        var result = csv("text/csv", "?limit=1&action=database.create");

        assertThat(result).hasStatus(200);
        assertThat(result.getResponse().getContentType()).isEqualTo("text/csv;charset=UTF-8");
        assertThat(result.getResponse().getHeader("Content-Disposition"))
                .isEqualTo("attachment; filename=\"audit.csv\"");
        assertThat(result.getResponse().getHeader("Link"))
                .matches("</api/v1/audit\\?limit=1&action=database.create&cursor=aud_[0-9a-z]{26}>; rel=\"next\"");
        var lines = text(result).split("\r\n");
        assertThat(lines).hasSize(2);
        assertThat(lines[0]).startsWith("id,at,actor,");
        assertThat(lines[1]).contains(",database.create,").contains(",cache,done,");
    }

    @Test
    void pageInWhatNobodyKnowsIs406() {
        assertThat(csv("application/xml", "")).hasStatus(406);
        assertThat(csv("*/*", "")).hasStatus(200).hasContentTypeCompatibleWith("application/json");
        assertProblem(csv("text/csv", "?outcome=maybe"), 422, "INVALID_INPUT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cursor=%00",
                "cursor=db_1",
                "cursor='",
                "limit=0",
                "limit=201",
                "limit=x",
                "actor=%00",
                "action=a%0d%0ab",
                "subject=%7f",
                "outcome=maybe",
                "outcome=DONE",
                "from=yesterday",
                "to=2026-13-01T00:00:00Z",
                "from='%20or%201=1"
            })
    void hostileFiltersAreRefusedByName(String query) {
        var result = mvc.get()
                .uri(URI.create("/api/v1/audit?" + query))
                .header("Authorization", TokensForTests.tenant(organization, Role.OWNER))
                .exchange();
        assertFieldProblem(result, query.substring(0, query.indexOf('=')));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "actor='%20or%20'1'='1",
                "action=%25",
                "subject=%5C",
                "actor=%F0%9F%A6%8A",
                "from=-1000000000-01-01T00:00:00Z",
                "to=%2B1000000000-12-31T23:59:59.999999999Z",
                "from=%2B1000000000-12-31T23:59:59Z&to=-1000000000-01-01T00:00:00Z",
                "actor=a&actor=b",
                "cursor=aud_~"
            })
    void strangeFiltersAreTakenAsTheyAre(String query) {
        var result = mvc.get()
                .uri(URI.create("/api/v1/audit?" + query))
                .header("Authorization", TokensForTests.tenant(organization, Role.OWNER))
                .exchange();
        assertThat(result).hasStatus(200);
    }

    @Test
    void addressIsTheOneThatTheGatewaySays() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/databases"))
                            .header("Authorization", TokensForTests.tenant(organization, Role.OWNER))
                            .header("X-Forwarded-For", "203.0.113.7")
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"orders\"}"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(201);
        }
        assertThat(events("").getFirst().path("address").asString()).isEqualTo("203.0.113.7");
    }

    /** Else a change could wait for a row while it holds the end of the chain, and another for that while it holds the row. */
    @Test
    void hibernateWritesBeforeTheEndOfTheChainIsHeld() {
        assertThat(context.containsBean("unwritten")).isTrue();
    }

    @Test
    void concurrentCreationsOfManyOrganizationsMakeOneChain() throws Exception {
        try (var pool = Executors.newFixedThreadPool(8)) {
            var work = new ArrayList<Callable<Integer>>();
            for (var i = 0; i < 24; i++) {
                var credential = TokensForTests.tenant(organization + "_" + i, Role.OWNER);
                work.add(() -> send(HttpMethod.POST, "/api/v1/databases", "{\"name\":\"orders\"}", credential)
                        .getResponse()
                        .getStatus());
            }
            for (var done : pool.invokeAll(work)) assertThat(done.get()).isIn(201, 202);
        }
        assertThat(integrity.check().whole()).isTrue();
    }

    private MvcTestResult audit(String query) {
        return get("/api/v1/audit" + query);
    }

    private MvcTestResult csv(String accept, String query) {
        return mvc.get()
                .uri("/api/v1/audit" + query)
                .header("Authorization", TokensForTests.tenant(organization, Role.OWNER))
                .header("Accept", accept)
                .exchange();
    }

    private String text(MvcTestResult result) {
        try {
            return result.getResponse().getContentAsString();
        } catch (java.io.UnsupportedEncodingException exception) {
            throw new AssertionError(exception);
        }
    }

    private List<JsonNode> events(String query) {
        return body(audit("?limit=200&" + query)).path("items").valueStream().toList();
    }

    private static List<String> ids(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(it -> it.path("id").asString())
                .toList();
    }
}
